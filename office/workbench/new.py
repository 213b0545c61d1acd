"""The tasks `new.*`: a file that `check` accepts, from flags or from answers at the terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from unidecode import unidecode

from hub_core.atomic import write_text
from hub_core.clock import build_time
from hub_core.documents import parse_document, read_document
from hub_core.problems import one_of, stopping
from hub_core.schema import SLUG, validate_data
from hub_core.vocabulary import fold, read_vocabulary

from . import say
from .front_matter import Value, document
from .new_kinds import KINDS_OF_CONTENT, Kind, Question, Words
from .site import read_facts

MAX_SLUG = 80
_FEW = 12  # so many choices are shown with the question; more are shown for a `?`

Ask = Callable[[str], str]


def slug_of(title: str) -> str:
    """Give a file name for a title: a-z, 0-9 and single hyphens, cut between words. It may be empty. Pure."""
    words = re.findall(r"[a-z0-9]+", unidecode(title.replace("'", "").replace("’", "")).lower())
    slug = ""
    for word in words:
        if len(slug) + 1 + len(word) > MAX_SLUG:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "".join(words)[:MAX_SLUG]


def read_words(root: Path) -> Words:
    """Read what the closed values come from: the vocabulary and the members."""
    zone = read_facts(root).settings.time_zone
    vocabulary, problems = read_vocabulary(root / "content/vocabulary.yaml", "content/vocabulary.yaml")
    if problems:
        raise say.Stop(*map(str, problems), "Mend the vocabulary first; the new file needs its words.")
    members = {}
    for file in sorted((root / "content/members").glob("*.md")):
        member = read_document(file, file.name)[0]
        members[file.stem] = str(member.data.get("name", file.stem)) if member else file.stem
    return Words(vocabulary, members, build_time(zone).date(), zone)


def settle(kind: Kind, question: Question, answer: str, words: Words) -> tuple[str, str]:
    """Give `(answer, "")` with closed values in their own spelling, or `("", what to do)`. Pure."""
    if question.choices:
        known = question.choices(words)
        spellings = {fold(spelling): slug for slug, name in known.items() for spelling in (name, slug)}
        parts = [part.strip() for part in answer.split(",") if part.strip()] if question.many else [answer]
        found = []
        for part in parts:
            slug = spellings.get(fold(part)) or _synonym(question, part, words)
            if slug is None and not question.is_open:
                return "", one_of(part, known, what=question.name)
            if slug is None and SLUG.match(part):
                return "", f"{one_of(part, known, what=question.name)} A guest is written like a name: Jo Sample."
            found.append(slug or part)
        answer = ", ".join(found)
    if question.name in kind.model.model_fields:
        _, errors = validate_data(kind.model, {question.name: question.value(answer)})
        for name, remedy in errors:
            if name.split(".")[0] == question.name:
                return "", remedy
    return answer, ""


def _synonym(question: Question, word: str, words: Words) -> str | None:
    section = {"category": "categories", "topic": "tip_topics"}.get(question.name, question.name)
    terms = getattr(words.vocabulary, section, None)
    found = terms.find(word) if terms else None
    return found if found in (question.choices or (lambda _: {}))(words) else None


def gather(kind: Kind, given: Mapping[str, str], words: Words, ask: Ask | None) -> dict[str, str]:
    """Give all answers: from flags, then from questions when something needed is missing and somebody can be asked.

    Raises say.Stop with a line for each flag that is missing or wrong.
    """
    answers: dict[str, str] = {}
    wrong: list[str] = []
    for question in kind.questions:
        if flag := given.get(question.name, "").strip():
            answer, remedy = settle(kind, question, flag, words)
            if remedy:
                wrong.append(f"{question.flag}: {remedy}")
            answers[question.name] = answer or flag
    missing = [one for one in kind.questions if one.name not in answers and not one.default(words) and one.required(answers)]
    if wrong or (missing and ask is None):
        lines = [*wrong, *(f"{one.flag}: is missing{_say_choices(one, words)}" for one in missing)]
        raise say.Stop(*lines, code=say.MISUSE)
    for question in kind.questions:
        if question.name in answers:
            continue
        default = question.default(words)
        answer = _ask(kind, question, answers, words, ask) if missing and ask else default
        if answer:
            answers[question.name] = answer
    return answers


def _say_choices(question: Question, words: Words) -> str:
    known = list(question.choices(words)) if question.choices else []
    return f"; use one of: {', '.join(known)}" if 0 < len(known) <= _FEW else ""


def _ask(kind: Kind, question: Question, answers: Mapping[str, str], words: Words, ask: Ask) -> str:
    default = question.default(words)
    known = question.choices(words) if question.choices else {}
    hint = f" ({', '.join(known)})" if 0 < len(known) <= _FEW else " (? lists them)" if known else ""
    ending = f" [{default}]" if default else "" if question.required(answers) else " [none]"
    while True:
        answer = ask(f"{question.ask}{hint}{ending}: ").strip() or default
        if answer == "?" and known:
            say.out(*(f"  {slug}: {name}" for slug, name in known.items()))
        elif answer:
            answer, remedy = settle(kind, question, answer, words)
            if not remedy:
                return answer
            say.out(f"  {remedy}")
        elif question.required(answers):
            say.out("  This is needed.")
        else:
            return ""


def compose(kind: Kind, answers: Mapping[str, str], words: Words, text: str, *, publish: bool) -> str:
    """Give the whole file. Pure."""
    fields: dict[str, Value] = {}
    for question in kind.questions:
        # The category of an article is its folder; writing it twice would be one more thing to get wrong.
        if question.name in answers and not (kind.name == "article" and question.name == "category"):
            fields[question.name] = question.value(answers[question.name])
    fields |= {name: words.today.isoformat() for name in kind.dated}
    if not publish:
        fields["status"] = "draft"
    return document(fields, text or kind.placeholder)


def write(root: Path, kind: Kind, answers: Mapping[str, str], words: Words, *, slug: str, content: str) -> Path:
    """Write the file and give its path. Raises say.Stop when it exists already or would not pass the check."""
    folder = root / "content" / kind.folder(answers)
    file = folder / f"{slug}.md"
    room = root / "content" / kind.folder(answers).split("/")[0]
    for other in sorted(room.rglob(f"{slug}.md")):
        raise say.Stop(f"{say.shown(other, root)} exists already. Choose another file name with --slug.")
    shown = say.shown(file, root)
    parsed, problems = parse_document(content, shown)
    if parsed:
        problems += kind.check(parsed, answers, words)
    if found := stopping(problems):
        flags = {question.name: question.flag for question in kind.questions}
        raise say.Stop(*(f"{flags.get(one.field.split('.')[0], shown)}: {one.remedy}" for one in found), code=say.MISUSE)
    folder.mkdir(parents=True, exist_ok=True)
    with file.open("x"):  # claims the name: of two at once, one stops here
        pass
    try:
        write_text(file, content)
    except OSError:
        file.unlink(missing_ok=True)
        raise
    return file


def task(
    root: Path, name: str, given: Mapping[str, str], *, slug: str = "", text: str = "", publish: bool = False,
    ask: Ask | None = None,
) -> int:  # fmt: skip
    """Make a new file of one kind and say where it is. `ask` stands for the terminal in tests."""
    kind = KINDS_OF_CONTENT[name]
    if publish and not text.strip():
        raise say.Stop("--publish needs --text: an empty page should not be published.", code=say.MISUSE)
    if slug and not SLUG.match(slug):
        raise say.Stop(f"--slug: must be a short name of a-z, 0-9 and single hyphens, like {slug_of(slug) or 'a-first-month'}", code=say.MISUSE)
    words = read_words(root)
    answers = gather(kind, given, words, ask or (input if sys.stdin.isatty() else None))
    slug = slug or slug_of(answers[kind.named_by])
    if not slug:
        raise say.Stop(f"No file name can be made from this {kind.named_by}. Give one with --slug.", code=say.MISUSE)
    content = compose(kind, answers, words, text, publish=publish)
    file = write(root, kind, answers, words, slug=slug, content=content)
    say.out(say.shown(file, root))
    if not publish:
        say.out("It is a draft. Write it, then delete the line `status: draft` to publish it.")
    return say.DONE
