"""What the site writes and what content/ may name are worked out in two places; they have to agree."""

from __future__ import annotations

import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

from content_library.library import load
from hub_core.settings import HubSettings
from tests.site.building import NOW, Built
from tests.site.conftest import CONTENT

SETTINGS = HubSettings()


def test_a_text_may_link_to_every_page_and_file_of_the_site(shipped: Built, tmp_path: Path) -> None:
    content = shutil.copytree(CONTENT, tmp_path / "content")
    names = [name for name in shipped.files() if name.endswith((".html", ".xml", ".txt", ".vcf")) and not name.startswith("theme/")]
    links = "\n".join(f"- [x](/{name.removesuffix('index.html')})" for name in names)
    (content / "pages" / "every-address.md").write_text(
        f'---\ntitle: "Every address"\nsummary: "A page that leads to everything that the site has, a line for each."\n---\n{links}\n', encoding="utf-8",
    )  # fmt: skip

    _, problems = load(content, SETTINGS, NOW.astimezone(ZoneInfo(SETTINGS.time_zone)))

    assert len(names) > 200
    assert [str(one) for one in problems if not one.is_note] == []
