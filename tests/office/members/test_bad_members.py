"""What people write wrong about a member, through both doors: the check of her file, and a row of an association's table.

The vocabulary is the shipped one. Whatever is written, it is understood, or it is refused with its place and what to write.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from hostile import HOSTILE

from hub_core.documents import read_document
from hub_core.pictures import MAX_BYTES
from hub_core.vocabulary import read_vocabulary
from office.members.importing import import_task
from office.workbench import check, say
from tests.plugins.content_library import folder
from va_directory.parse import parse_member

REPOSITORY = Path(__file__).resolve().parents[3]
NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
VOCABULARY = read_vocabulary(REPOSITORY / "content/vocabulary.yaml", "content/vocabulary.yaml")[0]
ROW = {
    "name": "Ana Réis", "headline": "Books for small firms", "services": "Bookkeeping", "tools": "", "languages": "en native", "time_zone": "Europe/Lisbon",
    "hours": "09:00-17:00", "since": "2014", "availability": "open", "rate": "38 EUR an hour", "links": "", "text": "I keep books.",
}  # fmt: skip
TOOLS = {
    "quickbooks": (
        "QuickBooks", "quickbooks", "QUICKBOOKS", "Quick Books", "quick-books", "Quick_Books", "QuickBooks Online", "Quickbooks on-line",
        "QBO", "QB Online", "Intuit QuickBooks", "QuickBooks (Online)", "Quikbooks", "QuickBoks", "QuickBooks Onlin", "QuickBooks ProAdvisor, certified",
    ),
    "google-workspace": (
        "Google Workspace", "google workspace", "G Suite", "GSuite", "G-Suite", "Google Suite", "Google Apps", "Google Docs", "google drive", "GMail",
        "Google Worksapce", "Gogle Workspace", "Google Workspace (Business)",
    ),
    "wordpress": (
        "WordPress", "Wordpress", "Word Press", "word-press", "WP", "WordPress.org", "wordpress.com", "WORDPRESS", "WordPress CMS", "Wordpres",
        "Wordperss", "WordPress (Elementor)",
    ),
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    folder.make(tmp_path)
    shutil.copy(REPOSITORY / "content/vocabulary.yaml", tmp_path / "content/vocabulary.yaml")
    (tmp_path / "content/articles/starting-out/a-first-month.md").write_text(folder.article(category="starting-out"))
    (tmp_path / "pelicanconf.py").write_text('HUB = {"owner": "jo-sample"}\nSITEURL = "https://x.example"\n')
    return tmp_path


def checked(root: Path, **fields: Any) -> list[str]:
    """Give what the check says of a file with these fields, without the file's name."""
    (root / "content/members/ana.md").write_text(folder.member(name="Ana Réis", **fields), encoding="utf-8")
    return [line.partition("ana.md:")[2] for line in check.check(root, NOW).problems]


def imported(root: Path, capsys: pytest.CaptureFixture[str], *rows: dict[str, str]) -> tuple[str, str]:
    """Import a table; give the last line of the account, and what was refused."""
    out = io.StringIO()
    table = csv.DictWriter(out, {**ROW, **rows[0]})
    table.writeheader()
    table.writerows({**ROW, **row} for row in rows)
    (root / "members.csv").write_text(out.getvalue(), encoding="utf-8")
    code = import_task(root, str(root / "members.csv"))
    seen = capsys.readouterr()
    assert code == (say.TROUBLE if seen.err else say.DONE)
    return seen.out.splitlines()[-1], seen.err


def tools_of(root: Path) -> tuple[str, ...]:
    document, _ = read_document(root / "content/members/ana-reis.md", "x.md")
    assert document is not None
    member, _ = parse_member(document, VOCABULARY)
    assert member is not None
    return member.tools


class TestASpelling:
    @pytest.mark.parametrize(
        ("slug", "spelling"),
        [(slug, one) for slug, spellings in TOOLS.items() for one in spellings],
    )
    def test_of_a_tool_is_understood_or_refused_with_the_tool(self, root: Path, slug: str, spelling: str, capsys: pytest.CaptureFixture[str]) -> None:
        asked = f"is not a known tool; did you mean {slug!r}?"
        said = checked(root, tools=[spelling])
        assert said == [] or (len(said) == 1 and asked in said[0])
        (root / "content/members/ana.md").unlink()
        account, refused = imported(root, capsys, {"tools": spelling.replace(",", " ")})
        assert tools_of(root) == (slug,) if "1 new" in account else asked in refused

    @pytest.mark.parametrize(("slug", "spellings"), TOOLS.items())
    def test_most_of_twelve_need_no_second_try(self, slug: str, spellings: tuple[str, ...]) -> None:
        known = [one for one in spellings if VOCABULARY.tools.find(one) == slug]
        assert (len(set(spellings)) >= 12, len(known) >= 9) == (True, True)

    @pytest.mark.parametrize(("word", "slug"), [("Bokkeeping", "bookkeeping"), ("book keper", "bookkeeping"), ("Calender management", "calendar-management"), ("Podcast editting", "podcast-production")])
    def test_of_a_service_that_is_misspelt_is_refused_with_the_service(self, root: Path, word: str, slug: str, capsys: pytest.CaptureFixture[str]) -> None:
        asked = f"services.0: {word!r} is not a known service; did you mean {slug!r}?"
        assert asked in checked(root, services=[word])[0]
        assert asked in imported(root, capsys, {"services": word})[1]

    def test_of_a_field_that_is_misspelt_is_refused_with_the_field(self, root: Path) -> None:
        assert checked(root, servces=["bookkeeping"], tooles=["xero"]) == ["12: servces: did you mean services?", "13: tooles: did you mean tools?"]


class TestAnAddress:
    @pytest.mark.parametrize(
        ("url", "meant"),
        [("jo.example", "https://jo.example"), ("www.jo.example/me", "https://www.jo.example/me"), ("hhttps://jo.example/", "https://jo.example/"),
         ("htps://jo.example", "https://jo.example"), ("https:/jo.example", "https://jo.example"), ("https//jo.example", "https://jo.example"), ("http:\\\\jo.example", "http://jo.example")],
    )  # fmt: skip
    def test_that_is_nearly_one_is_refused_with_the_one_that_is_meant(self, root: Path, url: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
        asked = f"links.0.url: is not a web address; did you mean {meant}?"
        assert asked in checked(root, links=[{"name": "Website", "url": url}])[0]
        assert asked in imported(root, capsys, {"links": f"Website {url}"})[1]

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "https://user:word@jo.example/", "ftp://jo.example", "https://", "file:///etc/passwd", "data:text/html,x"])
    def test_that_is_none_is_refused(self, root: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert checked(root, links=[{"name": "Website", "url": url}])[0].startswith("12: links.0.url: ")
        assert "links" in imported(root, capsys, {"links": f"Website {url}"})[1]


class TestATimeZone:
    @pytest.mark.parametrize("zone", ["Europe/Lisboa", "Lisbon", "UTC+25", "GMT+2", "Mars/Olympus", "../../etc/passwd", "Europe/", "BST", "Europe/Lisbon\u202e", "x" * 5_000])
    def test_that_is_impossible_is_refused_with_what_to_write(self, root: Path, zone: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert "time_zone: is not a time zone" in checked(root, time_zone=zone)[0] or "\u202e" in zone
        account, refused = imported(root, capsys, {"time_zone": zone})
        assert ("1 refused" in account, "members.csv:2: " in refused) == (True, True)


class TestARate:
    @pytest.mark.parametrize("rate", ["30-45 $/hr", "38 €/h - 45 €/h", "from 38", "ask me", "-5 EUR an hour", "1e999 EUR an hour", "38 XXX an hour", "38 EUR 45 USD an hour"])
    def test_that_is_no_single_amount_is_refused_with_the_form_to_use(self, root: Path, rate: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert "{amount: " in checked(root, rate=rate)[0]
        assert "write one amount, its currency and its unit, like 38 EUR an hour" in imported(root, capsys, {"rate": rate})[1]

    @pytest.mark.parametrize(("code", "meant"), [("EUO", "EUR"), ("eur", "EUR"), ("€", "EUR"), ("UDS", "USD"), ("GPB", "GBP"), ("euros", "EUR")])
    def test_in_a_misspelt_currency_is_refused_with_the_currency(self, root: Path, code: str, meant: str) -> None:
        said = checked(root, rate={"amount": 38, "currency": code})
        assert said == [f"12: rate.currency: must be a currency's three capital letters, like EUR; did you mean {meant}?"]

    @pytest.mark.parametrize("rate", ["38 EUR an hour", "38 EUR hour", "38.50 GBP per hour", "300 USD/day"])
    def test_that_is_one_is_read(self, root: Path, rate: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert imported(root, capsys, {"rate": rate})[0].startswith("1 read: 1 new")


class TestOnePerson:
    def test_in_two_files_is_a_problem(self, root: Path) -> None:
        (root / "content/members/ana-r.md").write_text(folder.member(name="Ana Reis"), encoding="utf-8")
        checked(root)
        assert check.check(root, NOW).problems == (
            "content/members/ana.md:2: name: content/members/ana-r.md lists the same person; keep one of the two, or name the business of each",
        )

    def test_in_two_rows_is_taken_once(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        account, refused = imported(root, capsys, {}, {"headline": "Another line"})
        assert ("2 read: 1 new" in account, "members.csv:3: is the same member as members.csv:2" in refused) == (True, True)

    def test_in_two_rows_under_two_names_of_the_file_is_taken_once(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        account, refused = imported(root, capsys, {"slug": "ana"}, {"slug": "ana-r"})
        assert "2 read: 1 new" in account
        assert "members.csv:3: name: content/members/ana.md lists the same person; give ana as this row’s slug, or name the business of each" in refused

    def test_with_one_web_address_twice_is_taken_once(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        one, other = ({"slug": slug, "business": slug, "links": f"{slug} https://ana.example/"} for slug in ("ana", "ana-r"))
        assert "2 read: 1 new" in imported(root, capsys, one, other)[0]

    def test_who_has_a_file_already_under_another_name_gets_no_second_one(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        checked(root)
        assert "content/members/ana.md lists the same person" in imported(root, capsys, {})[1]
        assert not (root / "content/members/ana-reis.md").exists()


class TestAPicture:
    def said(self, root: Path, data: bytes) -> list[str]:
        file = root / "content/images/members/ana.png"
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        return checked(root, picture="images/members/ana.png", picture_alt="Ana, laughing.")

    def test_of_twenty_megabytes_is_refused(self, root: Path) -> None:
        said = self.said(root, folder.png(400, 400) + b"\0" * 20_000_000)
        assert said == [f"12: picture: is larger than {MAX_BYTES // 1_000_000} MB; make it smaller first"]

    def test_of_too_many_pixels_is_refused(self, root: Path) -> None:
        said = self.said(root, folder.png(30_000, 30_000))
        assert "has 30000 x 30000 pixels; make it smaller first" in said[0]


class TestHostileText:
    @pytest.mark.parametrize("kind", HOSTILE)
    def test_in_any_field_of_a_file_is_a_problem_or_a_text(self, root: Path, kind: str) -> None:
        for field in ("name", "business", "headline", "hours", "time_zone", "declines", "services"):
            text = [HOSTILE[kind]] if field in ("declines", "services") else HOSTILE[kind]
            (root / "content/members/ana.md").write_text(folder.member(**{"name": "Ana Réis", field: text}), encoding="utf-8")
            for line in check.check(root, NOW).problems:
                assert line.isprintable()
                assert len(line) < 400

    @pytest.mark.parametrize("kind", HOSTILE)
    def test_in_any_cell_of_a_row_is_a_refusal_or_a_text(self, root: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
        rows = [{column: HOSTILE[kind], **({"name": f"Ana {at}"} if column != "name" else {})} for at, column in enumerate(ROW)]
        account, refused = imported(root, capsys, *rows)
        assert account.startswith(f"{len(ROW)} read: ")
        assert all(line.startswith("members.csv:") and line.isprintable() and len(line) < 400 for line in refused.splitlines())
        assert check.check(root, NOW).problems == ()

