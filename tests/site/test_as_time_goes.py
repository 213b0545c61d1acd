"""One member's file, built again as time goes by: what is warned of, marked, dropped and hidden, though nobody touches the file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.plugins.content_library import folder
from tests.site.building import ROOT, Built, build

CONFIRMED = dt.date(2026, 1, 15)
EXPIRES = dt.date(2026, 8, 31)
CLAIMS = [{"claim": "insured", "date": "2026-01-10", "by": "Certificate seen by the hub", "expires": EXPIRES.isoformat()}]
BADGE = "Professional indemnity insurance"
MARK = "; ask whether it still holds"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder.make(tmp_path_factory.mktemp("site"), {
        "members/ana-reis.md": folder.member(name="Ana Réis", confirmed=CONFIRMED.isoformat(), joined="2025-01-15", claims=CLAIMS),
        "members/jo-sample.md": folder.member(confirmed="2026-01-16", joined="2025-01-15"),
    })  # fmt: skip


def on(content: Path, tmp_path: Path, day: dt.date) -> Built:
    """Build the site at noon of a day."""
    settings = tmp_path / "settings.py"
    settings.write_text(
        f"import sys\nsys.path[:0] = [{str(ROOT)!r}]\nfrom pelicanconf import *\nHUB = {{'owner': 'jo-sample', 'time_zone': 'UTC'}}\nPATH = {str(content)!r}\n",
        encoding="utf-8",
    )
    epoch = int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp())
    done = build(content, settings, tmp_path / "out", environment={"SOURCE_DATE_EPOCH": str(epoch)})
    assert done.code == 0, done.said
    return done


def profile(done: Built) -> str:
    return (done.out / "members/ana-reis/index.html").read_text(encoding="utf-8")


def directory(done: Built) -> str:
    return (done.out / "find-a-va/index.html").read_text(encoding="utf-8")


class TestAClaim:
    def test_is_shown_while_it_holds_and_nothing_is_said(self, content: Path, tmp_path: Path) -> None:
        done = on(content, tmp_path, EXPIRES - dt.timedelta(days=31))
        assert (BADGE in profile(done), "claims.0.expires" in done.said) == (True, False)

    def test_is_warned_of_before_it_runs_out_and_still_shown(self, content: Path, tmp_path: Path) -> None:
        done = on(content, tmp_path, EXPIRES - dt.timedelta(days=30))
        assert "members/ana-reis.md:12: claims.0.expires: runs out on 2026-08-31; ask for the new proof before" in done.said
        assert BADGE in profile(done)

    def test_is_shown_on_its_last_day_and_dropped_on_the_next(self, content: Path, tmp_path: Path) -> None:
        last = on(content, tmp_path, EXPIRES)
        assert BADGE in profile(last)
        after = on(content, tmp_path, EXPIRES + dt.timedelta(days=1))
        assert (BADGE in profile(after), "What we have seen" in profile(after)) == (False, False)
        assert "claims.0.expires: ran out on 2026-08-31 and is not shown" in after.said
        assert "insured" not in (after.out / "members/ana-reis.json").read_text(encoding="utf-8")


class TestAnEntry:
    def test_stands_unmarked_for_a_year(self, content: Path, tmp_path: Path) -> None:
        done = on(content, tmp_path, CONFIRMED + dt.timedelta(days=365))
        assert (MARK in profile(done), "ana-reis" in directory(done)) == (False, True)

    def test_is_marked_after_it_and_the_owner_is_told(self, content: Path, tmp_path: Path) -> None:
        done = on(content, tmp_path, CONFIRMED + dt.timedelta(days=366))
        assert (MARK in profile(done), "ana-reis" in directory(done)) == (True, True)
        assert "members/ana-reis.md:10: confirmed: lies more than 365 days back; ask her before 2027-07-18" in done.said

    def test_is_hidden_half_a_year_later_and_keeps_its_page(self, content: Path, tmp_path: Path) -> None:
        done = on(content, tmp_path, CONFIRMED + dt.timedelta(days=549))
        assert "is not in the directory at present" in profile(done)
        listed = [file for file in done.out.rglob("*") if file.is_file() and file.suffix in (".html", ".json", ".vcf", ".xml") and b"ana-reis" in file.read_bytes()]
        assert {file.relative_to(done.out).as_posix() for file in listed} <= {"members/ana-reis/index.html", "sitemap.xml"}
