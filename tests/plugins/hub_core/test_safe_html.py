"""Visitors' text as HTML: what is kept, and what no text can bring in."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from hub_core.safe_html import MAX_CHARACTERS, SCHEMES, TAGS, plain_text, visitor_html

PIECES = [
    "<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<p style='x'>", "<b>", "javascript:", "data:",
    "[a](", ")", "![", "](", "<a href=", ">", "<", "&lt;", "&#106;", "`", "```\n", "> ", "- ", "1. ", "\n\n", "\n", "**", "*", "_", "\\",
    '"', "'", "http://x.example", "x", "[x]: javascript:alert(1)\n", "<!--", "-->", "<![CDATA[", "\0", "\u202e", "<style>", "onclick=", "&",
]  # fmt: skip
PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<iframe src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://tracker.example/p.gif)",
    "[x](https://a.example/\"onmouseover=alert(1)//)",
    "[x](https://a.example 'title\" onclick=alert(1)')",
    "[x]: javascript:alert(1)\n\n[x]",
    "<p style=\"background:url(javascript:alert(1))\">x</p>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form action=/forms/comment><input name=x></form>",
    "<!--<img src=x onerror=alert(1)>-->",
    "`<img src=x onerror=alert(1)>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "\\<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]  # fmt: skip


class Seen(HTMLParser):
    """Which tags and attributes a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--")


def harmless(html: str) -> bool:
    seen = Seen(html)
    return (
        seen.tags <= TAGS
        and seen.attributes <= {("a", "href"), ("a", "rel")}
        and all(urlsplit(link).scheme in (*SCHEMES, "") for link in seen.links)
    )


class TestWhatIsKept:
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
            ("a\nb", "<p>a<br>\nb</p>"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
            ("1. a", "<ol>\n<li>a</li>\n</ol>"),
            ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
            ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
            ("", ""),
        ],
    )
    def test_emphasis_lists_quotes_and_code_are_kept(self, text: str, html: str) -> None:
        assert visitor_html(text) == html

    @pytest.mark.parametrize("address", ["https://a.example/", "http://a.example/", "mailto:jo@a.example"])
    def test_a_link_is_kept_and_marked_as_a_visitor_s(self, address: str) -> None:
        assert visitor_html(f"[a]({address})") == f'<p><a href="{address}" rel="nofollow ugc noopener">a</a></p>'

    @pytest.mark.parametrize("text", ["[](https://a.example/?b=1&c=%22)", "[ ](https://a.example/?b=1&c=%22)"])
    def test_a_link_without_words_shows_where_it_leads(self, text: str) -> None:
        assert plain_text(visitor_html(text)) == "https://a.example/?b=1&c=%22"

    def test_a_link_without_words_that_leads_nowhere_is_none(self) -> None:
        assert visitor_html("A []() b") == "<p>A  b</p>"

    def test_a_link_s_title_is_not_kept(self) -> None:
        assert visitor_html('[a](https://a.example/ "t")') == '<p><a href="https://a.example/" rel="nofollow ugc noopener">a</a></p>'

    @pytest.mark.parametrize("text", ["# a", "## a", "a\n===", "a\n---", "---"])
    def test_a_heading_and_a_rule_stay_words(self, text: str) -> None:
        assert Seen(visitor_html(text)).tags <= {"p", "br"}

    def test_a_picture_is_never_loaded(self) -> None:
        assert "img" not in Seen(visitor_html("![a](https://a.example/p.gif)")).tags

    def test_html_is_shown_as_it_was_written(self) -> None:
        assert visitor_html("<b>a</b>") == "<p>&lt;b&gt;a&lt;/b&gt;</p>"

    def test_the_result_needs_no_more_escaping(self) -> None:
        assert isinstance(visitor_html("a"), Markup)


# What prose is made of, and what only looks like it. A fence of ` or ~ would take in all that follows.
PROSE = st.lists(
    st.one_of(
        st.sampled_from(["Thank you", "I’d say", "a", "é", " ", ", ", "(or not)", "10%", "1. ", "- ", "\n", "\n\n", "…", "!", "?", "and/or", "https://example.org"]),
        st.text(alphabet=st.characters(categories=["L", "N", "P", "Z", "S", "M"], exclude_characters="`~"), max_size=3),
    ),
    max_size=12,
).map("".join)


class TestProse:
    @given(PROSE)
    def test_becomes_the_same_alone_and_before_what_is_no_prose(self, text: str) -> None:
        alone = visitor_html(text)
        assert visitor_html(f"{text}\n\n*so*") == (f"{alone}\n" if alone else "") + "<p><em>so</em></p>"

    def test_keeps_its_paragraphs_and_its_lines(self) -> None:
        assert visitor_html("One line,\nand another.\n\nThen more.") == "<p>One line,<br>\nand another.</p>\n<p>Then more.</p>"


class TestWhatCannotComeIn:
    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_a_known_attack_leaves_nothing_behind(self, payload: str) -> None:
        assert harmless(visitor_html(payload))

    @given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=20).map("".join))
    def test_no_text_makes_a_tag_an_attribute_or_a_scheme_outside_the_list(self, text: str) -> None:
        assert harmless(visitor_html(text))

    @given(st.lists(st.sampled_from(PAYLOADS), max_size=4).map("\n\n".join))
    def test_no_mixture_of_attacks_does(self, text: str) -> None:
        assert harmless(visitor_html(text))

    def test_a_text_of_the_longest_length_is_taken(self) -> None:
        assert visitor_html("x" * MAX_CHARACTERS) == f"<p>{'x' * MAX_CHARACTERS}</p>"

    def test_a_longer_text_is_refused(self) -> None:
        with pytest.raises(ValueError, match="longer"):
            visitor_html("x" * (MAX_CHARACTERS + 1))

    @pytest.mark.parametrize("sign", ["[", "`", "> ", "<"])
    def test_the_longest_run_of_one_sign_is_still_harmless(self, sign: str) -> None:
        assert harmless(visitor_html((sign * MAX_CHARACTERS)[:MAX_CHARACTERS]))


class TestPlainText:
    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("<p>One.</p><p>Two.</p>", "One. Two."),
            ("<p>It is <em>great</em>!</p>", "It is great!"),
            ("<p><strong>un</strong>believable</p>", "unbelievable"),
            ("<ul><li>a</li><li>b</li></ul>", "a b"),
            ("a<br>b", "a b"),
            ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
            ("<p>a</p>\n\n<p>b\tc</p>", "a b c"),
            ("", ""),
            ("<p></p>", ""),
        ],
    )
    def test_the_words_stand_on_one_line_without_tags(self, html: str, text: str) -> None:
        assert plain_text(html) == text

    def test_html_that_is_marked_as_safe_loses_its_tags_too(self) -> None:
        assert plain_text(visitor_html("Thank *you*.\n\nMara")) == "Thank you. Mara"

    def test_a_script_s_words_are_not_words(self) -> None:
        assert plain_text("<p>a</p><script>alert(1)</script>") == "a"

    @given(st.lists(st.one_of(st.sampled_from(["<p>", "</p>\n<p>", "<br>\n", "a word ", "&amp;", '"']), st.text(max_size=4)), max_size=10).map("".join))
    def test_prose_has_the_same_words_with_an_empty_tag_at_its_end(self, html: str) -> None:
        assert plain_text(f"{visitor_html(html)}<em></em>") == plain_text(visitor_html(html))

    @given(st.text())
    def test_a_visitor_s_text_is_one_line(self, text: str) -> None:
        assert "\n" not in plain_text(visitor_html(text))
