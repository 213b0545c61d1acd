"""The limit on posts a minute: who is counted, in which words it is said, and that nobody's address is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from submitting import COMMENT, kept, post

from office.receiver.app import Receiver
from office.receiver.limit import _MOST_CLIENTS, Limit, network


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_one_client_may_send_so_many_a_minute() -> None:
    clock = Seconds()
    limit = Limit(3, clock)

    assert [limit.wait("203.0.113.9") for _ in range(4)] == [0, 0, 0, 60]
    assert limit.wait("203.0.113.10") == 0
    clock.now += 59.5
    assert limit.wait("203.0.113.9") == 1
    clock.now += 0.5
    assert limit.wait("203.0.113.9") == 0


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("x" * 500, "x" * 80),
    ],
)
def test_one_customers_network_is_one_client(address: str, client: str) -> None:
    assert network(address) == client


def test_remembers_no_more_clients_than_fit() -> None:
    limit = Limit(1)
    for number in range(_MOST_CLIENTS + 500):
        limit.wait(f"client {number}")

    assert len(limit._seen) == _MOST_CLIENTS


def test_too_many_posts_are_answered_in_words_and_not_kept(receiver: Receiver, private: Path) -> None:
    strict = Receiver(receiver.forms, receiver.private, receiver.pages, posts_a_minute=2)
    answers = [post(strict, {**COMMENT, "text": f"Comment {number}"}) for number in range(3)]
    strict.close()

    assert [one.status for one in answers] == [303, 303, 429]
    assert "Wait a minute" in answers[2].text
    assert 1 <= int(answers[2].headers["retry-after"]) <= 60
    assert len(kept(private)) == 2


def test_no_address_reaches_the_disk(receiver: Receiver, private: Path) -> None:
    post(receiver, COMMENT)
    receiver.close()

    assert all(b"127.0.0.1" not in file.read_bytes() for file in private.iterdir())
