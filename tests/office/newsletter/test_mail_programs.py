"""What mail programs do with an issue that has everything in it that an author can write: by the facts, and in a browser."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bars.axe import SCHEMES, SCRIPT, axe_source
from bars.built import BuiltSite
from bars.chrome import Chrome
from bars.html_nu import html_nu
from bars.nodetools import mail_command
from lxml import html as lxml_html
from PIL import Image
from playwright.sync_api import Browser

from content_library.library import load
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from office.newsletter.mail_html import WIDEST, for_mail
from office.newsletter.mails import issue_mail

ISSUE = """---
title: "Everything at once — and 3 more"
summary: "A picture, a table, a block of text to copy, a note and a very long word: what an owner may put in by hand."
---
## New articles

### [A first month](/articles/a-first-month/)

It is *long*, with `code` and a Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft.[^1]

![A desk in grey]({static}/images/desk.jpg "A caption below it")

![A lamp]({static}/images/lamp.svg)

| What | When | How much |
|---|---|---:|
| Books | Monday | 1,200 |

```
Dear [name],

    this line goes on and on, beyond the width of a telephone, since it is one to copy and to send.
```

1. One
2. Two

- A point

Term
:   What it means.

!!! note "A note"
    With words in it.

!!! pull "Somebody"
    A sentence that stands out.

---

> Begin on Monday.

[^1]: A footnote below.
"""
PROGRAMS = ("apple-mail.*", "gmail.*", "outlook.*", "yahoo.*", "aol.*", "samsung-email.*", "thunderbird.*", "protonmail.*", "hey.*", "fastmail.*")
# What some of them do not know, and why the mail is whole without it. What is not here may not be in a mail.
DOES_NO_HARM = {
    "<body> element": "its colours stand on the table around everything as well",
    "@media": "there the mail stays light",
    "display:none": "the summary above is hidden by its height too",
    "overflow": "where it is not known, display:none is",
    "word-break": "a very long word makes the mail wider there, as in any mail",
    "text-decoration": "the site's name is underlined there",
    "role attribute": "a screen reader may say that there is a table",
    "lang attribute": "a screen reader may read it with another language's voice",
    "height attribute": "the style says it too",
    "width attribute": "the style says it too",
}
SETTINGS, ADDRESSES = HubSettings(name="A Hub", owner="jo-sample"), Addresses("https://hub.example")
NOW = dt.datetime(2026, 3, 6, tzinfo=dt.UTC)
PAGE = "https://hub.example/newsletter/2026-03-05/"
LEAVE = "https://hub.example/forms/newsletter/leave/x"


@pytest.fixture
def mail(root: Path) -> str:
    """The HTML of the issue's mail."""
    pictures = root / "content/images"
    pictures.mkdir()
    Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(pictures / "desk.jpg")
    (pictures / "lamp.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')
    (root / "content/newsletter").mkdir()
    (root / "content/newsletter/2026-03-05.md").write_text(ISSUE, encoding="utf-8")
    library, problems = load(root / "content", SETTINGS, NOW, ADDRESSES)
    assert [str(one) for one in problems if not one.is_note] == []
    return issue_mail(library.issues[0], SETTINGS, ADDRESSES).preview(LEAVE)


@pytest.mark.mail_programs
def test_it_holds_nothing_that_a_mail_program_could_stumble_over(mail: str) -> None:
    command, missing = mail_command()
    assert command, missing
    done = subprocess.run([*command, *PROGRAMS], input=mail.encode(), capture_output=True, timeout=60, check=True)
    unknown = json.loads(done.stdout)
    assert {feature: names for feature, names in unknown.items() if feature not in DOES_NO_HARM} == {}
    assert set(DOES_NO_HARM) - set(unknown) == set(), "this is not in a mail any more, or all programs know it: take it out"


@pytest.mark.mail_programs
@pytest.mark.parametrize("part", ['<p style="display: grid">x</p>', "<video src=x></video>"])
def test_the_check_can_fail(part: str) -> None:
    command, missing = mail_command()
    assert command, missing
    done = subprocess.run([*command, *PROGRAMS], input=f"<!doctype html><body>{part}</body>".encode(), capture_output=True, timeout=60, check=True)
    assert set(json.loads(done.stdout)) - set(DOES_NO_HARM)


@pytest.mark.nu
def test_the_html_checker_has_nothing_to_say(mail: str, tmp_path: Path, nu_jar: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail/index.html").write_text(mail, encoding="utf-8")
    assert html_nu(BuiltSite(tmp_path / "mail"), nu_jar).problems == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 640])
def test_it_fits_and_can_be_read_light_and_dark(mail: str, chromium: Chrome, width: int) -> None:
    def work(browser: Browser) -> list[Any]:
        found: list[Any] = []
        for scheme in SCHEMES:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            tab = context.new_page()
            tab.route("**/*", lambda route: route.abort())
            tab.set_content(mail)
            found += [f"{scheme}: wider than the screen"] if tab.evaluate("document.documentElement.scrollWidth > innerWidth") else []
            paper = tab.evaluate("getComputedStyle(document.body).backgroundColor")
            found += [] if (scheme == "dark") is (paper == "rgb(26, 22, 19)") else [f"{scheme}: on {paper}"]
            tab.evaluate(axe_source())
            # A mail has no landmarks: the program around it has.
            found += [one for one in tab.evaluate(SCRIPT.read_text(encoding="utf-8")) if one["rule"] not in ("region", "landmark-one-main")]
            context.close()
        return found

    assert chromium.run(work) == []


class TestPictures:
    def test_one_is_no_wider_than_the_column_and_has_one_address(self, mail: str) -> None:
        [picture] = lxml_html.fromstring(mail).xpath("//img")
        assert (picture.get("src"), picture.get("width"), picture.get("height")) == ("https://hub.example/images/desk.jpg", str(WIDEST), "368")
        assert set(picture.attrib) == {"src", "alt", "width", "height", "style"}

    def test_a_drawing_that_most_programs_do_not_show_is_a_link_to_it(self, mail: str) -> None:
        assert lxml_html.fromstring(mail).xpath(f"//a[@href='{PAGE}']/text()") == ["A lamp (a picture, on the web)", "Read this on the web"]

    def test_a_small_one_keeps_its_size(self) -> None:
        assert for_mail('<img alt="a" height="30" src="https://a.example/a.png" width="40"/>', PAGE) == (
            '<img alt="a" height="30" src="https://a.example/a.png" width="40"/>'
        )


class TestTexts:
    def test_a_block_keeps_its_lines_and_their_beginnings(self) -> None:
        assert for_mail("<pre><code>a &lt;b&gt;\n\n  c\n</code></pre>", PAGE) == '<p class="block">a &lt;b&gt;<br/><br/>\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}c</p>'

    def test_a_footnote_keeps_its_number_and_no_link_leads_nowhere(self, mail: str) -> None:
        tree = lxml_html.fromstring(mail)
        assert (tree.xpath("//sup/text()"), tree.xpath("//a[not(@href)]"), "↩" in mail) == (["1"], [], False)

    def test_the_plain_text_beside_it_has_the_number_and_the_note(self, root: Path, mail: str) -> None:
        library, _ = load(root / "content", SETTINGS, NOW, ADDRESSES)
        plain = LEAVE.join(issue_mail(library.issues[0], SETTINGS, ADDRESSES).text)
        assert ("gesellschaft.[1]\n" in plain, "\n1. A footnote below.\n" in plain) == (True, True)
