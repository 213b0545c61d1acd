"""What pip prints, in one line that helps."""

from __future__ import annotations

import pytest

from office.workbench.pip_words import explain


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "The disk is full."),
        ("urllib3.exceptions.NameResolutionError: <x>: Failed to resolve 'host'", "No network while installing."),
        ("WARNING: Retrying ... ReadTimeoutError\nERROR: No matching distribution found for a==1", "No network"),
        ("SSLError(SSLCertVerificationError(1, 'CERTIFICATE_VERIFY_FAILED'", "The network's certificate"),
        ("ProxyError('Cannot connect to proxy.'", "The proxy refuses the connection."),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "A downloaded file is not the one"),
        ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: 'x'", "Permission denied"),
        ("ERROR: No matching distribution found for nh3==0.3.8", "There is no file of nh3==0.3.8 for this Python"),
        ("ERROR: Failed to build 'lxml' when getting requirements", "lxml has no ready-made file"),
        ("something odd\nERROR: It broke.\n\n", "Installing failed: It broke."),
        ("", "Installing failed: no report."),
    ],
)
def test_names_the_cause_and_not_its_consequence(output: str, words: str) -> None:
    assert explain(output).startswith(words)


def test_never_hands_a_traceback_on() -> None:
    said = explain('Traceback (most recent call last):\n  File "pip/x.py", line 1, in main\nKeyError: 1\n')

    assert "\n" not in said
    assert "Traceback" not in said
