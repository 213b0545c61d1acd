"""A site with an article that has everything around its text, and a resource that the hub earns from."""

from __future__ import annotations

from served import REPOSITORY
from walking import photograph

WHOLE = "/articles/a-whole-article/"
# The beginning of a shipped article, so that there is one about the same things.
ALIKE = (REPOSITORY / "content/articles/working-with-clients/preparing-for-a-consultation.md").read_text(encoding="utf-8").split("---\n", 2)[2].split("\n## ")[0]
GUEST = """\
---
title: "A whole article"
date: 2026-11-20
updated: 2026-11-21
updated_note: "the second table is new"
author: "Nell Harrow"
guest:
  headline: "Keeps a choir in order"
  links: [{name: "Her site", url: "https://nell.example/"}, {name: "Her choir", url: "https://choir.example/"}, {name: "Her letters", url: "https://letters.example/"}]
tags: [honesty, mistakes, communication]
series: when-things-go-wrong
part: 4
picture: images/desk.jpg
picture_alt: "A desk in grey"
summary: "What goes on a page: a picture, a pull quote, a footnote, headings that lead somewhere, and a tool that I use."
source: {name: "Nell's own pages", url: "https://nell.example/whole/", canonical: "https://nell.example/whole/", licence: CC-BY-4.0}
licence: CC-BY-4.0
aliases: [/2019/05/whole.html]
---
I keep the list in [Linebook]({filename}/resources/linebook.md) and tell clients early.[^1]

## A first heading

![A desk again]({static}/images/desk.jpg "The desk, seen from the door")

!!! pull "Nell Harrow"
    A mistake that is told at nine is half mended by ten.

## A second heading

""" + ALIKE * 6 + """

## A third heading

What goes wrong on a project is told before anybody asks: the failed import, the missed deadline, the wrong file.

[^1]: By telephone, and a note after it.
"""
TOOL = """\
---
title: "Linebook"
url: https://linebook.example/
kind: tool
category: money-and-tax
audience: [vas]
cost: paid
price: from 9.50 EUR a month
affiliate: true
alternatives: [xero]
summary: "Keeps one line for each promise that you made to a client, and the day on which it is due."
---
It keeps lines.
"""
ADDED = {
    "articles/professionalism/a-whole-article.md": GUEST.encode(),
    "resources/linebook.md": TOOL.encode(),
    "images/desk.jpg": photograph(),
}
