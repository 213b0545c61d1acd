"""The templates of the office's own pages, in the look of the site."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def templates(own: Path, theme: Path) -> Environment:
    """Give what finds and fills templates: first those in the folder `own`, then those of the theme.

    It is made once for two folders, since to compile a page's templates takes longer than to answer most requests. A file that is
    changed is read anew.
    """
    return _templates(own, theme.resolve())


@cache
def _templates(own: Path, theme: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader([own, theme]), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
