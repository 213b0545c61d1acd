"""A small checkout for the office's tests: settings, a vocabulary, one member, one article."""

from __future__ import annotations

from pathlib import Path

VOCABULARY = """\
categories:
  starting-out: {name: "Starting out", description: "The first month."}
  saying-no: {name: "Saying no", description: "Refusing well."}
tags:
  honesty: {name: "Honesty"}
  first-clients: {name: "First clients"}
tip_topics:
  money: {name: "Money"}
resource_categories:
  first-steps: {name: "First steps"}
service_groups:
  finance: {name: "Finance"}
services:
  bookkeeping: {name: "Bookkeeping", group: finance, synonyms: ["book-keeping"]}
tools:
  xero: {name: "Xero"}
industries:
  charities: {name: "Charities"}
"""

MEMBER = """\
---
name: "Jo Sample"
sample: true
headline: "Keeps books that balance"
services: [bookkeeping]
languages:
  - {code: en, level: native}
time_zone: Europe/Lisbon
hours: "09:00-17:00"
since: 2014
availability: open
confirmed: 2026-02-10
joined: 2026-02-10
---
I keep books for small charities.
"""

ARTICLE = """\
---
title: "A first month"
date: 2026-03-01
author: jo-sample
summary: "What the first month as a virtual assistant is like, week by week."
---
It is long.
"""

SETTINGS = 'HUB = {"owner": "jo-sample"}\nSITEURL = "http://127.0.0.1:8000"\n'


def make_site(root: Path) -> Path:
    """Write the checkout into `root`, which may have a space in its name, and give `root`."""
    for name, text in {
        "pelicanconf.py": SETTINGS,
        "content/vocabulary.yaml": VOCABULARY,
        "content/members/jo-sample.md": MEMBER,
        "content/articles/starting-out/a-first-month.md": ARTICLE,
    }.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root
