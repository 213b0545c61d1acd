"""What somebody may write into a form who means no good, or whose keyboard does not."""

from __future__ import annotations

EVIL = "evil@evil.example"
COUNTED_OUT = "999999999"  # what the template below would make
HOSTILE = {
    "a header on a line of its own": f"Mara\r\nBcc: {EVIL}\r\n\r\nBuy this",
    "a header in an encoded word": f"=?utf-8?q?Mara=0ABcc=3A_{EVIL.replace('@', '=40')}?=",
    "an encoded word in base64": "=?utf-8?b?TWFyYQ0KQmNjOiBldmlsQGV2aWwuZXhhbXBsZQ==?=",
    "control characters": "Mara\x00\x1b[2J\x07",
    "marks that turn the reading round": "Mara \u202eelpmas\u202c \u2066x\u2069",
    "other ends of lines": "Mara\u2028Bcc: evil\u2029\x85x",
    "HTML": '</textarea></form><script>alert(1)</script><img src=x onerror="alert(1)">',
    "a template": "{{ 111111111 * 9 }}{% for one in all %}{{ config }}",
    "a formula": '=HYPERLINK("https://evil.example","x")',
    "a quotation's end": '" autofocus onfocus="alert(1)',
    "a path": "../../../etc/passwd",
    "a long word": "x" * 4_900,
    "very much of it": "long " * 2_000,
    "one endless word": "x" * 30_000,
}
