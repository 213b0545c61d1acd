"""A receiver on a small checkout, for the tests of what visitors send."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa
from postgres_server import NoServerError, server
from small_site import make_site
from submitting import NOW, REPOSITORY

from forms.catalogue import FORMS
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from office.inbox.store import SETTING
from office.receiver.app import Receiver
from office.receiver.choices import ContentChoices
from office.receiver.pages import Pages


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is about both databases on both: the file, and a PostgreSQL server of the run's own."""
    if metafunc.definition.get_closest_marker("both_databases") and not metafunc.definition.get_closest_marker("file_alone"):
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a database of this run alone; without a server here, the tests are skipped."""
    pytest.importorskip("psycopg")
    running = ExitStack()
    try:
        address = running.enter_context(server())
    except NoServerError as error:
        pytest.skip(str(error))
    with running:
        yield address


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The database of a test: the file in private/, unless the test is one of both and its turn is the server's."""
    if getattr(request, "param", "sqlite") == "sqlite":
        monkeypatch.delenv(SETTING, raising=False)
        yield "sqlite"
        return
    address = request.getfixturevalue("postgres")
    monkeypatch.setenv(SETTING, address)
    yield "postgresql"
    engine = sa.create_engine(address.replace("postgresql:", "postgresql+psycopg:", 1))
    with engine.begin() as connection:
        names = ", ".join(sa.inspect(connection).get_table_names())
        if names:
            connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    engine.dispose()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_site(tmp_path / "a hub")


@pytest.fixture
def private(root: Path) -> Path:
    return root / "private"


@pytest.fixture
def receiver(root: Path) -> Iterator[Receiver]:
    (root / "output").mkdir()
    (root / "output" / "404.html").write_text('<link href="/feed" rel=alternate><link rel="stylesheet" href="/theme/a.css?v=1"><link rel=icon href="/i.svg">')
    pages = Pages(
        REPOSITORY / "theme" / "templates", root / "output", Addresses("https://hub.example/va", "/va"),
        HubSettings(form_service="formspree"), ContentChoices(root / "content", 300),
    )  # fmt: skip
    receiver = Receiver(FORMS, root / "private", pages, clock=lambda: NOW, posts_a_minute=100_000)
    yield receiver
    receiver.close()
