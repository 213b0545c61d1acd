"""The tables of docs/tasks.md."""

from __future__ import annotations

from office.workbench.doc_tables import Flag, flags

SOURCE = '''
@task(help={"email": "Her address.", "dry-run": "Only list.", "limit": "So many."})
def privacy_erase(c, email, dry_run=False, limit=50):
    """Erase."""
'''


def test_what_a_task_needs_stands_in_capitals_and_what_it_can_have_is_a_flag() -> None:
    assert flags(SOURCE) == {
        "privacy_erase": [Flag("EMAIL", "Her address.", ""), Flag("--dry-run", "Only list.", ""), Flag("--limit", "So many.", "`50`")]
    }
