"""The Desk's pages, rendered from templates in the look of the site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hub_core import addresses as paths
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from office.workbench.templates import templates
from site_pages.frame import style_sheet

HERE = Path(__file__).resolve().parent
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Pages:
    """Renders the Desk's pages. `theme` is the folder of the site's theme, whose style sheet and parts they use."""

    theme: Path
    addresses: Addresses
    settings: HubSettings
    mark: str

    def render(self, template: str, *, title: str, **values: object) -> str:
        """Give a page. `mark` is in every form, and is looked at before anything is changed."""
        return templates(HERE / "templates", self.theme / "templates").get_template(f"desk/{template}").render(
            title=title,
            language=self.settings.language,
            site_name=self.settings.name,
            home=self.addresses.href(paths.HOME),
            mark=self.mark,
            **values,
        )

    def file(self, name: str) -> tuple[str, str] | None:
        """Give text and type of one of the three files that the pages use, or None."""
        if name == "theme.css":
            return style_sheet(self.theme), _TYPES[".css"]
        found = {"desk.css": HERE / "static" / "desk.css", "favicon.svg": self.theme / "static" / "img" / "favicon.svg"}.get(name)
        return (found.read_text(encoding="utf-8"), _TYPES[found.suffix]) if found else None
