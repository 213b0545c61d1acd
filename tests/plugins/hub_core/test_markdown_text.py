"""Authors' Markdown: what it becomes, where its links lead, and what cannot stand in it."""

from __future__ import annotations

import re

import pytest

from hub_core.markdown_text import MAX_BRACKETS, AuthorMarkdown, Rendered, Target, TocItem
from hub_core.problems import Problem

from ..make import document, places, remedies


def resolve(written: str) -> Target:
    """Know two pages and a picture, and nothing else."""
    known = {
        "/tips/": Target("/base/tips/", "/tips/"),
        "{filename}/pages/about.md": Target("/base/about/", "/about/"),
        "{static}/images/a.svg": Target("/base/images/a.svg", "/images/a.svg", (40, 30)),
        "{static}/files/a.pdf": Target("/base/files/a.pdf", "/files/a.pdf"),
    }
    return known.get(written, Target(remedy=f"there is no {written}"))


def both(text: str, markdown: AuthorMarkdown | None = None) -> tuple[Rendered, list[Problem]]:
    made = document("content/articles/saying-no/a.md", {"title": "A"}, text)  # the body's first line is 4
    return (markdown or AuthorMarkdown(resolve)).render(text, made.body_problem)


def html(text: str) -> str:
    rendered, problems = both(text)
    assert problems == []
    return str(rendered.html)


class TestHeadings:
    def test_a_heading_has_an_id_of_its_words(self) -> None:
        assert html("## What to say\n") == '<h2 id="what-to-say">What to say</h2>'

    def test_two_headings_of_the_same_words_have_two_ids(self) -> None:
        assert re.findall(r'id="([^"]+)"', html("## Say\n\n## Say\n")) == ["say", "say_1"]

    def test_the_contents_hold_second_and_third_headings_in_their_tree(self) -> None:
        rendered, _ = both("## One\n\n### In *one*\n\n#### Deeper\n\n## Don't & do\n")
        assert rendered.toc == (
            TocItem("one", "One", (TocItem("in-one", "In one", ()),)),
            TocItem("dont-do", "Don’t & do", ()),
        )

    @pytest.mark.parametrize("heading", ["# The title", "The title\n========="])
    def test_a_first_heading_is_a_problem_that_says_how_to_write_it(self, heading: str) -> None:
        _, problems = both(f"{heading}\n")
        assert (places(problems), remedies(problems)) == (
            [(4, "text")], ["the title is the page's only first heading; write '## The title'"],
        )  # fmt: skip

    def test_a_first_heading_with_an_apostrophe_is_told_at_its_line_in_plain_words(self) -> None:
        _, problems = both("One.\n\n# What you don't say\n")
        assert (places(problems), remedies(problems)) == (
            [(6, "text")], ["the title is the page's only first heading; write '## What you don’t say'"],
        )  # fmt: skip


class TestTables:
    TABLE = "| What | Hours |\n|------|------:|\n| x    | 3     |\n"

    def test_a_column_is_aligned_by_a_class_and_never_by_a_style(self) -> None:
        made = html("| l | c | r |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n")
        assert (re.findall(r"<td[^>]*>", made), "style" in made, "align" in made) == (
            ["<td>", '<td class="al-c">', '<td class="al-r">'], False, False,
        )  # fmt: skip

    def test_a_table_scrolls_in_a_named_region_that_a_keyboard_reaches(self) -> None:
        assert html(self.TABLE).startswith('<div aria-label="Table: What Hours" class="table-scroll" role="region" tabindex="0"><table>')

    def test_a_table_within_a_list_has_its_region_too(self) -> None:
        assert html("- a\n\n    | x | y |\n    |---|---|\n    | 1 | 2 |\n").count('class="table-scroll"') == 1

    def test_the_region_s_name_is_cut_between_characters_and_not_within_one(self) -> None:
        head = " ".join(["what's"] * 20)
        label = re.search(r'aria-label="([^"]*)"', html(f"| {head} | b |\n|---|---|\n| 1 | 2 |\n"))
        assert label is not None
        assert label[1] == "Table: " + " ".join(["what’s"] * 20)[:80]

    def test_what_follows_a_table_still_follows_it(self) -> None:
        assert html(self.TABLE + "\nAfter.\n").endswith("</table></div>\n<p>After.</p>")


class TestTicks:
    @pytest.mark.parametrize("box", ["[ ]", "[x]", "[X]"])
    def test_a_list_of_boxes_is_a_list_to_tick(self, box: str) -> None:
        assert html(f"- {box} One\n- {box} *Two*\n") == '<ul class="ticks">\n<li>One</li>\n<li><em>Two</em></li>\n</ul>'

    def test_a_list_with_paragraphs_is_one_too(self) -> None:
        assert html("- [ ] One\n\n- [ ] Two\n") == '<ul class="ticks">\n<li>\n<p>One</p>\n</li>\n<li>\n<p>Two</p>\n</li>\n</ul>'

    def test_a_list_with_one_item_without_a_box_is_none(self) -> None:
        assert html("- [ ] One\n- Two\n") == "<ul>\n<li>[ ] One</li>\n<li>Two</li>\n</ul>"


class TestPictures:
    def test_a_picture_on_its_own_is_a_figure_with_its_title_as_the_caption(self) -> None:
        assert html('![Two hands]({static}/images/a.svg "The handoff")\n') == (
            '<figure><img alt="Two hands" decoding="async" height="30" loading="lazy" src="/base/images/a.svg" width="40">'
            "<figcaption>The handoff</figcaption></figure>"
        )

    def test_a_picture_without_a_title_is_a_figure_without_a_caption(self) -> None:
        assert "figcaption" not in html("![Two hands]({static}/images/a.svg)\n")

    def test_a_picture_among_words_stays_among_them(self) -> None:
        assert html("See ![two hands]({static}/images/a.svg) here.\n").startswith("<p>See <img ")

    @pytest.mark.parametrize("alt", ["", " "])
    def test_a_picture_without_words_is_a_problem_at_its_line(self, alt: str) -> None:
        assert places(both(f"One.\n\n![{alt}]({{static}}/images/a.svg)\n")[1]) == [(6, "text")]

    @pytest.mark.parametrize("source", ["https://tracker.example/p.gif", "data:image/png;base64,x", "HTTP://x.example/a.png"])
    def test_a_picture_from_elsewhere_is_a_problem(self, source: str) -> None:
        assert places(both(f"![x]({source})\n")[1]) == [(4, "text")]

    def test_a_picture_that_is_not_there_is_a_problem_at_its_line(self) -> None:
        _, problems = both("One.\n\n![x]({static}/images/none.svg)\n")
        assert (places(problems), remedies(problems)) == ([(6, "text")], ["there is no {static}/images/none.svg"])


class TestLinks:
    @pytest.mark.parametrize("address", ["https://a.example/", "HTTP://a.example/x?y=1"])
    def test_a_link_that_leaves_the_site_says_so(self, address: str) -> None:
        assert html(f"[a]({address})\n") == f'<p><a href="{address}" rel="external noopener">a</a></p>'

    def test_a_link_inside_the_site_is_resolved_and_remembered_once(self) -> None:
        rendered, problems = both("[a](/tips/) and [b]({filename}/pages/about.md) and [c](/tips/)\n")
        assert (rendered.links, re.findall(r'href="([^"]+)"', rendered.html), problems) == (
            ("/tips/", "/about/"), ["/base/tips/", "/base/about/", "/base/tips/"], [],
        )  # fmt: skip

    def test_a_link_by_reference_is_resolved_too(self) -> None:
        assert both("[a][1]\n\n[1]: /tips/\n")[0].links == ("/tips/",)

    @pytest.mark.parametrize("address", ["mailto:jo@a.example", "tel:+351210000000", "#below"])
    def test_a_letter_a_call_and_a_place_on_the_page_stay_as_they_are(self, address: str) -> None:
        assert html(f"[a]({address})\n") == f'<p><a href="{address}">a</a></p>'

    def test_an_address_for_letters_between_angles_is_a_link_to_write_to(self) -> None:
        rendered, problems = both("<jo@a.example>\n")
        assert (rendered.links, problems, rendered.html.unescape()) == (
            (), [], '<p><a href="mailto:jo@a.example">jo@a.example</a></p>',
        )  # fmt: skip

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "file:///etc/passwd"])
    def test_a_link_of_another_kind_is_a_problem_at_its_line(self, address: str) -> None:
        assert places(both(f"One.\n\n[a]({address})\n")[1]) == [(6, "text")]

    def test_a_link_that_leads_nowhere_is_a_problem_at_its_line(self) -> None:
        _, problems = both("One.\n\n[a](/none/)\n")
        assert (places(problems), remedies(problems)) == ([(6, "text")], ["there is no /none/"])

    def test_a_link_in_a_footnote_is_looked_at_too(self) -> None:
        assert places(both("One.[^1]\n\n[^1]: See [a](/none/).\n")[1]) == [(6, "text")]

    def test_a_link_without_an_address_is_a_problem_at_its_line(self) -> None:
        assert places(both("One.\n\n[a]()\n")[1]) == [(6, "text")]

    def test_a_link_in_code_is_no_link(self) -> None:
        assert both("`[a](/none/)`\n")[1] == []


class TestUnsafe:
    TAGS = ("script", "style", "iframe", "object", "embed", "form", "input", "link", "meta", "base", "svg", "math")

    @pytest.mark.parametrize("tag", TAGS)
    def test_a_raw_tag_that_the_page_would_block_is_a_problem_at_its_line(self, tag: str) -> None:
        _, problems = both(f"One.\n\n<{tag.upper()} x>\n")
        assert (places(problems), tag in remedies(problems)[0]) == ([(6, "text")], True)

    @pytest.mark.parametrize(
        "raw",
        ['<p style="x">', "<b onclick=x>", "<img alt=x src=x onerror = x>", '<p title="a > b" onclick="x">', "<p\nstyle=x>", "<p STYLE=x>"],
    )
    def test_a_raw_handler_or_style_is_a_problem_at_its_line(self, raw: str) -> None:
        assert set(places(both(f"One.\n\n{raw}\n")[1])) == {(6, "text")}

    @pytest.mark.parametrize("raw", ['<a href="/tips/">x</a>', "<img src=/a.svg alt=x>", "<A class=b HREF='https://a.example/'>x</A>"])
    def test_a_raw_link_or_picture_is_a_problem_because_nothing_checks_it(self, raw: str) -> None:
        assert places(both(f"One.\n\n{raw}\n")[1]) == [(6, "text")]

    @pytest.mark.parametrize("raw", ["Dear <name>,", "<client-name>", "Hello <Your.Name x>", "<first name>"])
    def test_a_place_to_fill_in_is_a_problem_because_no_browser_shows_it(self, raw: str) -> None:
        assert places(both(f"One.\n\n{raw}\n")[1]) == [(6, "text")]

    @pytest.mark.parametrize("text", ["<https://a.example/>", "<jo@a.example>", "\\<name>", "a <3 b", "<!-- a note to myself -->", "x<br/>y"])
    def test_an_address_between_angles_a_break_and_a_remark_are_no_places_to_fill_in(self, text: str) -> None:
        assert both(f"{text}\n")[1] == []

    @pytest.mark.parametrize("raw", ['<a href="javascript:x">y</a>', "<a class=z href=' JavaScript:x'>y</a>"])
    def test_a_raw_link_to_a_script_is_a_problem_at_its_line(self, raw: str) -> None:
        assert places(both(f"One.\n\n{raw}\n")[1]) == [(6, "text")]

    @pytest.mark.parametrize("text", ["## A {: style=x }\n", "A\n{: onclick=x }\n", "[a](/tips/){: onclick=x }\n", "*a*{: style=x }\n"])
    def test_an_attribute_list_cannot_bring_a_handler_or_a_style_in(self, text: str) -> None:
        assert len(both(text)[1]) == 1

    @pytest.mark.parametrize(
        "code", ["`<script>`", "``<script> ` ``", "```\n<script>\n```\n", "~~~~\n<script>\n~~~\n<b onclick=x>\n~~~~\n", "a `<b style=x>` b"]
    )
    def test_what_stands_in_code_is_shown_and_no_problem(self, code: str) -> None:
        assert "<script>" not in html(f"{code}\n")

    def test_the_line_told_is_the_tag_s_and_not_that_of_the_code_above_it(self) -> None:
        assert places(both("Never write `<script>`:\n\n<script>alert(1)</script>\n")[1]) == [(6, "text")]

    @pytest.mark.parametrize("text", ["\\`<script>\\`\n", "`<script>\n", "```\ncode\n```\n<script>\n```\n"])
    def test_what_only_looks_like_code_is_a_problem(self, text: str) -> None:
        assert len(both(text)[1]) >= 1

    @pytest.mark.parametrize("text", ["a < b and style = x\n", "<b>bold</b> once\n", "Use style = 1.\n", "on = off\n", "<kbd>Esc</kbd>\n"])
    def test_harmless_html_and_plain_words_are_no_problem(self, text: str) -> None:
        assert both(text)[1] == []


class TestLimits:
    def test_a_text_with_as_many_brackets_as_allowed_is_rendered(self) -> None:
        assert both("[x\n\n" * MAX_BRACKETS)[1] == []

    def test_a_text_with_more_is_a_problem_and_not_rendered(self) -> None:
        rendered, problems = both("One.\n\n" + "[" * (MAX_BRACKETS + 1))
        assert (rendered.html, places(problems)) == ("", [(6, "text")])


class TestState:
    def test_one_text_leaves_nothing_behind_for_the_next(self) -> None:
        markdown = AuthorMarkdown(resolve)
        both("## One\n\nA[^1] [x](/none/) [r][1] VA\n\n[^1]: Note.\n\n[1]: /tips/\n\n*[VA]: assistant\n", markdown)
        rendered, problems = both("## One\n\nA[^1] [r][1] VA\n", markdown)
        assert (rendered.html, rendered.links, problems) == ('<h2 id="one">One</h2>\n<p>A[^1] [r][1] VA</p>', (), [])

    def test_the_same_text_is_rendered_the_same_again(self) -> None:
        markdown = AuthorMarkdown(resolve)
        text = "A \"quote\"[^1]\n\n[^1]: It's a note.\n"
        assert both(text, markdown)[0] == both(text, markdown)[0]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "made"),
        [('"so"', "&ldquo;so&rdquo;"), ("it's", "it&rsquo;s"), ("a -- b", "a &ndash; b"), ("a --- b", "a &mdash; b"), ("so...", "so&hellip;")],
    )
    def test_straight_signs_become_printers_signs(self, text: str, made: str) -> None:
        assert html(text) == f"<p>{made}</p>"

    def test_signs_in_code_stay_straight(self) -> None:
        assert html("`\"it's\"`") == "<p><code>\"it's\"</code></p>"

    def test_a_footnote_is_linked_there_and_back(self) -> None:
        made = html("A.[^a]\n\n[^a]: Note.\n")
        assert re.findall(r'(?:href|id)="([^"]+)"', made) == ["fnref:a", "#fn:a", "fn:a", "#fnref:a"]

    def test_an_admonition_a_definition_and_an_abbreviation_are_made(self) -> None:
        made = html('!!! note "Mind"\n    Words.\n\nTerm\n:   Meaning, VA.\n\n*[VA]: virtual assistant\n')
        assert [one in made for one in ('class="admonition note"', "<dt>Term</dt>", '<abbr title="virtual assistant">VA</abbr>')] == [True] * 3

    @pytest.mark.parametrize(
        ("title", "made"),
        [("", '<aside class="pull">\n<p>Say it.</p>\n</aside>'), (' "Mara"', '<aside class="pull">\n<p>Say it.</p>\n<p><cite>Mara</cite></p>\n</aside>')],
    )
    def test_a_pull_quote_is_set_beside_the_text_with_its_source(self, title: str, made: str) -> None:
        assert html(f"!!! pull{title}\n    Say it.\n") == made

    def test_words_are_counted_without_tags(self) -> None:
        assert both("One *two*\n\n- three\n")[0].words == 3

    def test_an_empty_text_has_no_words(self) -> None:
        assert both("") == (Rendered(both("")[0].html, (), (), 0), [])
