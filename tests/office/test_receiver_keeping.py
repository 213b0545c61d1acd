"""What the receiver has answered is in the inbox, whatever happens to it: many at once, a full disk, a kill."""

from __future__ import annotations

import asyncio
import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from asgi_client import ask_async
from submitting import COMMENT, FORM, NOW, kept, post

from forms.model import HONEYPOT, Form
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from office.inbox.record import Submission, accept
from office.inbox.scoring import score_new
from office.inbox.store import Store, open_store
from office.inbox.tables import submissions
from office.receiver.app import Receiver
from office.receiver.opening import open_receiver
from office.receiver.store import take_in
from office.receiver.writer import Writer
from office.workbench.site import SiteFacts


def numbered(number: int) -> Submission:
    found, reason = accept("receiver", "comment", {**COMMENT, "text": f"Comment {number}"}, NOW, source_id=str(number))
    assert found is not None, reason
    return found


class TestManyAtOnce:
    def test_share_few_transactions_and_are_all_kept(self, private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        batches: list[int] = []
        add = Store._add_batch

        def slow(self: Store, batch: Any, account: Any) -> None:
            time.sleep(0.01)
            add(self, batch, account)
            batches.append(len(batch))

        monkeypatch.setattr(Store, "_add_batch", slow)
        writer = Writer(private)

        async def all_of_them() -> None:
            await asyncio.gather(*(writer.keep(numbered(number)) for number in range(200)))

        asyncio.run(all_of_them())
        writer.close()

        assert len(kept(private)) == 200
        assert len(batches) < 20

    def test_one_that_cannot_be_kept_does_not_take_the_others_with_it(
        self, private: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add = Store._add_batch

        def picky(self: Store, batch: Any, account: Any) -> None:
            if any(one.source_id == "3" for one in batch):
                raise RuntimeError("mara@example.org")
            add(self, batch, account)

        monkeypatch.setattr(Store, "_add_batch", picky)
        writer = Writer(private)

        async def all_of_them() -> list[BaseException | None]:
            return await asyncio.gather(*(writer.keep(numbered(number)) for number in range(6)), return_exceptions=True)

        found = asyncio.run(all_of_them())
        writer.close()

        assert [str(one) for one in found] == ["None"] * 3 + ["[Errno 0] RuntimeError"] + ["None"] * 2
        assert len(kept(private)) == 5

    def test_one_that_comes_while_the_writer_ends_is_kept_and_the_end_comes(self, private: Path) -> None:
        writer = Writer(private)
        asyncio.run(writer.keep(numbered(1)))
        store = open_store(private)
        with store.writing():  # the writer waits for the database now, with the second in its hand
            posts = [threading.Thread(target=lambda number=number: asyncio.run(writer.keep(numbered(number))), daemon=True) for number in (2, 3)]
            end = threading.Thread(target=writer.close, daemon=True)
            for one in (posts[0], end, posts[1]):
                one.start()
                one.join(0.3)
        store.close()
        for one in (*posts, end):
            one.join(20)

        assert (len(kept(private)), end.is_alive()) == (3, False)
        writer.close()

    def test_a_fault_in_scoring_costs_no_later_post(self, receiver: Receiver, private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        faults: list[str] = []

        def faulty(*_: object, **__: object) -> int:
            faults.append("one")
            raise KeyError("mara@example.org")

        monkeypatch.setattr("office.receiver.writer.score_new", faulty)
        post(receiver, COMMENT)
        for _ in range(100):
            if faults:
                break
            time.sleep(0.1)

        assert post(receiver, {**COMMENT, "text": "Another"}).status == 303
        assert len(kept(private)) == 2

    def test_a_form_that_is_given_back_holds_no_other_up(self, receiver: Receiver, private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        given_back, may_go = threading.Event(), threading.Event()

        def slowly(form: Form, values: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
            given_back.set()
            may_go.wait(10)
            return {}

        slow = replace(receiver, pages=replace(receiver.pages, choices=slowly))

        async def both() -> tuple[int, int]:
            send = partial(ask_async, slow.app(), "POST", "/comment", headers={"content-type": FORM})
            wrong = asyncio.create_task(send(body=urlencode({**COMMENT, "text": ""}).encode()))
            await asyncio.sleep(0.2)
            waits = given_back.is_set() and not wrong.done()
            right = await send(body=urlencode(COMMENT).encode())
            may_go.set()
            return right.status if waits else 0, (await wrong).status

        assert asyncio.run(both()) == (303, 422)
        slow.close()

    def test_a_disk_that_is_there_again_is_used_again(self, receiver: Receiver, private: Path) -> None:
        private.write_text("a file where a folder should be")
        assert post(receiver, COMMENT).status == 503
        private.unlink()

        assert post(receiver, COMMENT).status == 303
        assert len(kept(private)) == 1

    def test_spam_goes_to_its_pile_while_nobody_looks(self, receiver: Receiver, private: Path) -> None:
        post(receiver, {**COMMENT, "text": "Rank on Google with our casino"})
        for _ in range(100):
            if kept(private, "suspected"):
                break
            time.sleep(0.1)

        assert len(kept(private, "suspected")) == 1


class TestAKill:
    @pytest.mark.parametrize("after", [0.15, 0.6])
    def test_loses_nothing_that_was_acknowledged_and_doubles_nothing(self, root: Path, private: Path, after: float) -> None:
        program = [sys.executable, str(Path(__file__).with_name("receiving.py")), str(root)]
        sent: set[str] = set()
        thanked: set[str] = set()
        with subprocess.Popen(program, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            port = int(child.stdout.readline())
            senders = [threading.Thread(target=self.send, args=(port, name, sent, thanked)) for name in range(8)]
            for one in senders:
                one.start()
            started = time.monotonic()
            while len(thanked) < 5 and time.monotonic() - started < 20:
                time.sleep(0.01)
            time.sleep(after)
            child.kill()
            for one in senders:
                one.join()

        texts = [record["fields"]["text"] for record in kept(private)]
        assert len(thanked) >= 5
        assert thanked <= set(texts) <= sent
        assert len(texts) == len(set(texts))

    @staticmethod
    def send(port: int, name: int, sent: set[str], thanked: set[str]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            for number in range(2_000):
                text = f"Comment {number} of {name}"
                sent.add(text)
                connection.request("POST", "/comment", urlencode({**COMMENT, "text": text}), {"Content-Type": FORM})
                answer = connection.getresponse()
                answer.read()
                if answer.status == 303:
                    thanked.add(text)
        except (OSError, http.client.HTTPException):
            return
        finally:
            connection.close()


RECORD = {
    "version": 1, "id": "20260915T081200123456Z-5f0c1d9a7e3b2846", "source": "receiver", "form": "comment",
    "received": "2026-09-15T08:12:00Z", "spam": None, "fields": COMMENT,
}  # fmt: skip


class TestFilesOfAnEarlierVersion:
    def write(self, private: Path, name: str, record: object, room: str = "inbox") -> Path:
        file = private / room / "comment" / f"{name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(record), encoding="utf-8")
        return file

    def test_are_taken_in_once(self, private: Path) -> None:
        self.write(private, "a", RECORD)
        self.write(private, "b", {**RECORD, "id": "other", "spam": "honeypot", "fields": {"text": "Buy"}}, "spam")
        store = open_store(private)

        assert take_in(private, store) == (2, [])
        assert take_in(private, store) == (0, [])
        store.close()
        assert kept(private)[0]["fields"] == {**COMMENT, "text": "Thank you.\nIt helped."}
        assert kept(private, "suspected")[0]["spam"] == "honeypot"
        assert list(private.rglob("*.json")) == []

    def test_taken_in_and_not_deleted_yet_are_known_again(self, private: Path) -> None:
        store = open_store(private)
        for _ in range(2):
            self.write(private, "a", RECORD)
            take_in(private, store)
        store.close()

        assert len(kept(private)) == 1

    @pytest.mark.parametrize("record", [[], {}, {"fields": 1}, RECORD | {"received": "yesterday"}, RECORD | {"form": "none"}, RECORD | {"fields": {}}])
    def test_that_are_broken_stay_and_are_named(self, private: Path, record: object) -> None:
        file = self.write(private, "a", record)
        store = open_store(private)
        new, lines = take_in(private, store)
        store.close()

        assert (new, file.is_file()) == (0, True)
        assert lines[0].startswith("private/inbox/comment/a.json: not taken into the inbox: ")
        assert "mara" not in lines[0].lower()

    def test_are_taken_in_when_the_preview_starts(self, root: Path, private: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.write(private, "a", RECORD)
        facts = SiteFacts(HubSettings(), Addresses("http://127.0.0.1"), ())
        open_receiver(root, root / "output", facts).close()

        assert capsys.readouterr().out == "Taken into the inbox from files of an earlier version: 1 submission.\n"
        assert len(kept(private)) == 1

    def test_what_has_no_score_yet_is_scored_when_the_preview_starts(self, root: Path, private: Path) -> None:
        store = open_store(private)
        store.add([numbered(1)])
        open_receiver(root, root / "output", SiteFacts(HubSettings(), Addresses("http://127.0.0.1"), ())).close()

        assert score_new(store, language="en") == 0
        with store.engine.connect() as connection:
            assert connection.scalars(submissions.select().with_only_columns(submissions.c.scored)).all() == [True]
        store.close()

    def test_trouble_with_the_inbox_is_said_and_the_preview_goes_on(
        self, root: Path, private: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.write(private, "a", RECORD)
        (private / "office.db").mkdir()
        open_receiver(root, root / "output", SiteFacts(HubSettings(), Addresses("http://127.0.0.1"), ())).close()

        assert capsys.readouterr().err.startswith("The inbox cannot be opened: ")


def test_a_trap_filled_in_alone_is_thanked_and_leaves_nothing(receiver: Receiver, private: Path) -> None:
    assert post(receiver, {HONEYPOT: "x"}).status == 303
    assert kept(private, "suspected") == []
