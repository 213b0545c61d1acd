"""An issue to its readers: each once, whatever happens on the way, in a form that mail programs read."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from asgi_client import ask
from bars.built import BuiltSite
from bars.html_nu import html_nu
from lxml import html as lxml_html
from mail_server import Kept, mail_server
from PIL import Image
from signing_up import MARA, NOW, OTTO, confirmed, drafted
from submitting import FORM, REPOSITORY

from office.inbox.store import Store
from office.newsletter.mails import IssueMail, Press
from office.newsletter.readers import Readers
from office.newsletter.sending import export_task, send_task
from office.post.letters import LetterError
from office.post.sending import SENDER, SERVER
from office.privacy import tasks as privacy
from office.receiver.app import Receiver
from office.workbench import say

pytestmark = pytest.mark.both_databases

ISSUE = """---
title: "A first month — and 1 more"
summary: "An article and a picture of it: what is new in the week that ended on the fourth of March."
---
## New articles

### [A first month](/articles/a-first-month/)

It is *long*, says Zoë. ![A lamp on a desk]({static}/images/lamp.png)

> Begin on Monday.
"""
FROM = "Ines <ines@example.org>"
KIND = "newsletter-2026-03-05"


@pytest.fixture(autouse=True)
def _issue(root: Path) -> None:
    for room in ("newsletter", "images"):
        (root / "content" / room).mkdir()
    (root / "content/newsletter/2026-03-05.md").write_text(ISSUE)
    Image.new("RGB", (10, 10)).save(root / "content/images/lamp.png")


def send(root: Path, **changes: object) -> int:
    return send_task(root, **({"clock": lambda: NOW} | changes))  # type: ignore[arg-type]


def parts(message: EmailMessage) -> tuple[str, str]:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content(), html.get_content()


class TestALetter:
    @pytest.fixture
    def letter(self, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> EmailMessage:
        monkeypatch.setenv(SENDER, FROM)
        confirmed(store, MARA)
        send(root)
        [message] = drafted(root, KIND)
        return message

    def test_says_from_whom_to_whom_and_what(self, letter: EmailMessage) -> None:
        assert (letter["From"], letter["To"], letter["Subject"]) == (FROM, MARA, "A first month — and 1 more")

    def test_can_be_ended_in_one_click(self, letter: EmailMessage, receiver: Receiver, store: Store) -> None:
        link = urlsplit(str(letter["List-Unsubscribe"]).strip("<>")).path.removeprefix("/forms")
        ask(receiver.app(), "POST", link, headers={"content-type": FORM}, body=b"List-Unsubscribe=One-Click")
        assert (letter["List-Unsubscribe-Post"], Readers(store).counts().confirmed) == ("List-Unsubscribe=One-Click", 0)

    def test_has_the_same_link_in_both_parts(self, letter: EmailMessage) -> None:
        link = str(letter["List-Unsubscribe"]).strip("<>")
        plain, html = parts(letter)
        assert (f"Take me off the list: {link}\n" in plain.replace("\r\n", "\n"), f'<a href="{link}"' in html) == (True, True)

    def test_has_the_whole_text_in_plain_words_too(self, letter: EmailMessage) -> None:
        plain, _ = parts(letter)
        assert [one in plain for one in ("It is long, says Zoë.", "http://127.0.0.1:8000/articles/a-first-month/", "Begin on Monday.")] == [True] * 3

    def test_carries_its_styles_in_the_tags_and_keeps_the_dark_ones(self, letter: EmailMessage) -> None:
        _, html = parts(letter)
        assert (bool(re.search(r'<h2[^>]* style="[^"]*color: ?#1d513c', html)), "prefers-color-scheme: dark" in html, "class=\"page\" style=" in html) == (True, True, True)

    def test_every_address_in_it_is_whole(self, letter: EmailMessage) -> None:
        tree = lxml_html.fromstring(parts(letter)[1])
        assert {urlsplit(one).scheme for one in tree.xpath("//@href | //@src")} == {"http"}

    def test_a_picture_has_its_words(self, letter: EmailMessage) -> None:
        assert lxml_html.fromstring(parts(letter)[1]).xpath("//img/@alt") == ["A lamp on a desk"]

    def test_has_no_script_and_nothing_that_is_loaded_but_pictures(self, letter: EmailMessage) -> None:
        tree = lxml_html.fromstring(parts(letter)[1])
        assert tree.xpath("//script | //link | //iframe | //form | //@srcset") == []

    @pytest.mark.nu
    def test_the_html_checker_has_nothing_to_say(self, letter: EmailMessage, tmp_path: Path, nu_jar: Path) -> None:
        (tmp_path / "mail").mkdir()
        (tmp_path / "mail" / "index.html").write_text(parts(letter)[1], encoding="utf-8")
        assert html_nu(BuiltSite(tmp_path / "mail"), nu_jar).problems == []

    def test_no_line_is_longer_than_mail_allows(self, root: Path, letter: EmailMessage) -> None:
        [file] = (root / "private" / "mail" / KIND).glob("*.eml")
        assert max(map(len, file.read_bytes().split(b"\n"))) <= 400


class TestThePress:
    MAIL = IssueMail("S", ("<p>“a = b” ", "</p>"), ("a = b ", "\n.\nFrom here"))

    @pytest.mark.parametrize("length", [1, 59, 60, 61, 119, 120, 121, 300])
    def test_a_link_of_any_length_comes_out_as_it_went_in(self, length: int) -> None:
        link = "https://h.example/?x=" + "a=" * length
        content = Press(self.MAIL, sender=FROM, now=NOW).letter(MARA, link)
        plain, html = parts(message_from_bytes(content, policy=default))  # type: ignore[arg-type]
        assert (plain.rstrip("\n"), html.strip()) == (f"a = b {link}\n.\nFrom here", f"<p>“a = b” {link}</p>")

    @pytest.mark.parametrize("address", ["a@b.example\nBcc: c@d.example", "nobody", "=?utf-8?q?x?=@a.example"])
    def test_what_is_no_address_gets_no_letter(self, address: str) -> None:
        with pytest.raises(LetterError):
            Press(self.MAIL, sender=FROM, now=NOW).letter(address, "https://h.example/")


class TestWhoGetsIt:
    def test_only_who_has_confirmed_and_has_not_left(self, root: Path, store: Store) -> None:
        readers = confirmed(store, MARA, OTTO, "ida@ida.example")
        readers.end([OTTO], "left", NOW)
        readers.end(["ida@ida.example"], "bounced", NOW)
        send(root)
        assert [one["To"] for one in drafted(root, KIND)] == [MARA]

    def test_a_second_run_drafts_for_the_new_ones_alone(self, root: Path, store: Store) -> None:
        confirmed(store, MARA)
        send(root)
        (root / "private" / "mail" / KIND / "1.eml").unlink()  # she has sent it
        confirmed(store, OTTO)
        send(root)
        assert [one["To"] for one in drafted(root, KIND)] == [OTTO]

    def test_what_is_drafted_is_not_sent_as_well(self, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        confirmed(store, MARA)
        send(root)
        assert self._through_a_server(root, monkeypatch) == []

    def test_unless_the_drafts_are_given_up(self, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        confirmed(store, MARA, OTTO)
        send(root)
        (root / "private" / "mail" / KIND / "2.eml").unlink()  # this one was sent by hand
        assert (self._through_a_server(root, monkeypatch, replace_drafts=True), drafted(root, KIND)) == ([MARA], [])

    def test_an_address_that_is_refused_stops_no_other_and_is_listed(self, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        confirmed(store, "no-box@gone.example", MARA)
        assert self._through_a_server(root, monkeypatch) == [MARA]
        assert (root / "private/mail/refused-2026-03-05.txt").read_text() == "no-box@gone.example\n"
        assert "gone.example" not in capsys.readouterr().out

    def test_trouble_that_passes_ends_the_run_and_nobody_is_missed(self, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        confirmed(store, MARA, "later-box@busy.example")
        with pytest.raises(say.Stop, match="goes on where it was"):
            self._through_a_server(root, monkeypatch)
        Readers(store).end(["later-box@busy.example"], "left", NOW)
        assert self._through_a_server(root, monkeypatch) == []

    def test_a_draft_of_an_issue_is_not_sent(self, root: Path, store: Store) -> None:
        confirmed(store, MARA)
        file = root / "content/newsletter/2026-03-05.md"
        file.write_text(file.read_text().replace("summary:", "status: draft\nsummary:"))
        with pytest.raises(say.Stop, match="no published issue"):
            send(root)

    def test_a_dry_run_writes_nothing(self, root: Path, store: Store) -> None:
        confirmed(store, MARA)
        send(root, dry_run=True)
        assert drafted(root, KIND) == []

    def _through_a_server(self, root: Path, monkeypatch: pytest.MonkeyPatch, **more: object) -> list[str]:
        with mail_server() as (url, kept):
            monkeypatch.setenv(SERVER, url)
            monkeypatch.setenv(SENDER, FROM)
            try:
                send(root, send=True, **more)
            finally:
                found = [str(one["To"]) for one in kept.messages]
        return found


CHILD = "import sys; from pathlib import Path; from office.newsletter.sending import send_task; send_task(Path(sys.argv[1]), send=True)"
DRAFTS = CHILD.replace(", send=True", "")


def begin(root: Path, code: str, **environment: str) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "plugins")])
    return subprocess.Popen([sys.executable, "-c", code, str(root)], env={**os.environ, "PYTHONPATH": paths, **environment}, stdout=subprocess.DEVNULL)


class TestKilled:
    EVERYBODY = tuple(f"reader-{number}@readers.example" for number in range(60))

    def test_between_letters_nobody_is_mailed_twice_and_one_at_most_is_missed(self, root: Path, store: Store) -> None:
        confirmed(store, *self.EVERYBODY)
        with mail_server() as (url, kept):
            where = {SERVER: url, SENDER: FROM}
            for upto in (7, 23):
                process = begin(root, CHILD, **where)
                self._wait(kept, upto, process)
                process.kill()
                process.wait()
            assert begin(root, CHILD, **where).wait() == 0
            counted = Counter(str(one["To"]) for one in kept.messages)
        assert (max(counted.values()), len(counted) >= len(self.EVERYBODY) - 2) == (1, True)

    def test_between_drafts_all_are_there_in_the_end(self, root: Path, store: Store) -> None:
        confirmed(store, *self.EVERYBODY)
        folder = root / "private" / "mail" / KIND
        process = begin(root, DRAFTS)
        while not list(folder.glob("*.eml")) and process.poll() is None:
            time.sleep(0.01)
        process.kill()
        process.wait()
        send(root)
        assert sorted(str(one["To"]) for one in drafted(root, KIND)) == sorted(self.EVERYBODY)

    @staticmethod
    def _wait(kept: Kept, letters: int, process: subprocess.Popen[bytes]) -> None:
        while len(kept.messages) < letters and process.poll() is None:
            time.sleep(0.005)


class TestTheListForAService:
    def test_holds_who_has_confirmed_alone(self, root: Path, store: Store) -> None:
        confirmed(store, MARA)
        Readers(store).end([OTTO], "left", NOW)
        export_task(root, clock=lambda: NOW)
        [file] = (root / "private" / "exports").glob("newsletter-*.csv")
        assert list(csv.reader(file.read_text().splitlines())) == [["email", "signed_up"], [MARA, "2026-11-21"]]

    @pytest.mark.parametrize("sign", ["=", "+", "-"])
    def test_no_cell_can_be_run_by_a_spreadsheet(self, root: Path, store: Store, sign: str, capsys: pytest.CaptureFixture[str]) -> None:
        confirmed(store, f"{sign}1@sums.example", MARA)
        export_task(root, clock=lambda: NOW)
        [file] = (root / "private" / "exports").glob("newsletter-*.csv")
        assert ("sums" in file.read_text(), "1 left out" in capsys.readouterr().out) == (False, True)


@pytest.mark.parametrize(("paragraphs", "said"), [(1, False), (2_000, True)])
def test_an_issue_so_long_that_gmail_cuts_it_off_is_told(root: Path, store: Store, capsys: pytest.CaptureFixture[str], paragraphs: int, said: bool) -> None:
    file = root / "content/newsletter/2026-03-05.md"
    file.write_text(ISSUE + "\nWords that go on for a while.\n" * paragraphs)
    send(root, dry_run=True)
    assert ("Gmail cuts" in capsys.readouterr().err) is said


def test_erasing_takes_her_letters_along(root: Path, store: Store) -> None:
    confirmed(store, MARA, OTTO)
    send(root)
    privacy.erase_task(root, [MARA], yes=True)
    assert [one["To"] for one in drafted(root, KIND)] == [OTTO]


def test_the_mail_of_an_unknown_day_is_told(root: Path, store: Store) -> None:
    with pytest.raises(say.Stop, match="There are 2026-03-05"):
        send(root, issue="2026-03-06")


def test_a_reader_has_a_link_of_her_own(root: Path, store: Store) -> None:
    confirmed(store, MARA, OTTO)
    send(root)
    assert len({one["List-Unsubscribe"] for one in drafted(root, KIND)}) == 2


