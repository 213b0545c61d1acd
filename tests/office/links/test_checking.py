"""All addresses of a checkout: the report, what it keeps, and what it changes in the files."""

from __future__ import annotations

import datetime as dt
import json
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bad_server import Server, bad_server
from small_site import make_site

from hub_core.documents import read_document
from office.links import found, mending, saved
from office.links.asking import Answer, Asker, Pace
from office.links.guard import Guard
from office.links.task import task
from office.workbench import say

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
RESOURCE = """\
---
title: "A tool"
url: {url}
kind: tool
category: first-steps
audience: [vas]
cost: free
summary: "Records hours and turns them into invoices, plainly."
---
It counts. See [more]({more}) and [again]({more}).
"""


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with bad_server() as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    running.asked.clear()
    return running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_site(tmp_path)


def asker(server: Server) -> Asker:
    """One that looks every name up as the server's, which is on this machine."""
    guard = Guard(resolve=lambda host, port: ["127.0.0.1"], allowed=frozenset(("127.0.0.1",)))
    return Asker(guard, Pace(0), lambda _: None, quiet=0.5, longest=1.0)


def address(server: Server, path: str) -> str:
    return f"http://site.org:{server.server_port}{path}"


def write(root: Path, server: Server, path: str, more: str = "/fine/") -> Path:
    file = root / "content/resources/a-tool.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(RESOURCE.format(url=address(server, path), more=address(server, more)), encoding="utf-8")
    return file


def run(root: Path, server: Server, now: dt.datetime = NOW, **options: Any) -> int:
    return task(root, asker=asker(server), now=now, **options)


class TestTheReport:
    def test_a_site_in_order_ends_with_0(self, root: Path, server: Server) -> None:
        write(root, server, "/fine/tool/")
        assert run(root, server) == 0

    def test_a_dead_address_is_named_with_its_place_and_ends_with_1(
        self, root: Path, server: Server, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(root, server, "/gone/")
        code = run(root, server)
        said = capsys.readouterr().out.splitlines()
        assert (code, said) == (1, [
            "2 addresses: 1 dead, 1 fine.", f"Dead: {address(server, '/gone/')}: there is no such page (410)",
            "    content/resources/a-tool.md:3",
        ])  # fmt: skip

    def test_it_is_kept_for_the_owner_alone(self, root: Path, server: Server) -> None:
        write(root, server, "/gone/")
        run(root, server)
        kept = saved.load(root / "private")
        assert kept is not None
        assert [(one.answer.verdict, one.places[0].line) for one in kept.entries] == [("dead", 3), ("fine", 10)]
        assert stat.S_IMODE((root / "private" / saved.FILE).stat().st_mode) == 0o600

    @pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 1, "at": "x", "entries": []}', '{"format": 2}'])
    def test_a_kept_one_that_cannot_be_read_is_none(self, tmp_path: Path, content: str) -> None:
        (tmp_path / saved.FILE).write_text(content)
        assert saved.load(tmp_path) is None

    def test_what_was_fine_within_a_week_is_not_asked_again(self, root: Path, server: Server) -> None:
        write(root, server, "/fine/tool/")
        run(root, server)
        server.asked.clear()
        run(root, server, NOW + dt.timedelta(days=6))
        assert dict(server.asked) == {}

    @pytest.mark.parametrize(("days", "options"), [(8, {}), (1, {"fresh": True})])
    def test_after_a_week_or_when_told_to_it_is(self, root: Path, server: Server, days: int, options: dict[str, bool]) -> None:
        write(root, server, "/fine/tool/")
        run(root, server)
        server.asked.clear()
        run(root, server, NOW + dt.timedelta(days=days), **options)
        assert server.asked["HEAD /fine/tool/"] == 1

    def test_what_was_dead_is_always_asked_again(self, root: Path, server: Server) -> None:
        write(root, server, "/gone/")
        run(root, server)
        server.asked.clear()
        run(root, server)
        assert server.asked["GET /gone/"] == 1

    def test_a_machine_that_is_offline_is_told_in_one_line_and_nothing_is_kept(self, root: Path, server: Server) -> None:
        def resolve(host: str, port: int) -> list[str]:
            raise socket.gaierror(socket.EAI_AGAIN, "")

        write(root, server, "/fine/")
        with pytest.raises(say.Stop) as stop:
            task(root, asker=Asker(Guard(resolve), Pace(0), lambda _: None), now=NOW)
        assert (len(stop.value.lines), "offline" in stop.value.lines[0], (root / "private" / saved.FILE).exists()) == (1, True, False)

    def test_a_dry_run_keeps_nothing(self, root: Path, server: Server) -> None:
        write(root, server, "/gone/")
        run(root, server, dry_run=True)
        assert not (root / "private" / saved.FILE).exists()


class TestFix:
    def test_every_mention_of_what_moved_is_brought_up_to_date_and_nothing_else(self, root: Path, server: Server) -> None:
        file = write(root, server, "/moved/", "/moved/")
        before = file.read_text(encoding="utf-8")
        run(root, server, fix=True, yes=True)
        assert file.read_text(encoding="utf-8") == before.replace("/moved/", "/fine/new/")

    def test_an_address_that_only_begins_alike_is_left(self, root: Path, server: Server) -> None:
        file = write(root, server, "/moved", "/moved/too/../../fine/")
        file.write_text(file.read_text(encoding="utf-8").replace("/moved\n", f"/moved # {address(server, '/moved-for-now/')}\n"))
        run(root, server, fix=True, yes=True)
        assert f"/fine/new/ # {address(server, '/moved-for-now/')}" in file.read_text(encoding="utf-8")

    @pytest.mark.parametrize("options", [{}, {"fix": True, "dry_run": True}])
    def test_without_being_told_it_only_says_what_it_would_change(
        self, root: Path, server: Server, options: dict[str, bool], capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = write(root, server, "/moved/")
        before = file.read_bytes()
        run(root, server, **options)
        assert (file.read_bytes() == before, f"content/resources/a-tool.md:3: url: {address(server, '/fine/new/')}" in capsys.readouterr().out) == (
            True, True,
        )  # fmt: skip

    def test_where_nobody_can_be_asked_nothing_is_changed(self, root: Path, server: Server) -> None:
        file = write(root, server, "/moved/")
        before = file.read_bytes()
        with pytest.raises(say.Stop):
            run(root, server, fix=True)
        assert file.read_bytes() == before

    @pytest.mark.parametrize(("answer", "is_changed"), [("y", True), ("", False), ("n", False)])
    def test_it_asks_first(
        self, root: Path, server: Server, answer: str, is_changed: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("builtins.input", lambda _: answer)
        file = write(root, server, "/moved/")
        before = file.read_bytes()
        run(root, server, fix=True, can_ask=True)
        assert (file.read_bytes() != before) is is_changed

    def test_the_line_ends_of_a_file_stay(self, root: Path, server: Server) -> None:
        file = write(root, server, "/moved/")
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        run(root, server, fix=True, yes=True)
        assert file.read_bytes().count(b"\r\n") == file.read_bytes().count(b"\n") == 10


class TestMark:
    def test_a_resource_whose_address_is_dead_is_marked_with_the_day(self, root: Path, server: Server) -> None:
        file = write(root, server, "/gone/")
        run(root, server, mark=True, yes=True)
        assert file.read_text(encoding="utf-8").splitlines()[2:4] == [f"url: {address(server, '/gone/')}", "dead: 2026-11-21"]

    def test_a_dead_link_in_its_text_does_not_mark_it(self, root: Path, server: Server) -> None:
        file = write(root, server, "/fine/", "/gone/")
        run(root, server, mark=True, yes=True)
        assert "dead:" not in file.read_text(encoding="utf-8")

    def test_a_second_check_keeps_the_day_of_the_first(self, root: Path, server: Server) -> None:
        file = write(root, server, "/gone/")
        run(root, server, mark=True, yes=True)
        marked = file.read_bytes()
        run(root, server, NOW + dt.timedelta(days=30), mark=True, yes=True)
        assert file.read_bytes() == marked

    def test_one_that_answers_again_is_unmarked(self, root: Path, server: Server) -> None:
        file = write(root, server, "/fine/")
        before = file.read_bytes()
        file.write_bytes(before.replace(b"kind: tool", b"dead: 2026-01-01\nkind: tool"))
        run(root, server, mark=True, yes=True)
        assert file.read_bytes() == before

    def test_one_that_is_not_certain_is_left_as_it_is(self, root: Path, server: Server) -> None:
        file = write(root, server, "/broken/")
        before = file.read_bytes()
        run(root, server, mark=True, yes=True)
        assert file.read_bytes() == before


def test_the_kept_report_is_json_that_says_its_format(root: Path, server: Server) -> None:
    write(root, server, "/fine/")
    run(root, server)
    assert json.loads((root / "private" / saved.FILE).read_text(encoding="utf-8"))["format"] == saved.FORMAT


def test_a_new_address_leaves_the_front_matter_readable_whatever_signs_are_in_it(root: Path) -> None:
    file, old, new = root / "content/members/jo-sample.md", "https://old.org/jo/", "https://new.org/{jo},[a],b.html"
    text = file.read_text(encoding="utf-8").replace("\nsince:", f"\nlinks:\n  - {{name: Site, url: {old}}}\nsince:")
    file.write_text(f"{text}See [mine]({old}).\n", encoding="utf-8")
    places = tuple(found.Place("content/members/jo-sample.md", number) for number, line in enumerate(file.read_text().splitlines(), 1) if old in line)
    checked = saved.report(NOW, [saved.Checked(old, places, Answer("moved", final=new), NOW)])
    mending.apply(root, mending.moved(root, checked))
    document, problems = read_document(file, "content/members/jo-sample.md")
    assert document
    assert (problems, document.data["links"][0]["url"]) == ([], "https://new.org/%7Bjo%7D%2C%5Ba%5D%2Cb.html")
    assert f"See [mine]({new})." in document.body
