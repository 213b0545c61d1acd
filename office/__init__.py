"""The office: what the owner of a site runs on her own machine. It imports no Pelican, and the site never imports it."""

import sys
from pathlib import Path

# The pure packages of the site are found where Pelican finds them too. At the end, so that they shadow nothing.
_PLUGINS = str(Path(__file__).resolve().parents[1] / "plugins")
if _PLUGINS not in sys.path:
    sys.path.append(_PLUGINS)
