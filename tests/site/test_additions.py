"""What an owner adds to the site: lines in the head and the footer, and other Pelican plugins, which hear of pages and may write some."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.site.building import SMALL, Built, build

PLUGIN = '''\
import json
from pathlib import Path

from pelican import signals
from pelican.generators import Generator

heard = {}


def hear(path, context):
    name = Path(path).relative_to(context["OUTPUT_PATH"]).as_posix()
    heard[name] = [context["output_file"], context["SITENAME"], "meta" in context]


class Words(Generator):
    def generate_output(self, writer):
        template = self.env.from_string("{{ words }} {{ SITENAME }} {{ cards.when({'iso': '1', 'words': 'now'}) }}")
        writer.write_file("words/a.html", template, self.context, words="Some words.")
        try:
            writer.write_file("../elsewhere.html", template, self.context, words="Outside.")
        except RuntimeError as error:
            heard["refused"] = [str(error)]
        writer.write_file("search/index.html", template, self.context, words="Another page.", override_output=True)


def tell(pelican):
    Path(pelican.output_path, "heard.json").write_text(json.dumps(heard), encoding="utf-8")


def words(pelican):
    return Words


def register():
    signals.content_written.connect(hear)
    signals.get_generators.connect(words)
    signals.finalized.connect(tell)
'''


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("other-plugins")
    (folder / "words_plugin.py").write_text(PLUGIN, encoding="utf-8")
    (folder / "partials").mkdir()
    (folder / "partials" / "head-extra.html").write_text('<meta name="mine" content="{{ site.name }}, {{ meta.canonical }}">\n', encoding="utf-8")
    settings = folder / "with_another.py"
    settings.write_text(
        f"import sys\nsys.path.insert(0, {str(SMALL)!r})\nfrom settings import *\n"
        f'PLUGIN_PATHS = [*PLUGIN_PATHS, {str(folder)!r}]\nPLUGINS = [*PLUGINS, "words_plugin"]\n'
        f"THEME_TEMPLATES_OVERRIDES = [{str(folder)!r}]\n",
        encoding="utf-8",
    )
    result = build(SMALL / "content", settings, folder / "out")
    assert result.code == 0, result.said
    return result


def heard(built: Built) -> dict[str, list[object]]:
    found: dict[str, list[object]] = json.loads((built.out / "heard.json").read_text(encoding="utf-8"))
    return found


def test_a_line_for_the_head_is_on_every_page_and_knows_the_page(built: Built) -> None:
    page = (built.out / "tips/index.html").read_text(encoding="utf-8")

    assert '<meta name="mine" content="Small Hub, https://x.example/tips/">' in page.partition("</head>")[0]


def test_plugins_hear_of_every_page_when_it_is_written(built: Built) -> None:
    made = {file.relative_to(built.out).as_posix() for file in built.out.rglob("index.html")}
    sent_on = {name for name in made if "http-equiv" in (built.out / name).read_text(encoding="utf-8")}  # no template makes these

    assert {name for name in heard(built) if name.endswith("index.html")} == made - sent_on
    assert [name for name, about in heard(built).items() if name != "refused" and about[0] != name] == []


def test_plugins_write_pages_of_their_own_with_the_theme_s_macros(built: Built) -> None:
    page = (built.out / "words/a.html").read_text(encoding="utf-8")

    assert page.startswith("Some words. ")
    assert page.endswith('<time datetime="1">now</time>')


def test_plugins_may_override_a_page(built: Built) -> None:
    assert (built.out / "search/index.html").read_text(encoding="utf-8").startswith("Another page.")


def test_plugins_may_not_write_outside_the_site(built: Built) -> None:
    assert not (built.out.parent / "elsewhere.html").exists()
    assert "break out of output directory" in str(heard(built)["refused"])


def test_a_plugin_may_bring_a_writer_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a_writer.py").write_text(
        "from pelican import signals\nfrom pelican.writers import Writer\n\n\ndef mine(pelican):\n    return Writer\n\n\n"
        "def register():\n    signals.get_writer.connect(mine)\n", encoding="utf-8",
    )  # fmt: skip
    settings = tmp_path / "with_a_writer.py"
    settings.write_text(
        f"import sys\nsys.path.insert(0, {str(SMALL)!r})\nfrom settings import *\n"
        f'PLUGIN_PATHS = [*PLUGIN_PATHS, {str(tmp_path)!r}]\nPLUGINS = ["a_writer", *PLUGINS]\n', encoding="utf-8",
    )  # fmt: skip
    result = build(SMALL / "content", settings, tmp_path / "out", more=["--log-handler", "plain"])

    assert "writers found, using only first one" in result.said
    assert result.code == 0, result.said
    assert (tmp_path / "out" / "sitemap.xml").is_file()
