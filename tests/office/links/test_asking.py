"""One address at a time, asked of a server that does everything wrong."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from bad_server import Server, bad_server

from office.links.asking import TRIES, Answer, Asker, Pace
from office.links.guard import Guard, NoSuchHost, Private, is_public

HERE = frozenset(("127.0.0.1",))


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with bad_server() as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    running.asked.clear()
    return running


class Pauses(list[float]):
    """The waits that were asked for, none of them waited."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def ask(server: Server, path: str, pauses: Pauses | None = None, *, slow: float = 5.0) -> Answer:
    pace = Pace(0)
    pause = pauses if pauses is not None else Pauses()
    return Asker(Guard(allowed=HERE), pace, pause, quiet=0.5, longest=1.0, slow=slow).ask(server.url + path)


class TestVerdicts:
    @pytest.mark.parametrize(
        ("path", "verdict", "words"),
        [
            ("/fine/", "fine", ""),
            ("/missing/", "dead", "there is no such page"),
            ("/gone/", "dead", "there is no such page"),
            ("/no-head/", "fine", ""),
            ("/closes/", "unsure", "breaks the connection off"),
            ("/closes-on-head/", "fine", ""),
            ("/silent/", "unsure", "does not answer in time"),
            ("/drips/", "unsure", "does not answer in time"),
            ("/nonsense/", "unsure", "breaks the connection off"),
            ("/huge/", "fine", ""),
            ("/circle/", "dead", "leads in a circle"),
            ("/wants-a-cookie/", "unsure", "leads in a circle, as pages do that want a cookie; look at it in a browser"),
            ("/on-and-on/", "dead", "leads on and on, more than 8 times"),
            ("/moved-for-now/", "fine", ""),
            ("/moved-away/", "dead", "there is no such page, there where it leads"),
            ("/inside/", "private", "leads into a private network, and was not asked"),
            ("/metadata/", "private", "leads into a private network, and was not asked"),
            ("/to-a-file/", "dead", "leads to something that is no page"),
            ("/to-nonsense/", "dead", "leads to something that is no address"),
            ("/busy/", "fine", ""),
            ("/busy-all-day/", "unsure", "asks to come again later"),
            ("/broken/", "unsure", "has trouble of its own"),
            ("/closed-door/", "unsure", "does not answer programs; look at it in a browser"),
        ],
    )
    def test_a_server_that_does_this_is_judged_so(self, server: Server, path: str, verdict: str, words: str) -> None:
        answer = ask(server, path)
        assert (answer.verdict, answer.words) == (verdict, words)

    def test_an_address_that_moved_for_good_names_the_new_one(self, server: Server) -> None:
        answer = ask(server, "/moved/#part")
        assert (answer.verdict, answer.final) == ("moved", f"{server.url}/fine/new/#part")

    def test_an_answer_that_takes_long_is_slow(self, server: Server) -> None:
        assert ask(server, "/fine/", slow=0).verdict == "slow"

    def test_a_port_where_nobody_listens_is_not_certain(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
            answer = Asker(Guard(allowed=HERE), Pace(0), Pauses()).ask(f"http://127.0.0.1:{port}/")
        assert (answer.verdict, answer.words) == ("unsure", "does not take connections")


class TestManners:
    def test_a_page_that_answers_a_head_is_not_asked_again(self, server: Server) -> None:
        ask(server, "/fine/manners/")
        assert dict(server.asked) == {"HEAD /fine/manners/": 1}

    def test_a_server_with_trouble_is_asked_three_times_and_left(self, server: Server) -> None:
        ask(server, "/broken/manners/")
        assert server.asked["GET /broken/manners/"] == TRIES

    def test_it_waits_as_long_as_it_is_asked_to(self, server: Server) -> None:
        pauses = Pauses()
        ask(server, "/busy/wait/", pauses)
        assert pauses == [7.0]

    def test_a_server_that_asks_for_a_day_is_asked_once(self, server: Server) -> None:
        ask(server, "/busy-all-day/")
        assert server.asked["HEAD /busy-all-day/"] == 1

    def test_the_server_is_told_the_name_and_not_the_number(self, server: Server) -> None:
        named = Guard(resolve=lambda host, port: ["127.0.0.1"], allowed=HERE)
        address = f"http://named.example:{server.server_port}/fine/"
        Asker(named, Pace(0), Pauses()).ask(address)
        assert f"named.example:{server.server_port}" in server.hosts

    def test_requests_to_one_host_are_kept_apart_and_others_are_not(self) -> None:
        pauses = Pauses()
        pace = Pace(1.0, pauses, lambda: 100.0)
        for host in ("a.example", "a.example", "b.example", "a.example"):
            pace.wait(host)
        assert pauses == [1.0, 2.0]


class TestGuard:
    @pytest.mark.parametrize(
        "address",
        ["127.0.0.1", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
         "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "255.255.255.255", "no address"],
    )  # fmt: skip
    def test_what_is_not_on_the_public_network_is_refused(self, address: str) -> None:
        with pytest.raises(Private):
            Guard(resolve=lambda host, port: [address]).address("a.example", 443)

    def test_one_private_address_among_public_ones_is_enough(self) -> None:
        with pytest.raises(Private):
            Guard(resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"]).address("a.example", 443)

    @pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
    def test_a_public_address_is_taken(self, address: str) -> None:
        assert is_public(address)

    @pytest.mark.parametrize("spelling", ["127.1", "0x7f000001", "2130706433", "localhost"])
    def test_this_machine_is_refused_however_it_is_spelt(self, spelling: str) -> None:
        with pytest.raises(Private):
            Guard().address(spelling, 80)

    @pytest.mark.parametrize(("number", "is_certain"), [(socket.EAI_NONAME, True), (socket.EAI_AGAIN, False)])
    def test_only_a_name_server_can_say_that_a_host_is_not_there(self, number: int, is_certain: bool) -> None:
        def resolve(host: str, port: int) -> list[str]:
            raise socket.gaierror(number, "")

        with pytest.raises(NoSuchHost) as raised:
            Guard(resolve).address("a.example", 443)
        assert raised.value.is_certain is is_certain
