"""HTML back to text: plain to paste anywhere, or Markdown that gives the same HTML again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_core.html_text import as_markdown, as_text
from hub_core.markdown_text import AuthorMarkdown, Target
from hub_core.problems import Problem

PAGE = "https://hub.example/articles/a/"


def html(markdown: str) -> str:
    made, _ = AuthorMarkdown(lambda written: Target(written, written)).render(markdown, lambda _, what: Problem("a.md", 1, "", what))
    return str(made.html)


class TestPlainText:
    @pytest.mark.parametrize(
        ("given", "text"),
        [
            ("<h2>Before the call</h2><p>Breathe.</p>", "Before the call\n---------------\n\nBreathe.\n"),
            ('<p>See <a href="/tips/">the tips</a>.</p>', "See the tips (https://hub.example/tips/).\n"),
            ('<p><a href="https://a.example/">a.example</a></p>', "a.example\n"),
            ('<ul class="ticks"><li>Call.</li><li>Write.</li></ul>', "[ ] Call.\n[ ] Write.\n"),
            ("<ol><li>One</li><li>Two<ul><li>inside</li></ul></li></ol>", "1. One\n2. Two\n   - inside\n"),
            ("<blockquote><p>No.</p></blockquote><p>She said.</p>", "> No.\n\nShe said.\n"),
            ("<p>One<br>two</p>", "One\ntwo\n"),
            ("<pre><code>Dear\n  you</code></pre>", "    Dear\n      you\n"),
            ('<p><img src="/a.svg" alt="A lamp"></p>', "[Picture: A lamp]\n"),
            ("<table><tr><th>Who</th><th>When</th></tr><tr><td>Jo</td><td>now</td></tr></table>", "Who   When\nJo   now\n"),
            ("<p>a</p><script>alert(1)</script><p>b</p>", "a\n\nb\n"),
            ("", "\n"),
        ],
    )
    def test_a_piece_of_html_is_read_as_this(self, given: str, text: str) -> None:
        assert as_text(given, PAGE) == text

    @given(st.text(alphabet="<>/abhlipru \"'=&;\n", max_size=200))
    def test_any_input_is_read_to_its_end(self, given: str) -> None:
        assert as_text(given, PAGE).endswith("\n")


class TestMarkdown:
    @pytest.mark.parametrize(
        "written",
        [
            "Some *words* and **strong ones**, with `code` in them.\n",
            "## 1. A heading\n\n- [ ] to tick\n- [ ] to tick too\n",
            "1. one\n2. two\n    - inside\n\nAfter it.\n",
            "> quoted\n>\n> - in it\n\nAfter it.\n",
            "| Who | When |\n| --- | --- |\n| Jo | now |\n",
            "```\nDear you,\n  thank you\n```\n",
            "A claim[^1].\n\n[^1]: Its reason.\n",
            "1986\\. A great year, with 2 \\* 3 and snake_case.\n",
            "[A page](https://hub.example/tips/)\n",
        ],
    )
    def test_what_was_rendered_comes_back_as_markdown_that_renders_the_same(self, written: str) -> None:
        assert html(as_markdown(html(written), PAGE)) == html(written)

    def test_addresses_are_whole(self) -> None:
        assert as_markdown('<p><a href="/tips/">tips</a> <img src="../b.svg" alt="B"></p>', PAGE) == (
            "[tips](https://hub.example/tips/) ![B](https://hub.example/articles/b.svg)\n"
        )

    @given(st.text(alphabet="#*_`[]()<>&+1 \nab!|\\", max_size=60))
    def test_no_text_is_taken_for_a_mark(self, words: str) -> None:
        given = f"<p>{' '.join(words.split()).replace('&', '&amp;').replace('<', '&lt;')}</p>"
        assert as_text(html(as_markdown(given, PAGE)), PAGE).split() == as_text(given, PAGE).split()
