"""A checklist as one that is filled in, and as one that is only read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bars.axe import SCRIPT, axe_source
from bars.chrome import Bench
from looking import look
from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

WRONG = "/resources/checklist-when-things-go-wrong/"
WITH_A_LETTER = ("when-things-go-wrong", "after-a-rejection", "handing-over-a-lead")
ALL_FOUR = (*WITH_A_LETTER, "before-a-consultation")
NAME, TIME = "Your client’s name", "When you report next"


def on(bench: Bench, work: Callable[[Tab], Any], *, scripts: bool = True, address: str = WRONG) -> Any:
    """Do something on a checklist, in a context of its own that may use the clipboard, and give the result."""
    return look(bench, work, address, java_script_enabled=scripts, permissions=["clipboard-read", "clipboard-write"])


def clipboard(tab: Tab) -> str:
    return str(tab.evaluate("navigator.clipboard.readText()"))


class TestFilledIn:
    def test_two_steps_that_say_the_same_are_ticked_each_for_itself(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            double = "<li>Tell the client.</li>"
            tab.route(f"**{WRONG}", lambda route: route.fulfill(response=(found := route.fetch()), body=found.text().replace('<ul class="ticks">', f'<ul class="ticks">{double}')))
            tab.reload()
            boxes = tab.get_by_role("checkbox", name="Tell the client.")
            boxes.first.check()
            tab.reload()
            assert boxes.count() > 1
            assert [boxes.nth(number).is_checked() for number in range(boxes.count())] == [True, *[False] * (boxes.count() - 1)]

        on(bench, work)

    def test_what_is_written_at_a_step_stands_in_the_letter(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.get_by_label(NAME).fill("Ruth")
            assert tab.inner_text("#letter pre").startswith("Dear Ruth,")

        on(bench, work)

    def test_what_is_emptied_again_leaves_its_blank(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.get_by_label(NAME).fill("Ruth")
            tab.get_by_label(NAME).fill("")
            assert tab.inner_text("#letter pre").startswith("Dear [name],")

        on(bench, work)

    def test_the_copied_letter_says_which_blanks_are_open(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.get_by_label(NAME).fill("Ruth")
            tab.get_by_label(TIME).fill("three o'clock")
            tab.click("text=Copy the message")
            tab.wait_for_selector("#letter [role=status]:has-text('Copied')")
            said = tab.inner_text("#letter [role=status]")
            assert ("[effect]" in said, "[time]" in said, "again at three o'clock" in clipboard(tab)) == (True, False, True)

        on(bench, work)

    def test_ticks_notes_and_words_are_there_after_a_reload(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.get_by_role("checkbox").nth(1).check()
            tab.get_by_label(NAME).fill("Ruth")
            tab.locator("summary").first.click()
            tab.get_by_label("A note on: 1. Take a breath").fill("The import ran twice.")
            tab.reload()
            assert [box.is_checked() for box in tab.get_by_role("checkbox").all()][:3] == [False, True, False]
            assert tab.get_by_label("A note on: 1. Take a breath").input_value() == "The import ran twice."
            assert "Dear Ruth," in tab.inner_text("#letter pre")

        on(bench, work)

    def test_clearing_leaves_nothing_in_the_browser(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.get_by_label(NAME).fill("Ruth")
            tab.click("text=Clear everything")
            assert (tab.evaluate("localStorage.length"), tab.get_by_label(NAME).input_value()) == (0, "")

        on(bench, work)

    def test_a_slip_of_the_hand_can_be_taken_back(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.get_by_label(NAME).fill("Ruth")
            tab.click("text=Clear everything")
            tab.click("text=Bring it back")
            assert (tab.evaluate("localStorage.length"), tab.get_by_label(NAME).input_value()) == (1, "Ruth")

        on(bench, work)

    def test_nothing_is_sent_anywhere(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            asked: list[str] = []
            tab.on("request", lambda request: asked.append(request.url))
            tab.get_by_label(NAME).fill("Ruth")
            tab.get_by_role("checkbox").first.check()
            tab.get_by_label(NAME).press("Enter")
            sent = [url for url in asked if not url.endswith("favicon.svg")]  # which the browser asks for when it likes
            assert (sent, tab.url) == ([], bench.url + WRONG)

        on(bench, work)

    def test_the_saved_file_holds_the_steps_the_words_and_the_letter(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.get_by_role("checkbox").first.check()
            tab.get_by_label(NAME).fill("Ruth")
            with tab.expect_download() as waited:
                tab.click("text=Save as a text file")
            text = Path(waited.value.path()).read_text(encoding="utf-8")
            assert waited.value.suggested_filename == "checklist-when-things-go-wrong.txt"
            assert "\n[x] Take your hands off the keyboard" in text
            assert "\n[ ] Stop whatever makes it worse" in text
            assert f"\n{NAME}: Ruth\n" in text
            assert "\nDear Ruth,\n" in text

        on(bench, work)

    def test_words_that_look_like_html_stay_words(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.get_by_label(NAME).fill("<img src=x>")
            assert (tab.locator("#letter pre img").count(), "Dear <img src=x>," in tab.inner_text("#letter pre")) == (0, True)

        on(bench, work)

    def test_a_browser_that_keeps_nothing_still_writes_the_letter(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied') }})")
            tab.reload()
            tab.get_by_label(NAME).fill("Ruth")
            assert "Dear Ruth," in tab.inner_text("#letter pre")

        on(bench, work)

    def test_one_gets_through_it_by_the_keyboard(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.get_by_role("checkbox").first.focus()
            tab.keyboard.press("Space")
            for _ in range(3):
                tab.keyboard.press("Tab")
            tab.keyboard.type("Ruth")
            assert (tab.get_by_role("checkbox").first.is_checked(), tab.get_by_label(NAME).input_value()) == (True, "Ruth")

        on(bench, work)

    @pytest.mark.parametrize("name", ALL_FOUR)
    def test_axe_finds_nothing_once_it_is_filled_in(self, bench: Bench, name: str) -> None:
        def work(tab: Tab) -> Any:
            for note in tab.locator("summary").all():
                note.click()
            tab.locator("input:not([type]), textarea").first.fill("Ruth")
            tab.get_by_role("checkbox").first.check()
            tab.click("text=Clear everything")
            tab.evaluate(axe_source())
            return tab.evaluate(SCRIPT.read_text(encoding="utf-8"))

        assert on(bench, work, address=f"/resources/checklist-{name}/") == []


class TestEachOfTheFour:
    """A VA in a bad hour just follows it: fills it in, comes back to it, takes it along."""

    @staticmethod
    def fill(tab: Tab) -> list[tuple[str, str]]:
        """Tick the last step, write into every field and a note; give each field's label with what was written."""
        tab.get_by_role("checkbox").last.check()
        written = []
        for number, field in enumerate(tab.locator("#steps .field input, #steps .field textarea").all()):
            label = field.evaluate("field => field.labels[0].textContent")
            written.append((label, f"answer {number}"))
            field.fill(f"answer {number}")
        tab.locator("#steps summary").last.click()
        tab.locator("#steps details textarea").last.fill("It rained.")
        return written

    @pytest.mark.parametrize("name", ALL_FOUR)
    def test_all_of_it_is_there_after_a_reload_and_kept_in_one_place_of_this_browser(self, bench: Bench, name: str) -> None:
        def work(tab: Tab) -> None:
            written = self.fill(tab)
            tab.reload()
            assert tab.get_by_role("checkbox").last.is_checked()
            assert [(label, tab.get_by_label(label, exact=True).input_value()) for label, _ in written] == written
            assert tab.locator("#steps details textarea").last.input_value() == "It rained."
            assert tab.evaluate("[Object.keys(localStorage).length, Object.keys(sessionStorage).length, document.cookie]") == [1, 0, ""]
            assert tab.evaluate("indexedDB.databases().then((all) => all.length)") == 0

        on(bench, work, address=f"/resources/checklist-{name}/")

    @pytest.mark.parametrize("name", ALL_FOUR)
    def test_the_saved_text_has_every_step_and_every_word_and_the_letter_as_it_was_drafted(self, bench: Bench, name: str) -> None:
        def work(tab: Tab) -> None:
            written = self.fill(tab)
            with tab.expect_download() as waited:
                tab.click("text=Save as a text file")
            text = Path(waited.value.path()).read_text(encoding="utf-8")
            steps = tab.get_by_role("checkbox").count()
            assert (text.count("\n[x] "), text.count("\n[ ] ")) == (1, steps - 1)
            assert [words for label, answer in written if (words := f"\n{label}: {answer}\n") not in text] == []
            assert "\nNote: It rained.\n" in text
            drafted = tab.locator("#letter pre").inner_text() if name in WITH_A_LETTER else ""
            assert (drafted.strip() in text, "[" in drafted) == (True, False), "a blank is open though every field is filled in"

        on(bench, work, address=f"/resources/checklist-{name}/")


class TestOnlyRead:
    @pytest.mark.parametrize("name", WITH_A_LETTER)
    def test_without_javascript_the_letter_is_there_to_copy_and_no_field_that_does_nothing(self, bench: Bench, name: str) -> None:
        def work(tab: Tab) -> None:
            assert tab.locator("#letter pre").inner_text().startswith("Dear [name],")
            assert tab.locator("main input, main textarea, main button").count() == 0

        on(bench, work, scripts=False, address=f"/resources/checklist-{name}/")

    def test_a_checklist_without_a_letter_can_be_ticked_too(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.get_by_role("checkbox").first.check()
            tab.reload()
            assert (tab.get_by_role("checkbox").first.is_checked(), tab.locator("#letter").count()) == (True, 0)

        on(bench, work, address="/resources/checklist-before-a-consultation/")

    @pytest.mark.parametrize("name", ALL_FOUR)
    def test_it_prints_on_one_sheet(self, bench: Bench, name: str) -> None:
        def work(tab: Tab) -> int:
            return tab.pdf(format="A4").count(b"/Type /Page\n")

        assert on(bench, work, address=f"/resources/checklist-{name}/") == 1
