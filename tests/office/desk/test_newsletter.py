"""The newsletter on the Desk: numbers instead of addresses, and each issue as its readers will see it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from owner import Owner
from submitting import NOW

from office.inbox.store import Store
from office.inbox.tables import subscribers

ISSUE = '---\ntitle: "A first month"\nsummary: "An article on the first month, and nothing else that would be new this week."\n---\nRead [it](/articles/a-first-month/).\n'


@pytest.fixture
def _issue(root: Path) -> None:
    file = root / "content/newsletter/2026-03-05.md"
    file.parent.mkdir()
    file.write_text(ISSUE)


class TestTheNewsletter:
    def test_counts_readers_and_names_none(self, owner: Owner, store: Store) -> None:
        with store.writing() as connection:
            at = NOW.replace(tzinfo=None)
            connection.execute(sa.insert(subscribers).values(email="mara@mara.example", asked=at, confirmed=at))
        page = owner.open("/desk/newsletter")
        assert ("1 reader, 0 who asked" in page, "mara@" in page) == (True, False)

    def test_says_how_the_first_issue_is_made(self, owner: Owner) -> None:
        assert "tasks.py digest" in owner.open("/desk/newsletter")

    @pytest.mark.usefixtures("_issue")
    def test_leads_to_each_issue_as_a_mail(self, owner: Owner) -> None:
        listed = owner.open("/desk/newsletter")
        mail = owner.ask("GET", "/desk/newsletter/2026-03-05")
        assert ('href="/desk/newsletter/2026-03-05"' in listed, "A first month</h1>" in mail.text) == (True, True)

    @pytest.mark.usefixtures("_issue")
    def test_shows_a_mail_with_its_styles_and_without_scripts(self, owner: Owner) -> None:
        policy = owner.ask("GET", "/desk/newsletter/2026-03-05").headers["content-security-policy"]
        assert ("style-src 'unsafe-inline'" in policy, "script" in policy, "sandbox" in policy) == (True, False, True)

    def test_of_an_unknown_day_there_is_no_mail(self, owner: Owner) -> None:
        assert owner.ask("GET", "/desk/newsletter/2026-03-06").status == 404

    def test_is_behind_the_door(self, opened: tuple[object, object]) -> None:
        from asgi_client import ask

        assert ask(opened[1], "GET", "/desk/newsletter").status in (401, 403)  # type: ignore[arg-type]
