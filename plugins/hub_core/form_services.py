"""What HUB may say about each form service: which need an id for a form, and which settings of its own each takes.

A service's module in forms/services/ does the work; this table is what a mistake in the settings is measured against.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FormName = Literal[
    "comment", "rating", "newsletter", "contact", "referral-request", "list-me", "change-entry", "pause-entry", "suggest-resource",
    "submit-article",
]  # fmt: skip
IdName = Literal[
    "all", "comment", "rating", "newsletter", "contact", "referral-request", "list-me", "change-entry", "pause-entry",
    "suggest-resource", "submit-article",
]  # fmt: skip
ServiceName = Literal[
    "receiver", "formspree", "netlify", "basin", "web3forms", "formsubmit", "formcarry", "forminit", "getform", "staticman"
]  # fmt: skip

# In an address, and in a hidden field: nothing that could end either.
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}\Z")
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*/[A-Za-z0-9][A-Za-z0-9_.-]*\Z")
_SERVER = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9_./-]*)?\Z")
# Without TLS only on this machine, for trying it out.
_RECEIVER = re.compile(r"(https://[A-Za-z0-9.-]+|http://(localhost|127\.0\.0\.1))(:[0-9]{1,5})?/?\Z")
_NAME = re.compile(r"[A-Za-z0-9_\[\]-]*\Z")
_WORD = re.compile(r"[A-Za-z0-9_./-]+\Z")


@dataclass(frozen=True, slots=True)
class Option:
    """One setting of a service. What is unsure of a service is such a setting, with what is most likely as default."""

    meaning: str
    default: str = ""
    pattern: re.Pattern[str] = _NAME
    required: bool = False
    to_fetch: bool = False  # `inbox.fetch` cannot do without it


_TIME_ZONE = Option("The time zone of its dates that name none.", "UTC")
_FETCH_SPAM = Option("`yes` fetches what it took for spam too; it waits apart.", "yes", re.compile(r"(yes|no)\Z"))


def _honeypot(default: str) -> Option:
    return Option("The name of the field that people do not see.", default)


def _redirect(default: str = "") -> Option:
    return Option("The hidden field that names our thanks page; empty leaves it out.", default)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a service needs from the settings. `ids`: whether each form must have an id there, or has a name anyway."""

    ids: bool
    options: Mapping[str, Option]
    what_id: str = "the id that the service gave it, the last part of the form's address there"


NEEDS: dict[str, Needs] = {
    "receiver": Needs(False, {
        "address": Option("The address of a receiver on another host than the site, like `https://forms.your-site.example`.", pattern=_RECEIVER),
    }),
    "formspree": Needs(True, {
        "redirect": _redirect("_next"),
        "fetch_spam": Option("`yes` asks for spam too; not every account may.", "no", _FETCH_SPAM.pattern),
        "time_zone": _TIME_ZONE,
    }),
    "netlify": Needs(False, {
        "site": Option("The site’s id at Netlify; `inbox.fetch` needs it.", pattern=re.compile(r"[A-Za-z0-9.-]*\Z"), to_fetch=True),
        "fetch_spam": _FETCH_SPAM,
        "time_zone": _TIME_ZONE,
    }),
    "basin": Needs(True, {
        "honeypot": _honeypot("_gotcha"),
        "redirect": _redirect(),
        "authorization": Option("The word before the token: `Token` or `Bearer`.", "Token", re.compile(r"(Token|Bearer)\Z")),
        "fetch_spam": _FETCH_SPAM,
        "time_zone": _TIME_ZONE,
    }),
    "web3forms": Needs(True, {"time_zone": _TIME_ZONE}, "the access key; it is meant to be public"),
    "formsubmit": Needs(True, {
        "captcha": Option("`false` leaves out the page with a riddle.", "", re.compile(r"(true|false|)\Z")),
        "template": Option("The look of its mails: `basic`, `table` or `box`.", "", re.compile(r"(basic|table|box|)\Z")),
        "time_zone": _TIME_ZONE,
    }, "the random word that its first mail gives you in place of your address"),
    "formcarry": Needs(True, {"honeypot": _honeypot("_gotcha"), "time_zone": _TIME_ZONE}),
    "forminit": Needs(True, {
        "honeypot": _honeypot("fi-text-company-website"), "redirect": _redirect(), "time_zone": _TIME_ZONE,
    }),
    "getform": Needs(True, {"honeypot": _honeypot("_gotcha"), "redirect": _redirect(), "time_zone": _TIME_ZONE}),
    "staticman": Needs(False, {
        "server": Option("The address of your Staticman.", pattern=_SERVER, required=True),
        "repository": Option("The repository it writes to, as `user/name`.", pattern=_REPOSITORY, required=True),
        "branch": Option("The branch it writes to.", "main", _WORD),
        "provider": Option("`github` or `gitlab`.", "github", re.compile(r"(github|gitlab)\Z")),
        "time_zone": _TIME_ZONE,
    }),
}  # fmt: skip

# Staticman writes into a repository that others can read, so nothing that is meant for the owner alone may go there.
PUBLIC_FORMS = ("comment", "rating")


def mistakes(
    services: Mapping[str, str], ids: Mapping[str, str], options: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, str]]:
    """Give `(setting, what to do)` for what the settings miss. `services` names the service of every form.

    `options` are those of HUB.form_options, whose services have been checked.
    """
    found: list[tuple[str, str]] = []
    for form, service in services.items():
        found += _of_form(form, service, ids)
    for name, value in ids.items():
        if "@" in value:
            found.append((f"form_ids.{name}", "is an e-mail address, and this file is public; use the word that the service gave you for it"))
        elif not ID.match(value):
            found.append((f"form_ids.{name}", "must be the id alone, without the address before it; a-z, 0-9, hyphens and dots"))
    for service in dict.fromkeys((*services.values(), *options)):
        found += _of_service(service, options.get(service, {}), in_use=service in services.values())
    return found


def _of_form(form: str, service: str, ids: Mapping[str, str]) -> list[tuple[str, str]]:
    needs = NEEDS[service]
    if needs.ids and form not in ids and "all" not in ids:
        return [(f"form_ids.{form}", f"is missing; give {needs.what_id}. One id for all forms goes under form_ids.all")]
    if service == "netlify" and form not in ids and "all" in ids:
        return [("form_ids.all", "cannot be with netlify: there each form has a name of its own; delete it")]
    if service == "staticman" and form not in PUBLIC_FORMS:
        return [(f"form_services.{form}", "cannot be staticman: it writes into a repository that others can read; name another service for this form")]
    return []


def _of_service(service: str, given: Mapping[str, str], *, in_use: bool) -> list[tuple[str, str]]:
    known = NEEDS[service].options
    found = [
        (f"form_options.{service}.{name}", f"is not a setting of this service; it has {', '.join(known) or 'none'}")
        for name in given
        if name not in known
    ]
    for name, option in known.items():
        place = f"form_options.{service}.{name}"
        if name in given and not option.pattern.match(given[name]) and name != "time_zone":
            found.append((place, f"cannot be that. {option.meaning}"))
        elif option.required and in_use and not given.get(name):
            found.append((place, f"is missing. {option.meaning}"))
    return found
