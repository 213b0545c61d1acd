"""Signed links: what was signed comes back, and nothing else does."""

from __future__ import annotations

import datetime as dt
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.post.links import DeadLink, Signer, open_signer

NOW = dt.datetime(2026, 9, 25, 8, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=7)
SIGNER = Signer(b"k" * 64)


class TestToken:
    def test_what_was_signed_comes_back(self) -> None:
        assert SIGNER.read("answer", SIGNER.token("answer", [12, "noor"], LATER), NOW) == [12, "noor"]

    def test_a_link_ends(self) -> None:
        with pytest.raises(DeadLink) as caught:
            SIGNER.read("answer", SIGNER.token("answer", [12], NOW), LATER)
        assert caught.value.expired

    def test_a_link_for_one_thing_opens_no_other(self) -> None:
        with pytest.raises(DeadLink) as caught:
            SIGNER.read("leave", SIGNER.token("answer", [12], LATER), NOW)
        assert not caught.value.expired

    def test_another_key_opens_nothing(self) -> None:
        with pytest.raises(DeadLink):
            Signer(b"x" * 64).read("answer", SIGNER.token("answer", [12], LATER), NOW)

    @given(st.text(max_size=700))
    def test_no_words_are_a_link(self, words: str) -> None:
        with pytest.raises(DeadLink):
            SIGNER.read("answer", words, NOW)

    @given(st.integers(0, 60), st.sampled_from("abcXYZ019-_."))
    def test_a_changed_sign_makes_it_another_link(self, place: int, sign: str) -> None:
        token = SIGNER.token("answer", [12, "noor"], LATER)
        # The last sign of a signature holds bits that are not read, so it is left out.
        place %= len(token) - 1
        changed = token[:place] + sign + token[place + 1 :]
        if changed == token:
            return
        with pytest.raises(DeadLink):
            SIGNER.read("answer", changed, NOW)


class TestOpenSigner:
    def test_the_key_stays_the_same(self, tmp_path: Path) -> None:
        token = open_signer(tmp_path / "private").token("answer", [1], LATER)
        assert open_signer(tmp_path / "private").read("answer", token, NOW) == [1]

    @pytest.mark.parametrize("left", ["", "\n", "abc\n"])
    def test_a_key_that_was_cut_off_is_made_anew_and_signs_nothing(self, tmp_path: Path, left: str) -> None:
        (tmp_path / "signing.key").write_text(left, encoding="ascii")
        signer = open_signer(tmp_path)
        with pytest.raises(DeadLink):
            signer.read("answer", Signer(left.strip().encode()).token("answer", [1], LATER), NOW)
        assert open_signer(tmp_path).read("answer", signer.token("answer", [1], LATER), NOW) == [1]
        assert [file.name for file in tmp_path.iterdir()] == ["signing.key"]

    def test_only_its_owner_can_read_the_key(self, tmp_path: Path) -> None:
        open_signer(tmp_path / "private")
        assert [stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "private").iterdir()] == [0o600]
