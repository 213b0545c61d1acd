"""Whatever comes in over the network: no file outside the output, no answer but the ones that are meant."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from submitting import FORM, post

from office.receiver.app import Receiver
from office.serve import files

quick = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
PARTS = some.one_of(some.sampled_from(["..", ".", "", "private", "index.html", "%2e%2e", "about", "\\", "C:"]), some.text(max_size=5))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("a hub") / "output"
    (folder / "about").mkdir(parents=True)
    (folder.parent / "private").mkdir()
    for name in ("index.html", "about/index.html", "../private/index.html", "../index.html"):
        (folder / name).write_text("x")
    here = Path.cwd()
    os.chdir(folder)
    yield folder
    os.chdir(here)


@quick
@given(some.lists(PARTS, max_size=6).map("/".join))
def test_a_path_leads_to_a_file_of_the_output_or_nowhere(output: Path, path: str) -> None:
    found = files.find(output, "/" + path)

    if isinstance(found, files.Found):
        assert found.file.resolve().is_relative_to(output)
    elif isinstance(found, files.Moved):
        assert found.location.startswith("/")
        assert not found.location.startswith("//")


@quick
@given(body=some.binary(max_size=200), kind=some.sampled_from([FORM, "multipart/form-data; boundary=x"]))
def test_any_bytes_get_an_answer_in_words(receiver: Receiver, body: bytes, kind: str) -> None:
    assert post(receiver, body, content_type=kind).status in (400, 422)
