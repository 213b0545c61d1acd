"""The index of the search, made by Pagefind and kept between builds: a build without a new word copies it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from .records import stamp

SECONDS = 600
KEPT = 2  # indexes: the preview's and the published site's may differ by a draft
# Pagefind ships interfaces of its own beside the index; the search page has its own.
_NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "*.pf_meta", "wasm.*", "filter", "fragment", "index")


def make_index(pages: dict[str, str], cache: Path) -> tuple[Path | None, str]:
    """Give the folder of the index, made now or found in `cache`; or None and why there is none.

    `pages` are HTML by file name. A machine that cannot run Pagefind gets a site whose search page is a list.
    """
    try:
        version = metadata.version("pagefind")
    except metadata.PackageNotFoundError:
        return None, "Pagefind is not installed"
    folder = cache / stamp(pages, version)
    try:
        if not (folder / "pagefind.js").is_file():
            if why := _run(pages, cache, folder):
                return None, why
            _forget(cache, folder)
    except OSError as error:
        return None, f"it could not be written: {error.strerror or 'unknown reason'}"
    return folder, ""


def _run(pages: dict[str, str], cache: Path, folder: Path) -> str:
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=cache) as place:
        site, made, kept = Path(place, "site"), Path(place, "made"), Path(place, "kept")
        for name, text in pages.items():
            file = site / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        site.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", str(made), "--silent"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return f"Pagefind took more than {SECONDS} seconds"
        if done.returncode or not (made / "pagefind.js").is_file():
            return f"Pagefind does not run here (exit code {done.returncode})"
        kept.mkdir()
        for pattern in _NEEDED:
            for one in made.glob(pattern):
                one.rename(kept / one.name)
        shutil.rmtree(folder, ignore_errors=True)
        kept.rename(folder)
    return ""


def _forget(cache: Path, newest: Path) -> None:
    others = [one for one in cache.iterdir() if one != newest and not one.name.startswith(".")]
    for one in sorted(others, key=lambda one: one.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(one, ignore_errors=True)
