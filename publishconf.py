"""Settings of the published site. SITEURL comes from the environment, so that one repository serves many hosts."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pelicanconf import *  # noqa: F403

SITEURL = os.environ.get("SITEURL", "https://warm-handoff.example").rstrip("/")
