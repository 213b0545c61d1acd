"""What a new article, member, resource or tip needs to be asked for, and where its closed values come from. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from editorial.model import ArticleFile
from editorial.parse import parse_article
from hub_core.documents import Document
from hub_core.problems import Problem
from hub_core.schema import FrontMatter
from hub_core.vocabulary import Terms, Vocabulary
from resource_hub.model import AUDIENCES, COSTS, KINDS, ResourceFile, TipFile
from resource_hub.parse import parse_resource, parse_tip
from va_directory.model import AVAILABILITY, MemberFile
from va_directory.parse import parse_member

from .front_matter import Value

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """What exists already: the vocabulary, the members by file name, and the day and zone of the site."""

    vocabulary: Vocabulary
    members: Mapping[str, str]
    today: dt.date
    zone: str


@dataclass(frozen=True, slots=True)
class Question:
    """One field to ask for. `choices` gives the closed values with their names; `many` takes several with commas."""

    name: str
    ask: str
    required: Callable[[Answers], bool] = lambda answers: False
    choices: Callable[[Words], Mapping[str, str]] | None = None
    is_open: bool = False  # other words than the choices are taken too
    many: bool = False
    default: Callable[[Words], str] = lambda words: ""
    value: Callable[[str], Value] = str

    @property
    def flag(self) -> str:
        """The flag on the command line."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of content. `folder` is below content/; `check` reads the finished file as the build would."""

    name: str
    model: type[FrontMatter]
    questions: tuple[Question, ...]
    folder: Callable[[Answers], str]
    placeholder: str
    check: Callable[[Document, Answers, Words], list[Problem]]
    dated: tuple[str, ...] = ()  # fields that hold today's date and are not asked for
    named_by: str = "title"


def _always(answers: Answers) -> bool:
    return True


def _terms(section: str) -> Callable[[Words], Mapping[str, str]]:
    def choices(words: Words) -> Mapping[str, str]:
        terms: Terms = getattr(words.vocabulary, section)
        return {slug: terms.name(slug) for slug in terms}

    return choices


def _fixed(values: Mapping[str, str] | Iterable[str]) -> Callable[[Words], Mapping[str, str]]:
    listed = dict(values) if isinstance(values, Mapping) else {value: value for value in values}
    return lambda words: listed


def _members(words: Words) -> Mapping[str, str]:
    return words.members


def _today(words: Words) -> str:
    return words.today.isoformat()


def listed(answer: str) -> list[Value]:
    """Give the parts of an answer with commas."""
    return [part.strip() for part in answer.split(",") if part.strip()]


def _languages(answer: str) -> Value:
    """Give languages from `en:native, fr:B2`; what lacks a level keeps an empty one, which the check then names."""
    pairs = [str(part).partition(":") for part in listed(answer)]
    return [{"code": code.strip(), "level": level.strip()} for code, _, level in pairs]


def _rate(answer: str) -> Value:
    """Give a rate from `38 EUR hour` or `38.50 eur`."""
    amount, *rest = answer.split()
    try:
        number: Value = float(amount.replace(",", "."))
    except ValueError:
        number = amount
    currency = rest[0].upper() if rest else ""
    unit = next((word for word in rest[1:] if word not in ("a", "an", "per")), "hour")
    return {"amount": number, "currency": currency, "unit": unit}


def _whole(answer: str) -> Value:
    return int(answer) if answer.isdecimal() else answer


def _yes(answer: str) -> Value:
    return answer.lower() in ("true", "yes", "y")


_TITLE = Question("title", "Title", _always)
_SUMMARY = Question("summary", "Summary, one or two sentences", _always)
_DATE = Question("date", "Date", default=_today)

ARTICLE = Kind(
    "article", ArticleFile,
    (
        _TITLE,
        Question("category", "Category", _always, _terms("categories")),
        Question("author", "Author", _always, _members, is_open=True),
        _SUMMARY,
        Question("tags", "Tags, with commas", choices=_terms("tags"), many=True, value=listed),
        _DATE,
    ),
    lambda answers: f"articles/{answers['category']}",
    "Write the article here. Its parts begin with lines like this one:\n\n## The first part",
    lambda document, answers, words: parse_article(document, answers["category"], words.vocabulary, words.zone)[1],
)  # fmt: skip

MEMBER = Kind(
    "member", MemberFile,
    (
        Question("name", "Name", _always),
        Question("sample", "Is she invented?", value=_yes),
        Question("business", "Business name"),
        Question("headline", "What she is good at, in one line", _always),
        Question("services", "Services, with commas", _always, _terms("services"), many=True, value=listed),
        Question("tools", "Tools, with commas", choices=_terms("tools"), many=True, value=listed),
        Question("industries", "Industries, with commas", choices=_terms("industries"), many=True, value=listed),
        Question("languages", "Languages with their level, like en:native, fr:B2", _always, value=_languages),
        Question("time_zone", "Time zone", default=lambda words: words.zone),
        Question("hours", "Working hours, in her own time", default=lambda words: "09:00-17:00"),
        Question("since", "The year she began as a VA", _always, value=_whole),
        Question("rate", "Rate, like 38 EUR hour", value=_rate),
        Question("availability", "Availability", choices=_fixed(AVAILABILITY), default=lambda words: "open"),
        Question("available_from", "Back on which day", lambda answers: answers.get("availability") == "on-leave"),
    ),
    lambda answers: "members",
    "Write the profile here, in the first person, in 60 to 160 words.",
    lambda document, answers, words: parse_member(document, words.vocabulary)[1],
    dated=("confirmed", "joined"),
    named_by="name",
)  # fmt: skip

RESOURCE = Kind(
    "resource", ResourceFile,
    (
        _TITLE,
        Question("kind", "Kind", _always, _fixed({key: one for key, (one, _) in KINDS.items()})),
        Question("url", "Official address", lambda answers: answers.get("kind") not in ("checklist", "template", "guide")),
        Question("category", "Category", _always, _terms("resource_categories")),
        Question("audience", "For whom, with commas", _always,
                 _fixed({key: name for key, name in AUDIENCES.items() if key != "both"}), many=True, value=listed),
        Question("cost", "Cost", _always, _fixed(COSTS)),
        Question("author", "Who wrote it"),
        _SUMMARY,
    ),
    lambda answers: "resources",
    "Write here what it does, for whom, and what to know before using it, in two to five sentences.",
    lambda document, answers, words: parse_resource(document, words.vocabulary)[1],
    dated=("checked", "added"),
)  # fmt: skip

TIP = Kind(
    "tip", TipFile,
    (
        _TITLE,
        Question("topic", "Topic", _always, _terms("tip_topics")),
        Question("author", "Author", choices=_members),
        _DATE,
    ),
    lambda answers: "tips",
    "Write the tip here, in two to four sentences.",
    lambda document, answers, words: parse_tip(document, words.vocabulary)[1],
)  # fmt: skip

KINDS_OF_CONTENT = {kind.name: kind for kind in (ARTICLE, MEMBER, RESOURCE, TIP)}
