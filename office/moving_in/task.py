"""The task `article.import`: one saved page becomes a draft, after an account of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editorial.parse import parse_article
from hub_core.atomic import write_text
from hub_core.documents import parse_document
from hub_core.problems import one_of
from office.workbench import say
from office.workbench.new import read_words

from .article import draft_of
from .reading import MAX_BYTES


def task(root: Path, files: Sequence[str], *, category: str = "", comments: bool = False, dry_run: bool = False) -> int:
    """Import saved pages, print the account of each, and give 1 when one could not be imported."""
    if not files:
        raise say.Stop("Name the saved page: article.import page.html --category saying-no", code=say.MISUSE)
    words = read_words(root)
    folder = words.vocabulary.categories.find(category) if category else None
    if folder is None:
        known = list(words.vocabulary.categories)
        remedy = one_of(category, known, what="category") if category else f"name the category with --category: {say.any_of(known)}"
        raise say.Stop(f"{remedy[0].upper()}{remedy[1:]}.", code=say.MISUSE)
    members = {name.casefold(): slug for slug, name in words.members.items()}
    failed = False
    for name in files:
        say.out(f"{name}:")
        try:
            with open(name, "rb") as opened:
                raw = opened.read(MAX_BYTES + 1)
        except OSError as error:  # the others are imported all the same
            failed = True
            say.err(f"    Not imported: {error.strerror or 'it cannot be read'}. Save the page as HTML and name that file.")
            continue
        draft = draft_of(raw, folder, words.today, members, with_comments=comments) if len(raw) <= MAX_BYTES else None
        if draft is None:
            failed = True
            reason = f"is larger than {MAX_BYTES // 1_000_000} MB" if len(raw) > MAX_BYTES else "holds no title or no text that could be found"
            say.err(f"    Not imported: the page {reason}.")
            continue
        say.out(*(f"    {line}" for line in draft.account))
        there = [path for path in draft.files if (root / path).exists()]
        same = [*(root / "content/articles").glob(f"*/{draft.slug}.md")]
        if there or same:
            failed = True
            say.err(f"    Not imported: {there[0] if there else say.shown(same[0], root)} is there already. Move or rename it first.")
            continue
        if dry_run:
            say.out(f"    A dry run: nothing was written. It would be {', '.join(draft.files)}.")
            continue
        for path, text in draft.files.items():
            write_text(root / path, text)
        article = next(iter(draft.files))
        document, problems = parse_document(draft.files[article], article)
        if document is not None:
            problems += parse_article(document, folder, words.vocabulary, words.zone)[1]
        say.out(f"    Written, as a draft: {', '.join(draft.files)}.", *(f"    {problem}" for problem in problems))
    return say.TROUBLE if failed else say.DONE
