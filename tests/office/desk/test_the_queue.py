"""The queue's pages: piles, forms, order, pages of fifty, what says the same, and text that wants to be more than text."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
import sqlalchemy as sa
from asgi_client import App
from owner import NOW, REPOSITORY, Owner, comment

from office.desk.app import DeskApp
from office.desk.queue import PAGE, Place
from office.desk.scorer import Scorer
from office.desk.views import score_words
from office.inbox.record import Submission
from office.inbox.store import Store
from office.inbox.tables import submissions

pytestmark = pytest.mark.both_databases

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "[x](javascript:alert(1))", "![x](https://evil.example/p.png)",
    "<svg/onload=alert(1)>", "{{ 7 * 7 }}", "</textarea><form action=//evil.example>", "<iframe src=//evil.example>",
)  # fmt: skip


def sent(form: str, minutes: int = 0, **fields: str) -> Submission:
    return Submission("receiver", f"{form}-{minutes}-{len(fields)}", form, NOW.replace(hour=minutes // 60, minute=minutes % 60), fields)


def numbers(page: str) -> list[int]:
    return [int(one) for one in re.findall(r'name="entry" value="(\d+)"', page)]


class _Finder(HTMLParser):
    """Names what no page of the Desk has: foreign elements, handlers, and addresses elsewhere that a browser would use."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "img", "iframe", "object", "embed", "base", "video", "audio"):
            self.found.add(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "style", "formaction", "srcdoc"):
                self.found.add(f"{tag} {name}")
            elif (name in ("action", "href") and not re.match(r"/(?!/)|#|https?:|mailto:|\Z", value or "")) or (name == "action" and not (value or "").startswith("/desk/")):
                self.found.add(f"{tag} {name}={value}")


def found_in(page: str) -> set[str]:
    finder = _Finder()
    finder.feed(page)
    return finder.found


class TestAnEmptyQueue:
    @pytest.mark.parametrize(
        ("pile", "words"), [("new", "inbox.fetch"), ("suspected", "until you look"), ("decided", "Nothing was decided yet")]
    )
    def test_says_what_to_do_next(self, owner: Owner, pile: str, words: str) -> None:
        owner.open(f"/desk/?pile={pile}")

        assert words in owner.text

    @pytest.mark.parametrize("query", ["?pile=x", "?form=nope", "?after=x", "?after=1", "?pile=decided&after=2026-11-21T09:30:00_1", "?after=9999-99-99T99:99:99_1", "?after=2026-11-21T09:30:00_9999999999", "?note=%00"])
    def test_takes_any_address(self, owner: Owner, query: str) -> None:
        assert "Nothing" in owner.open(f"/desk/{query}")


class TestPiles:
    def test_stand_apart_oldest_first_and_are_counted(self, owner: Owner, store: Store) -> None:
        store.add([comment(5), comment(1), comment(3, spam="honeypot"), sent("contact", 30, name="Ana", email="a@a.example", message="Hello")])

        assert numbers(owner.open("/desk/")) == [4, 2, 1]
        assert tuple(re.findall(r"(?:New|Suspected spam|Decided) \d", owner.text)[:3]) == ("New 3", "Suspected spam 1", "Decided 0")
        assert numbers(owner.open("/desk/?pile=suspected")) == [3]

    def test_one_form_alone(self, owner: Owner, store: Store) -> None:
        store.add([comment(1), sent("contact", 30, name="Ana", email="a@a.example", message="Hello")])

        assert numbers(owner.open("/desk/?form=contact")) == [2]
        assert "Message from Ana" in owner.text

    def test_name_the_article_the_time_and_the_signs(self, owner: Owner, store: Store) -> None:
        store.add([comment()])
        with store.engine.begin() as connection:
            connection.execute(sa.update(submissions).values(score=0.7, reasons="4 links\ntext seen twice before"))

        owner.open("/desk/")
        assert "Comment from Mara" in owner.text
        assert "on A first month" in owner.text
        assert "21 November 2026, 09:30" in owner.text
        assert "Probably spam (0.70 of 1) : 4 links; text seen twice before" in owner.text
        assert "<em>list</em>" in owner.page

    def test_give_a_score_to_what_has_none(self, root: Path, owner: Owner, store: Store, opened: tuple[DeskApp, App]) -> None:
        text = "casino casino http://a.example http://b.example http://c.example viagra"
        store.add([comment(0), comment(1, text=text)])
        opened[0].scorer = Scorer(store, root / "private", "en")
        for _ in range(100):
            owner.open("/desk/?pile=suspected")
            if numbers(owner.page):
                break
            time.sleep(0.02)

        assert numbers(owner.page) == [2]
        assert "3 links" in owner.text

    def test_keep_addresses_for_the_entry_alone(self, owner: Owner, store: Store) -> None:
        store.add([comment()])

        assert "mara@mara.example" not in owner.open("/desk/")
        assert "mara@mara.example" in owner.open("/desk/entries/1")

    @pytest.mark.parametrize(("score", "words"), [(0.0, "No sign"), (0.1, "Hardly"), (0.5, "Some"), (0.7, "Probably"), (0.97, "Almost certainly")])
    def test_have_the_score_in_words(self, score: float, words: str) -> None:
        assert score_words(score).startswith(words)


class TestPages:
    def test_of_fifty_follow_each_other_without_a_gap_or_a_double(self, owner: Owner, store: Store) -> None:
        store.add([comment(n // 3, text=f"Word {n} of many.") for n in range(120)])
        seen: list[int] = []
        page, address = owner.open("/desk/"), ""
        while True:
            seen += numbers(page)
            following = re.search(r'<a href="([^"]+)" rel="next"', page)
            if not following:
                break
            address = following[1].replace("&amp;", "&")
            page = owner.open(address)

        assert seen == list(range(1, 121))
        assert len(numbers(owner.open(address))) == 120 - 2 * PAGE
        assert "To the first page" in owner.text

    def test_stay_where_they_are_when_entries_leave(self, owner: Owner, store: Store) -> None:
        store.add([comment(n, text=f"Word {n} of many.") for n in range(60)])
        second = re.search(r'<a href="([^"]+)" rel="next"', owner.open("/desk/"))
        assert second
        before = numbers(owner.open(second[1].replace("&amp;", "&")))
        owner.send("/desk/decide", {"one": f"reject {before[0]}"})

        assert numbers(owner.page) == before[1:]

    def test_of_what_was_decided_begin_with_the_latest(self, owner: Owner, store: Store) -> None:
        store.add([comment(n, text=f"Word {n} of many.") for n in range(53)])
        owner.open("/desk/")
        owner.send("/desk/decide", [("action", "reject"), *(("entry", str(n)) for n in range(1, 51))])
        owner.send("/desk/decide", [("action", "spam"), *(("entry", str(n)) for n in range(51, 54))])

        page = owner.open("/desk/?pile=decided")
        assert re.findall(r'<h2><a href="/desk/entries/(\d+)', page)[:4] == ["53", "52", "51", "50"]
        following = re.search(r'<a href="([^"]+)" rel="next"', page)
        assert following
        page = owner.open(following[1].replace("&amp;", "&"))
        assert re.findall(r'<h2><a href="/desk/entries/(\d+)', page) == ["3", "2", "1"]
        assert "Nothing more stands here" in owner.open("/desk/?pile=decided&form=contact")

    @pytest.mark.file_alone
    def test_open_fast_in_a_queue_of_a_hundred_thousand(self, owner: Owner, store: Store) -> None:
        row = {"source": "x", "content_key": "", "page": "", "email": "", "flag": "", "score": 0.0, "reasons": "", "form": "comment",
               "fields": '{"article": "a-first-month", "name": "Mara", "text": "Hello"}'}  # fmt: skip
        many = [
            {**row, "near_key": str(n % 30_000), "received": comment(n % 50_000).received.replace(tzinfo=None), "state": ("new", "suspected")[n % 2]}
            for n in range(100_000)
        ]
        with store.writing() as connection:
            connection.execute(sa.insert(submissions), many)
        took = []
        for address in ("/desk/", "/desk/?form=comment", "/desk/?pile=suspected", Place(after="2026-12-05T00:00:00_9").href()):
            begun = time.perf_counter()
            owner.open(address)
            took.append(time.perf_counter() - begun)
        assert len(numbers(owner.page)) == PAGE
        assert sorted(took)[1] < 0.3, took  # two of four, at least: the machine may be busy with other things


class TestTheSameAgain:
    def test_stands_below_the_first_and_is_counted(self, owner: Owner, store: Store) -> None:
        store.add([comment(0, text="Thank you, it helped!"), comment(1, text="Something else."), comment(2, text="thank you,  it helped")])

        page = owner.open("/desk/")
        assert numbers(page) == [1, 3, 2]
        assert "1 other says the same: 1 still new" in owner.text
        assert page.index("The same again, on this page") < page.index('value="3"') < page.index('value="2"')

    def test_is_decided_with_one_press(self, owner: Owner, store: Store) -> None:
        store.add([comment(0, text="Buy now!"), comment(1, text="Something else."), comment(2, text="buy NOW")])
        owner.open("/desk/")
        owner.send("/desk/decide", [("action", "spam"), ("entry", "1"), ("alike", "yes")])

        assert [store.get(n).state for n in (1, 2, 3)] == ["spam", "new", "spam"]  # type: ignore[union-attr]
        assert "Called spam: 2." in owner.text
        assert "1 other says the same: 1 spam" in " ".join(owner.open("/desk/?pile=decided").split())

    def test_stays_untouched_in_another_pile(self, owner: Owner, store: Store) -> None:
        store.add([comment(0, text="Buy now!"), comment(2, text="buy NOW", spam="honeypot")])
        owner.open("/desk/")
        owner.send("/desk/decide", [("action", "reject"), ("entry", "1"), ("alike", "yes")])

        assert [store.get(n).state for n in (1, 2)] == ["rejected", "suspected"]  # type: ignore[union-attr]
        assert "Rejected: comment from Mara." in owner.text

    def test_is_never_said_of_ratings(self, owner: Owner, store: Store) -> None:
        store.add([sent("rating", 1, article="a-first-month", stars="5"), sent("rating", 2, article="a-first-month", stars="5")])
        owner.open("/desk/")
        assert "the same" not in owner.text.replace("that say the same", "")
        owner.send("/desk/decide", [("action", "spam"), ("entry", "1"), ("alike", "yes")])

        assert store.get(2).state == "new"  # type: ignore[union-attr]


class TestHostileText:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_is_shown_as_text_wherever_it_stands(self, owner: Owner, store: Store, text: str) -> None:
        fields = {"article": text, "name": text, "text": text, "website": text, "email": text, "reply_to": text, text: text}
        store.add([Submission(text[:40], "1", "comment", NOW, fields, spam="honeypot"), Submission("x", "2", "comment", NOW, {**fields, "article": "a-first-month"})])
        for address in ("/desk/", "/desk/?pile=suspected", "/desk/entries/1", "/desk/entries/2"):
            page = owner.open(address)
            assert found_in(page) == set()
            assert "49" not in re.sub(r"&#\d+;|[\w-]{9,}", "", page) or "7 * 7" in page

    def test_with_signs_that_cannot_be_seen_is_marked(self, owner: Owner, store: Store) -> None:
        with store.engine.begin() as connection:
            store.add([comment()])
            connection.execute(sa.text("update submissions set fields = :f, reasons = ''"), {"f": '{"article": "a-first-month", "name": "a\\u202eb\\u0007c\\ud800d", "text": "x\\u202ey\\ud800\\u0000z"}'})

        assert owner.open("/desk/").count("\ufffd") >= 5
        assert owner.open("/desk/entries/1").count("\ufffd") >= 5
        assert not set("\u202e\x07\ud800\x00") & set(owner.page)
        owner.send("/desk/decide", {"one": "approve 1"})
        assert "Nothing was changed." in owner.text

    def test_that_is_long_is_cut_in_the_list_alone(self, owner: Owner, store: Store) -> None:
        store.add([Submission("x", "1", "comment", NOW, {**comment().fields, "text": "word " * 12_000 + "END"}, spam="honeypot")])

        assert "Read all of it" in owner.open("/desk/?pile=suspected")
        assert len(owner.page) < 10_000
        assert 20_000 < len(owner.open("/desk/entries/1")) < 100_000

    def test_could_be_found_by_these_tests(self) -> None:
        assert found_in("<p onclick=x><script></script><a href='javascript:x'><form action='//x.example'>") == {
            "p onclick", "script", "a href=javascript:x", "form action=//x.example",
        }  # fmt: skip

    def test_of_a_form_that_is_no_more_is_shown(self, owner: Owner, store: Store) -> None:
        store.add([Submission("x", "1", "old-form", NOW, {"a": "b"})])

        assert "Submission" in owner.open("/desk/")
        assert "Waits for you" in owner.open("/desk/entries/1")


class TestOneEntry:
    @pytest.mark.parametrize("number", ["99", "2147483648", "99999999999999999999"])
    def test_that_is_not_there_is_said_in_words(self, owner: Owner, number: str) -> None:
        answer = owner.ask("GET", f"/desk/entries/{number}")

        assert (answer.status, "There is no entry" in answer.text) == (404, True)


class TestWhatWasWritten:
    """A long answer stands under its question: what a client fears and what she wants would read as one text."""

    ASKED = {"task": "Books in Xero.", "avoid": "Silva Ceramics", "name": "Ana", "email": "ana@ana.example", "consent": "yes"}  # noqa: RUF012

    def test_stands_under_its_question(self, owner: Owner, store: Store) -> None:
        store.add([sent("referral-request", **self.ASKED)])
        owner.open("/desk/")

        assert re.search(r"What do you need done:\s*Books in Xero\.\s*Who must not hear about this:\s*Silva Ceramics", owner.text)

    @pytest.mark.parametrize(("form", "fields", "label"), [
        ("comment", {"article": "a-first-month", "name": "Mara", "text": "It helped."}, "Your comment"),
        ("contact", {"name": "Mara", "email": "mara@mara.example", "message": "It helped."}, "Your message"),
    ])  # fmt: skip
    def test_needs_none_where_the_form_has_one_question_alone(self, owner: Owner, store: Store, form: str, fields: dict[str, str], label: str) -> None:
        store.add([sent(form, **fields)])
        owner.open("/desk/")

        assert ("It helped." in owner.text, label.removeprefix("Your ") + ":" in owner.text.lower()) == (True, False)

    def test_a_sign_up_says_that_nothing_has_to_be_decided(self, owner: Owner, store: Store) -> None:
        store.add([sent("newsletter", email="mara@mara.example")])
        owner.open("/desk/")

        assert "Nothing to decide: newsletter.confirm asks each of these whether it was meant." in owner.text

    def test_an_entry_says_what_the_page_behind_the_form_promised(self, owner: Owner, store: Store) -> None:
        store.add([sent("list-me", name="Mara", email="mara@mara.example", bio="I keep books.", consent="yes")])
        owner.open("/desk/")

        assert "Nothing goes online before you have written back" in " ".join((REPOSITORY / "content/pages/thanks/list-me.md").read_text(encoding="utf-8").split())
        assert "She was promised to see her page before it goes online: keep it as a draft" in owner.text

    def test_is_pressed_by_the_words_that_stand_on_it(self, owner: Owner, store: Store) -> None:
        store.add([sent("list-me", name="Mara", email="mara@mara.example", bio="word " * 200, consent="yes"), comment()])
        pressed = re.findall(r'<(?:a|button)[^>]* aria-label="([^"]*)"[^>]*>([^<]+)<', owner.open("/desk/"))

        assert len(pressed) >= 6
        assert [(label, words) for label, words in pressed if words not in label] == []
