"""Nobody is on the list who did not say so twice, and everybody leaves with one press."""

from __future__ import annotations

import datetime as dt
import json
import re
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlencode

import pytest
from asgi_client import Answer, ask
from mail_server import mail_server
from signing_up import MARA, NOW, OTTO, confirmed, drafted, sign_up
from submitting import FORM

from office.inbox.record import Submission
from office.inbox.store import Store
from office.newsletter.links import LEAVE, Links
from office.newsletter.readers import Counts, Readers
from office.newsletter.signing_up import bounced_task, bounces, confirm_task, join_task, leave_task
from office.post.links import open_signer
from office.post.sending import SENDER, SERVER
from office.privacy import tasks as privacy
from office.receiver.app import Receiver
from office.workbench import say

pytestmark = pytest.mark.both_databases

ASKS = "newsletter-confirm"
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def confirm(root: Path, **changes: object) -> int:
    return confirm_task(root, **({"clock": lambda: NOW} | changes))  # type: ignore[arg-type]


def link_in(message: EmailMessage) -> str:
    return re.findall(r"/forms(/newsletter/join/\S+)", message.get_content())[0]


def press(receiver: Receiver, link: str, **fields: str) -> Answer:
    body = urlencode(fields or {"do": "yes"}).encode()
    return ask(receiver.app(), "POST", link, headers={"content-type": FORM, "origin": "https://mail.example"}, body=body)


def leaving(private: Path, store: Store) -> str:
    [reader] = Readers(store).confirmed()
    return Links(open_signer(private), "/").leave(reader, NOW)


class TestAskingTwice:
    def test_a_wish_alone_puts_nobody_on_the_list(self, root: Path, store: Store) -> None:
        sign_up(store, MARA)
        confirm(root)
        assert Readers(store).counts() == Counts(confirmed=0, waiting=1, ended=0)

    def test_reading_the_page_changes_nothing_and_pressing_does(self, root: Path, store: Store, receiver: Receiver) -> None:
        sign_up(store, MARA)
        confirm(root)
        [letter] = drafted(root, ASKS)
        page = ask(receiver.app(), "GET", link_in(letter))
        before = Readers(store).counts()
        done = press(receiver, link_in(letter))
        assert (page.status, "Yes, send it to me" in page.text, before.confirmed) == (200, True, 0)
        assert (done.status, [one.email for one in Readers(store).confirmed()]) == (200, [MARA])

    @pytest.mark.parametrize(("deleted", "sent"), [(True, 0), (False, 1)])
    def test_a_draft_is_sent_in_its_place_unless_it_was_sent_by_hand_and_deleted(
        self, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch, deleted: bool, sent: int
    ) -> None:
        sign_up(store, MARA)
        confirm(root)
        for file in (root / "private/mail" / ASKS).iterdir() if deleted else ():
            file.unlink()
        with mail_server() as (url, kept):
            monkeypatch.setenv(SERVER, url)
            monkeypatch.setenv(SENDER, "Jo <jo@hub.example>")
            confirm(root, send=True)
        assert (len(kept.messages), drafted(root, ASKS)) == (sent, [])

    def test_a_list_of_any_length_is_taken_off_twice(self, root: Path, store: Store) -> None:
        many = [f"reader-{number}@mara.example" for number in range(1_100)]
        assert [Readers(store).end(many, "left", NOW) for _ in range(2)] == [(1_100, 0), (0, 1_100)]

    def test_she_is_asked_once_however_often_she_signs_up(self, root: Path, store: Store) -> None:
        sign_up(store, MARA)
        confirm(root)
        sign_up(store, MARA, at=NOW + DAY)
        confirm(root, clock=lambda: NOW + DAY)
        assert len(drafted(root, ASKS)) == 1

    def test_after_the_link_has_ended_she_can_ask_anew(self, root: Path, store: Store, receiver: Receiver) -> None:
        sign_up(store, MARA, at=NOW - 20 * DAY)
        confirm(root, clock=lambda: NOW - 20 * DAY)
        [old] = drafted(root, ASKS)
        expired = press(receiver, link_in(old))
        sign_up(store, MARA)
        confirm(root)
        fresh = drafted(root, ASKS)[-1]
        assert (expired.status, press(receiver, link_in(fresh)).status) == (410, 200)

    @pytest.mark.parametrize("token", ["x", "WzE3OTYsMSwxXQ.forged", "a" * 900, "%00"])
    def test_a_forged_link_leads_nowhere(self, receiver: Receiver, store: Store, token: str) -> None:
        sign_up(store, MARA)
        Readers(store).take_in()
        assert (press(receiver, f"/newsletter/join/{token}").status, Readers(store).counts().confirmed) == (404, 0)

    def test_a_link_for_leaving_does_not_confirm(self, private: Path, store: Store, receiver: Receiver) -> None:
        sign_up(store, MARA)
        Readers(store).take_in()
        token = open_signer(private).token(LEAVE, [1, 1], NOW + DAY)
        assert press(receiver, f"/newsletter/join/{token}").status == 404

    def test_suspected_spam_is_asked_nothing(self, root: Path, store: Store) -> None:
        sign_up(store, MARA, spam="honeypot")
        confirm(root)
        assert drafted(root, ASKS) == []

    def test_the_letter_goes_through_the_server_once(self, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        sign_up(store, MARA, OTTO, "no-box@gone.example")
        with mail_server() as (url, kept):
            monkeypatch.setenv(SERVER, url)
            monkeypatch.setenv(SENDER, "Ines <ines@example.org>")
            confirm(root, send=True)
            confirm(root, send=True)
        assert sorted(one["To"] for one in kept.messages) == [MARA, OTTO]

    def test_the_run_names_no_address(self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        sign_up(store, MARA)
        confirm(root)
        said = capsys.readouterr()
        assert MARA not in said.out + said.err

    def test_a_dry_run_writes_nothing(self, root: Path, store: Store) -> None:
        sign_up(store, MARA)
        confirm(root, dry_run=True)
        assert (drafted(root, ASKS), Readers(store).counts()) == ([], Counts(0, 0, 0))

    def test_a_dry_run_counts_the_wishes_in_the_inbox(self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        sign_up(store, MARA, OTTO)
        confirm(root, dry_run=True)
        assert capsys.readouterr().out == "2 letters would ask for a yes. Nothing was written.\n"


class TestWithoutAReceiver:
    @pytest.fixture(autouse=True)
    def _hosted(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = root / "pelicanconf.py"
        file.write_text(file.read_text() + '\nHUB = {**HUB, "form_service": "formspree", "form_ids": {"all": "abcdefgh"}}\n')
        monkeypatch.setenv(SENDER, "Ines <ines@example.org>")

    def test_the_yes_comes_by_mail_and_is_noted_by_hand(self, root: Path, store: Store) -> None:
        sign_up(store, MARA)
        confirm(root)
        [letter] = drafted(root, ASKS)
        assert "mailto:ines@example.org?subject=Yes" in letter.get_content()
        assert (join_task(root, [MARA.upper()]), Readers(store).counts().confirmed) == (0, 1)

    def test_who_did_not_sign_up_cannot_be_put_on_the_list(self, root: Path, store: Store) -> None:
        assert (join_task(root, [OTTO]), Readers(store).counts().confirmed) == (1, 0)


class TestLeaving:
    def test_opening_the_link_changes_nothing(self, private: Path, store: Store, receiver: Receiver) -> None:
        confirmed(store, MARA)
        ask(receiver.app(), "GET", leaving(private, store))
        assert Readers(store).counts().confirmed == 1

    def test_one_press_ends_it(self, private: Path, store: Store, receiver: Receiver) -> None:
        confirmed(store, MARA)
        assert (press(receiver, leaving(private, store)).status, Readers(store).counts()) == (200, Counts(0, 0, 1))

    def test_so_does_the_mail_program_s_own_button(self, private: Path, store: Store, receiver: Receiver) -> None:
        confirmed(store, MARA)
        press(receiver, leaving(private, store), **{"List-Unsubscribe": "One-Click"})
        assert Readers(store).counts().confirmed == 0

    def test_an_old_wish_does_not_bring_her_back(self, store: Store) -> None:
        readers = confirmed(store, MARA)
        readers.end([MARA], "left", NOW + DAY)
        sign_up(store, MARA, at=NOW + DAY / 2)
        assert (readers.take_in(), readers.counts().waiting) == (0, 0)

    def test_her_own_later_wish_does_when_she_confirms_it(self, store: Store) -> None:
        readers = confirmed(store, MARA)
        readers.end([MARA], "left", NOW + DAY)
        sign_up(store, MARA, at=NOW + 2 * DAY)
        readers.take_in()
        [wish] = readers.waiting()
        readers.confirm(wish.id, int(wish.asked.replace(tzinfo=dt.UTC).timestamp()), NOW + 2 * DAY)
        assert readers.counts() == Counts(1, 0, 0)

    @pytest.mark.parametrize("hours", [1, 23])
    def test_she_may_think_better_of_it_the_same_day(self, store: Store, hours: int) -> None:
        readers = confirmed(store, MARA)
        readers.end([MARA], "left", NOW + HOUR / 2)
        sign_up(store, MARA, at=NOW + hours * HOUR)
        assert (readers.take_in(), [one.email for one in readers.waiting()]) == (1, [MARA])

    def test_what_she_sends_twice_after_that_is_one_wish(self, store: Store) -> None:
        readers = confirmed(store, MARA)
        readers.end([MARA], "left", NOW + HOUR)
        for hours in (2, 3):
            sign_up(store, MARA, at=NOW + hours * HOUR)
        assert store.counts()["new", "newsletter"] == 1

    def test_a_moment_that_may_lack_its_time_zone_is_not_taken_for_a_new_wish(self, store: Store) -> None:
        readers = confirmed(store, MARA)
        readers.end([MARA], "left", NOW + HOUR / 2)
        store.add([Submission("formspree", "", "newsletter", NOW + HOUR, {"email": MARA})])
        assert readers.take_in() == 0

    def test_the_first_link_ends_a_second_subscription_too(self, private: Path, store: Store, receiver: Receiver) -> None:
        readers = confirmed(store, MARA, at=NOW - 20 * DAY)
        link = leaving(private, store)
        readers.end([MARA], "left", NOW - 10 * DAY)
        sign_up(store, MARA, at=NOW - 2 * DAY)
        took_in = readers.take_in()
        press(receiver, link)
        assert (took_in, readers.counts()) == (1, Counts(0, 0, 1))

    def test_by_hand_an_address_is_kept_off_that_never_was_on(self, root: Path, store: Store) -> None:
        leave_task(root, [OTTO], clock=lambda: NOW)
        sign_up(store, OTTO, at=NOW - DAY)
        readers = Readers(store)
        readers.take_in()
        assert readers.counts() == Counts(0, 0, 1)

    def test_a_number_is_never_given_to_somebody_else(self, private: Path, store: Store, root: Path, receiver: Receiver) -> None:
        confirmed(store, MARA)
        link = leaving(private, store)
        privacy.erase_task(root, [MARA], yes=True)
        readers = confirmed(store, OTTO)
        press(receiver, link)
        assert [one.email for one in readers.confirmed()] == [OTTO]


REPORT = """From: MAILER-DAEMON@mail.example
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Could not be delivered; write to postmaster@mail.example.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; Mara@mara.example
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; otto@otto.example
Action: delayed
Status: 4.2.2

--b--
"""


class TestBounces:
    def test_of_a_report_what_failed_for_good_counts(self) -> None:
        assert bounces(REPORT.encode()) == {MARA}

    def test_a_list_may_be_text_or_a_table(self) -> None:
        assert bounces(f"email;when\r\n{MARA};2026\r\nOtto <{OTTO}>".encode()) == {MARA, OTTO}

    def test_who_is_not_on_the_list_is_not_written_down(self, root: Path, store: Store, tmp_path: Path) -> None:
        confirmed(store, MARA)
        (tmp_path / "back.txt").write_text(f"{MARA}\n{OTTO}\n")
        bounced_task(root, [], str(tmp_path / "back.txt"), clock=lambda: NOW)
        assert Readers(store).counts() == Counts(0, 0, 1)

    @pytest.mark.parametrize("given", [([], ""), (["mara"], ""), ([], "no-such-file")])
    def test_nothing_to_go_by_is_said(self, root: Path, given: tuple[list[str], str]) -> None:
        with pytest.raises(say.Stop):
            bounced_task(root, *given)


class TestPrivacy:
    def test_her_place_is_in_what_she_is_given(self, root: Path, store: Store) -> None:
        confirmed(store, MARA)
        privacy.export_task(root, [MARA])
        [file] = (root / "private" / "exports").glob("*.json")
        assert [one["email"] for one in json.loads(file.read_text())["newsletter"]] == [MARA]

    def test_erasing_takes_her_off_and_her_letter_with_it(self, root: Path, store: Store) -> None:
        sign_up(store, MARA)
        confirm(root)
        privacy.erase_task(root, [MARA], yes=True)
        assert (Readers(store).counts(), drafted(root, ASKS)) == (Counts(0, 0, 0), [])
