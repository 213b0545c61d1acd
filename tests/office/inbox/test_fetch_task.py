"""The task that fetches: what it says, what it writes, and that doing it again changes nothing."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from queueing import last, stored

from office.inbox.tasks import fetch_task
from office.workbench import say

SETTINGS = 'HUB = {"form_ids": {"contact": "fs-contact", "comment": "fc-comment"}}\nSITEURL = "https://hub.example"\n'
HOSTED = 'HUB = {"form_service": "formspree", "form_ids": {"all": "one"}}\nSITEURL = "https://hub.example"\n'
TOKEN = {"WARM_HANDOFF_FORMSPREE_TOKEN": "tok-3f9a17c2"}


class TestFetch:
    def client(self, *entries: dict[str, object], status: int = 200) -> httpx.Client:
        page = {"fields": [], "submissions": list(entries)}
        return httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(status, json=page)))

    def sent(self, number: int) -> dict[str, object]:
        return {"_date": f"2026-09-{number:02}T08:00:00.123456", "form": "comment", "article": "a-post", "text": f"No {number}", "name": "Mara"}

    def test_takes_in_what_is_new(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (root / "pelicanconf.py").write_text(HOSTED, encoding="utf-8")
        assert fetch_task(root, client=self.client(self.sent(1), self.sent(2)), environment=TOKEN) == 0
        assert fetch_task(root, client=self.client(self.sent(3), self.sent(2), self.sent(1)), environment=TOKEN) == 0
        assert (last(capsys), stored(root)) == ("3 read: 1 new, 2 already known, 0 refused.", 3)

    def test_a_dry_run_writes_nothing(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (root / "pelicanconf.py").write_text(HOSTED, encoding="utf-8")
        assert fetch_task(root, "formspree", "2026-09-02", dry_run=True, client=self.client(self.sent(1), self.sent(2)), environment=TOKEN) == 0
        assert (last(capsys), (root / "private").exists()) == ("1 read: 1 new, 0 already known, 0 refused. Nothing was written: this was a dry run.", False)

    def test_trouble_is_said_and_what_came_before_it_is_kept(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (root / "pelicanconf.py").write_text(HOSTED, encoding="utf-8")
        assert fetch_task(root, client=self.client(status=403), environment=TOKEN) == 1
        said = capsys.readouterr()
        assert "does not take this token (403)" in said.err
        assert TOKEN["WARM_HANDOFF_FORMSPREE_TOKEN"] not in said.out + said.err

    def test_asks_no_service_before_it_knows_that_it_can_ask_all(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        both = HOSTED.replace('HUB = {', 'HUB = {"form_services": {"contact": "basin"}, ', 1)
        (root / "pelicanconf.py").write_text(both, encoding="utf-8")
        with pytest.raises(say.Stop, match="WARM_HANDOFF_BASIN_TOKEN is not set"):
            fetch_task(root, client=self.client(self.sent(1)), environment=TOKEN)
        assert (capsys.readouterr().out, (root / "private").exists()) == ("", False)

    def test_says_what_is_wrong_with_a_saved_mapping(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (root / "pelicanconf.py").write_text(HOSTED, encoding="utf-8")
        (root / "private" / "mappings").mkdir(parents=True)
        (root / "private" / "mappings" / "comment.yaml").write_text("Words: txet\n", encoding="utf-8")
        assert fetch_task(root, client=self.client({**self.sent(1), "more": "x"}), environment=TOKEN) == 1
        assert "private/mappings/comment.yaml: Words: " in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("settings", "asked", "line"),
        [
            (HOSTED, {}, "WARM_HANDOFF_FORMSPREE_TOKEN is not set. Put formspree’s token into this environment variable, and into no file."),
            (SETTINGS, {}, "None of the services in the settings has an API to ask. Use inbox.import."),
            (HOSTED, {"service": "staticman"}, "staticman has no API to ask. Use inbox.import with its files."),
            (HOSTED, {"service": "basin"}, "No form of this site goes to basin; see HUB.form_service in pelicanconf.py."),
            (HOSTED, {"since": "yesterday"}, "--since is a date, like 2026-09-14."),
            ('HUB = {"form_service": "netlify"}\n', {"environment": {"WARM_HANDOFF_NETLIFY_TOKEN": "x"}}, "HUB.form_options.netlify.site is missing. "),
        ],
    )  # fmt: skip
    def test_a_wrong_use_is_told(self, root: Path, settings: str, asked: dict[str, object], line: str) -> None:
        (root / "pelicanconf.py").write_text(settings, encoding="utf-8")
        with pytest.raises(say.Stop) as stop:
            fetch_task(root, **{"environment": {}, **asked})  # type: ignore[arg-type]
        assert (stop.value.code, stop.value.lines[0].startswith(line)) == (say.MISUSE, True)
