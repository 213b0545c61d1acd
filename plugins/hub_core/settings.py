"""The settings of this site that are not Pelican's own. pelicanconf.py holds them as one table, HUB."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from .form_services import FormName, IdName, ServiceName, mistakes
from .problems import nearest
from .schema import FrontMatter, Language, Slug, Text, validate_data


def check_zone(value: str) -> str:
    """Give a time zone back, or raise: names of the IANA database such as Europe/Lisbon."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        hint = f"did you mean {hit}?" if (hit := _zone_like(value)) else "use a name like Europe/Lisbon or America/New_York"
        raise PydanticCustomError("hub_zone", "is not a time zone; {hint}", {"hint": hint}) from error
    return value


def _zone_like(value: str) -> str | None:
    """Give the zone that a city, or a name spelt otherwise, most likely stands for."""
    known = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    city = value.strip().replace(" ", "_").rpartition("/")[2].lower()
    named = [zone for zone in known if zone.rpartition("/")[2].lower() == city]
    return named[0] if len(named) == 1 else nearest(value.replace(" ", "_"), known)


Zone = Annotated[str, AfterValidator(check_zone), Field(json_schema_extra={"examples": ["Europe/Lisbon"]})]


class HubSettings(FrontMatter):
    """What the owner may set. Every field has a default that works and a line that says what it does."""

    name: Annotated[Text, Field(description="The site's name, in the masthead and every title.")] = "Warm Handoff"
    tagline: Annotated[Text, Field(description="A few words under the name on the home page.")] = (
        "Good work, honest words, and a colleague for what you cannot take"
    )
    description: Annotated[Text, Field(description="One sentence for search engines and link previews.")] = (
        "Articles, checklists and resources for virtual assistants, and a directory to find the right one."
    )
    language: Annotated[Language, Field(description="The language of the site, as a BCP 47 code.")] = "en-GB"
    time_zone: Annotated[Zone, Field(description="The zone of dates without one, and of offers' last days.")] = "Europe/Lisbon"
    owner: Annotated[Slug, Field(description="The member file of the person who runs the site.")] = "ines-carvalho"
    articles_per_page: Annotated[int, Field(ge=3, le=100, description="Articles on one page of a listing.")] = 8
    members_on_one_page: Annotated[int, Field(ge=10, le=1000, description="Up to so many members, the directory is one list, and the search page and the request form name each of them.")] = 300
    toc_from_words: Annotated[int, Field(ge=0, description="Articles of this length or more get a table of contents.")] = 700
    words_a_minute: Annotated[int, Field(ge=100, le=400, description="Reading speed, for the reading time.")] = 220
    claim_warning_days: Annotated[int, Field(ge=0, le=366, description="Days before a member's claim runs out from which check and build say so.")] = 30
    marked_after_days: Annotated[int, Field(ge=1, le=36_500, description="Days after which an entry that its member has not confirmed is marked as such.")] = 365
    hidden_after_days: Annotated[int, Field(ge=1, le=36_500, description="Days after which it is taken out of the directory until she confirms it.")] = 548
    votes_to_show: Annotated[int, Field(ge=1, description="Votes an article needs before its rating is shown.")] = 3
    rating_weight: Annotated[
        int, Field(ge=0, le=1_000, description="Votes of the site's average with which each article begins in the order of the best rated; the more, the less a few votes do.")
    ] = 5
    social_cards: Annotated[
        bool, Field(description="Draw a picture with the title for shared links to each article; off, all share the theme's.")
    ] = True
    search_index: Annotated[
        bool, Field(description="Make an index of all texts for the search; off, the search page is a list that is shortened.")
    ] = True
    feed_entries: Annotated[int, Field(ge=5, le=200, description="Entries in a feed.")] = 30
    comments_open_days: Annotated[
        int, Field(ge=0, le=36_500, description="Days after its publication on which an article takes comments; 0 is for ever.")
    ] = 0
    lead_answer_days: Annotated[
        int, Field(ge=1, le=60, description="Working days that a member has to answer the offer of a lead.")
    ] = 2
    lead_most_offers: Annotated[
        int, Field(ge=1, le=100, description="How many members a request is offered to, one after the other, before you are asked whether to go on; the page /ask/ promises the number.")
    ] = 3
    lead_patience_days: Annotated[
        int, Field(ge=1, le=120, description="Working days after which a client is told that nobody took her request yet.")
    ] = 8
    follow_up_days: Annotated[
        int, Field(ge=0, le=60, description="Working days after an introduction until both are asked how it began; 0 leaves it out.")
    ] = 3
    follow_up_weeks: Annotated[
        int, Field(ge=0, le=52, description="Weeks after an introduction until both are asked how it goes; 0 leaves it out.")
    ] = 2
    follow_up_months: Annotated[
        int, Field(ge=0, le=24, description="Months after an introduction until both are asked for the last time; 0 leaves it out.")
    ] = 3
    keep_refused_days: Annotated[
        int, Field(ge=1, le=3650, description="Days after your decision on which `privacy.tidy` deletes spam and what was refused.")
    ] = 30
    keep_closed_months: Annotated[
        int,
        Field(ge=1, le=240, description="Months after a matter is closed on which messages, requests and the e-mail behind a comment are deleted."),
    ] = 12
    keep_member_months: Annotated[
        int, Field(ge=1, le=240, description="Months after a member's or author's file is gone on which her private data is deleted.")
    ] = 12
    keep_unconfirmed_days: Annotated[
        int, Field(ge=14, le=3650, description="Days after which a sign-up or a wish that nobody said yes to is deleted.")
    ] = 30
    keep_drafts_days: Annotated[
        int, Field(ge=1, le=3650, description="Days after which drafted letters and exports in private/ are deleted.")
    ] = 90
    form_service: Annotated[
        ServiceName,
        Field(description="Who takes what visitors send: the receiver shipped here, or a hosted service."),
    ] = "receiver"
    form_services: dict[FormName, ServiceName] = Field(
        default_factory=dict, description="Another service for some of the forms, by the form's name."
    )
    form_ids: dict[IdName, str] = Field(
        default_factory=dict,
        description="For hosted services: the id that the service gave to each form, by the form's name; `all` is for the rest.",
    )
    form_options: dict[ServiceName, dict[str, str]] = Field(
        default_factory=dict, description="What a service needs besides, by the service's name; the page on forms lists it."
    )

    def service_of(self, form: str) -> str:
        """Give the service that takes a form."""
        return next((service for name, service in self.form_services.items() if name == form), self.form_service)

    def id_of(self, form: str) -> str:
        """Give the id of a form at its service, or "" where it has none."""
        named = {str(name): value for name, value in self.form_ids.items()}
        return named.get(form, "" if self.service_of(form) == "netlify" else named.get("all", ""))

    @property
    def receiver_url(self) -> str:
        """The address of a receiver on another host, without a slash at its end, or "" where the site's own host has it."""
        return self.options_of("receiver").get("address", "").rstrip("/")

    def options_of(self, service: str) -> dict[str, str]:
        """Give what is set for a service; what is not set is not in it."""
        return next((given for name, given in self.form_options.items() if name == service), {})


def read_settings(table: Mapping[str, Any]) -> tuple[HubSettings, list[str]]:
    """Give the settings of a HUB table, or the defaults and a line for each mistake."""
    value, errors = validate_data(HubSettings, dict(table))
    if value is not None:
        services = {form: value.service_of(form) for form in get_args(FormName)}
        ids = {str(name): given for name, given in value.form_ids.items()}
        options = {str(name): given for name, given in value.form_options.items()}
        errors = mistakes(services, ids, options) + _zones(value)
    if value is None or errors:
        return HubSettings(), [f"pelicanconf.py:1: HUB.{name}: {remedy}" for name, remedy in errors]
    return value, []


def _zones(settings: HubSettings) -> list[tuple[str, str]]:
    found = []
    for service, options in settings.form_options.items():
        try:
            check_zone(options.get("time_zone", "UTC"))
        except PydanticCustomError as error:
            found.append((f"form_options.{service}.time_zone", error.message()))
    return found
