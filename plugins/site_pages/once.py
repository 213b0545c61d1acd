"""Parts of pages that look the same wherever they stand: rendered once in a build, and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup


class Once:
    """What templates call as `once("a name of the part", macro, …)` instead of `macro(…)`.

    The name stands for the macro and all that it is given: a part that may look otherwise needs another name. A person's row
    is in a dozen lists and the footer on every page, and to render them anew each time takes a good part of a large build.
    """

    def __init__(self) -> None:
        self._kept: dict[object, Any] = {}

    def __call__(self, name: object, macro: Callable[..., Any], *given: Any) -> Any:
        """Give what the macro gives, from the first time on that which it gave then."""
        try:
            return self._kept[name]
        except KeyError:
            made = self._kept[name] = macro(*given)
            return made

    def each(self, name: str, macro: Callable[..., Any], entries: Iterable[Any], *given: Any) -> Markup:
        """Give what the macro gives for each entry, a line end after each; `name` and the entry's slug are the name of the part."""
        return Markup("".join(f"{self((name, entry.slug), macro, entry, *given)}\n" for entry in entries))  # noqa: S704 (macros give markup)
