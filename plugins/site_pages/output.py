"""The files of the built site, put into its folder. A large directory has tens of thousands: no step is done twice."""

from __future__ import annotations

import os


class WrittenTwiceError(RuntimeError):
    """Two pages or files of the site have one address."""


class Output:
    """A folder that a site is written to. What stood in it before the build is replaced."""

    def __init__(self, folder: str) -> None:
        self._folder = os.path.abspath(folder)  # noqa: PTH100
        self._folders: set[str] = set()
        self._files: dict[str, bool] = {}  # what this build has written, and whether that overrides others

    def write(self, name: str, text: str, *, overriding: bool = False) -> str:
        """Write a text (UTF-8, line ends as they are) to `a/b.html` under the folder, and give the whole path of the file.

        With `overriding` it takes the place of what others write under the name, before it or after, as Pelican has it.
        Raises WrittenTwiceError for a name that this build has written already, and OSError.
        """
        if (overrides := self._files.get(name)) is not None:
            if overrides is overriding:
                raise WrittenTwiceError(f"{name} would be written twice; two pages have one address")
            if overrides:
                return f"{self._folder}/{name}"
        self._files[name] = overriding
        file = f"{self._folder}/{name}"
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            try:
                os.mkdir(f"{self._folder}/{folder}")  # noqa: PTH102 (most lie in a folder that is there)
            except OSError:
                os.makedirs(f"{self._folder}/{folder}", exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        # Without a stream object: for files of this size it takes longer to make than they take to write.
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
        try:
            rest = memoryview(text.encode("utf-8"))
            while rest:
                rest = rest[os.write(opened, rest) :]
        finally:
            os.close(opened)
        return file
