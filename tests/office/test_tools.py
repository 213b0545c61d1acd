"""The tasks that run another program: that it is one which answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from office.workbench import tools

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("work", [tools.quality, tools.bench])
def test_a_measurement_says_how_it_is_used(work: Callable[[Path, str], int], capfd: pytest.CaptureFixture[str]) -> None:
    # A module without an entry point would end with 0 as well, and measure nothing.
    assert (work(ROOT, "--help"), "usage:" in capfd.readouterr().out.lower()) == (0, True)
