"""The tasks that begin with `leads.`. An e-mail address or a telephone number is printed only where the owner asks for it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from forms.catalogue import FORMS
from hub_core.atomic import write_text
from hub_core.problems import one_of
from office.inbox.opening import utc_now
from office.post.outbox import SentLog, draft
from office.post.sending import Mailer, SendError, connected, read_mail_settings
from office.workbench import say
from office.workbench.site import lead_home

from .book import FORM, LeadError
from .discreet import unaddressed
from .due import KINDS
from .leads import Done, Leads
from .opening import opened
from .report import COLUMNS, as_csv, rows, summarise
from .showing import line_of, match_lines, reached, said_of, shown
from .states import OUTCOMES, STATES

Clock = Callable[[], dt.datetime]
_KEPT = "What was not sent lies as a draft in private/mail/leads/; what was not drafted yet stays due."
_OPEN = tuple(one for one in STATES if one != "closed")


def list_task(root: Path, state: str = "", clock: Clock = utc_now) -> int:
    """Print the leads that are open, or those in one state."""
    if state and state not in STATES:
        raise say.Stop(one_of(state, STATES, what="state"), code=say.MISUSE)
    with opened(root, clock) as leads:
        found = leads.book.all((state,) if state else _OPEN)
        name = leads.reader.read().name
        say.out(*(line_of(one, name, leads.settings.time_zone) for one in found))
        say.out(f"{say.plural(len(found), 'lead')} {state or 'open'}.")
        _say_waiting(leads)
    return say.DONE


def show_task(root: Path, lead: str, clock: Clock = utc_now, *, who: bool = False) -> int:
    """Print one lead with its steps and notes; with `who`, also where the client can be reached, which nothing else prints."""
    number = _number(lead, "show")
    with opened(root, clock) as leads:
        labels = [(field.name, field.label) for field in FORMS[FORM].fields]
        name = leads.reader.read().name
        one = leads.book.get(number)
        say.out(*shown(one, leads.book.events(number), name, leads.settings.time_zone, labels))
        if who:
            say.out("", *reached(one))
    return say.DONE


def match_task(root: Path, lead: str, limit: int = 10, clock: Clock = utc_now) -> int:
    """Rank the members for a lead, and say who was left out and why."""
    number = _number(lead, "match")
    with opened(root, clock) as leads:
        found, _ = leads.matched(number)
        more = len(found.places) - max(1, limit)
        shortened = type(found)(found.places[: max(1, limit)], found.left_out, found.others, found.untold, found.asked)
        if avoid := leads.book.get(number).fields.get("avoid", ""):  # a first name or a hint, which no program resolves
            say.out(f"Not to hear about it, in the client's words: {unaddressed(' '.join(avoid.split()))}")
        say.out(*match_lines(shortened, leads.settings.time_zone))
        if more > 0:
            say.out(f"{more} more could take it; --limit {len(found.places)} shows them.")
        say.err(*map(str, leads.reader.read().problems))
    return say.DONE


def offer_task(
    root: Path, lead: str, member: str, text: str = "", send: bool = False, clock: Clock = utc_now, *, one_more: bool = False
) -> int:
    """Draft the offer of a lead to a member, without the client's identity."""
    number = _number(lead, "offer", "MEMBER")
    if not member:
        raise say.Stop("To whom? For example: leads.offer 12 jo-sample", code=say.MISUSE)
    with opened(root, clock) as leads:
        lead_home(leads.addresses, send=send)
        return _told(root, leads, leads.offer(number, member, text, one_more=one_more), send=send)


def answer_task(root: Path, lead: str, answer: str, reason: str = "", note: str = "", clock: Clock = utc_now) -> int:
    """Record what a member answered by mail or telephone."""
    number = _number(lead, "answer", "accept")
    with opened(root, clock) as leads:
        return _told(root, leads, leads.answer(number, answer, reason, note))


def introduce_task(root: Path, lead: str, send: bool = False, clock: Clock = utc_now) -> int:
    """Draft the one mail to the client and the member who accepted."""
    number = _number(lead, "introduce")
    with opened(root, clock) as leads:
        lead_home(leads.addresses, send=send)
        return _told(root, leads, leads.introduce(number), send=send)


def handover_task(
    root: Path, member: str, lead: str = "", fields: Mapping[str, str] | None = None, send: bool = False, clock: Clock = utc_now,
    ask: Callable[[str], str] | None = None,
) -> int:  # fmt: skip
    """Refuse a client who asked you yourself, and name a colleague: an open lead, or one that is told with `fields`.

    Of an open lead `fields` may say the consent alone.
    """
    if not member:
        raise say.Stop("To which colleague? For example: leads.handover jo-sample", code=say.MISUSE)
    given = {name: value for name, value in (fields or {}).items() if value}
    if lead and (known := [f"--{name}" for name in given if name != "consent"]):
        raise say.Stop(f"Lead {lead} says already who asks and for what; leave out {', '.join(known)}.", code=say.MISUSE)
    with opened(root, clock) as leads:
        lead_home(leads.addresses, send=send)
        leads.member(member)  # before anybody is asked, and before a lead is opened for a misspelt name
        if lead:
            number = _number(lead, "handover")
            if "consent" in given and not leads.book.get(number).position.consent:
                _told(root, leads, Done(leads.book.take(number, "consent")))
            return _told(root, leads, leads.hand_over(number, member), send=send)
        for name, question in (("name", "The client's name"), ("email", "Her e-mail address"), ("task", "The task, in her words")):
            if name not in given and ask:
                given[name] = ask(f"{question}: ")
        number = leads.approached(given)
        try:
            done = leads.hand_over(number, member)
        except LeadError as error:
            raise LeadError(f"{error}\nWhat was asked is kept as lead {number}; for another colleague add --lead {number} and leave the rest out.") from error
        code = _told(root, leads, done, send=send)
        if done.event.step == "point-to":  # her details went nowhere yet, and the owner has to know how they may
            say.out(f"When the client says yes: leads.handover {member} --lead {number} --consent")
        return code


def consent_task(root: Path, lead: str, clock: Clock = utc_now) -> int:
    """Note that the client agreed to have her details passed on."""
    number = _number(lead, "consent")
    with opened(root, clock) as leads:
        return _told(root, leads, Done(leads.book.take(number, "consent")))


def note_task(root: Path, lead: str, text: str, clock: Clock = utc_now) -> int:
    """Keep a private note with a lead."""
    number = _number(lead, "note", '"..."')
    if not text.strip():
        raise say.Stop('Which words? For example: leads.note 12 "She prefers mornings."', code=say.MISUSE)
    with opened(root, clock) as leads:
        return _told(root, leads, Done(leads.book.take(number, "note", note=text.strip())))


def close_task(root: Path, lead: str, outcome: str, note: str = "", clock: Clock = utc_now) -> int:
    """Close a lead with its outcome."""
    number = _number(lead, "close", "hired")
    if outcome not in OUTCOMES:
        raise say.Stop(one_of(outcome, OUTCOMES, what="outcome"), code=say.MISUSE)
    with opened(root, clock) as leads:
        return _told(root, leads, Done(leads.book.take(number, "close", detail=outcome, note=note)))


def undo_task(root: Path, lead: str, clock: Clock = utc_now) -> int:
    """Take the last step of a lead back, with the drafts it wrote."""
    number = _number(lead, "undo")
    with opened(root, clock) as leads:
        leads.book.get(number)
        undone = leads.book.undo(number)
        if undone is None:
            say.out("There is no step to take back.")
            return say.DONE
        event, left = undone
        state = leads.book.get(number).position.state
        say.out(f"{number}: taken back: {said_of(event, leads.reader.read().name)}. It is {state} again.")
        say.err(*left)
    return say.DONE


def due_task(root: Path, day: str = "", send: bool = False, dry_run: bool = False, clock: Clock = utc_now) -> int:
    """List what is due, and draft its mails. A `day` given lists what is due by then, and drafts nothing."""
    on = _day(day)
    with opened(root, clock) as leads:
        name, code = leads.reader.read().name, say.DONE
        found = leads.due(on)
        is_writing = not dry_run and on is None and any(one.kind != "answer" for one in found)
        if is_writing:
            lead_home(leads.addresses, send=send)
        with _connected() if is_writing and send else nullcontext() as mailer:  # one connection for all, before anything is drafted
            for one in found:
                who = f" ({name(one.member)})" if one.member else ""
                say.out(f"{one.lead:>5}  {one.day}  {KINDS[one.kind]}{f', the {one.which} time' if one.which else ''}{who}")
                if not dry_run and on is None and (done := leads.draft_due(one)):
                    code = max(code, _told(root, leads, done, mailer=mailer))
        if silent := next((one.lead for one in found if one.kind == "answer"), 0):
            say.out(f"No answer: ask her, or note a no with leads.answer {silent} decline --reason other and offer it to the next.")
        say.out(f"{say.plural(len(found), 'thing')} due." if found else "Nothing is due.")
        _say_waiting(leads)
    return code


def report_task(root: Path, file: str = "", clock: Clock = utc_now) -> int:
    """Print the sums by month and member, or write them as CSV."""
    with opened(root, clock) as leads:
        name = leads.reader.read().name
        report = summarise(leads.book.all(), leads.book.events(), leads.settings.time_zone)
        if file:
            if Path(file).is_dir():
                raise say.Stop(f"{say.shown(file, root)} is a folder; name a file in it, like {say.shown(Path(file, 'leads.csv'), root)}", code=say.MISUSE)
            write_text(Path(file), "\ufeff" + as_csv(report, name), mode=0o600)
            say.out(f"Written to {say.shown(file, root)}.")
            return say.DONE
        for title, lines in (("By month", rows(report.months)), ("By member", rows(report.members, name))):
            say.out(*(_aligned([(title, *COLUMNS), *lines]) if lines else [f"{title}: nothing yet."]), "")
    return say.DONE


def _say_waiting(leads: Leads) -> None:
    """Nobody is told in time of a request that was never opened."""
    if waiting := leads.book.waiting():
        say.out(f"{say.plural(waiting, 'request')} more wait{'' if waiting > 1 else 's'} in the inbox; inbox.review or the Desk opens them.")


def _say_misspelt(leads: Leads, done: Done) -> None:
    """Where an address is lacking, the line may be there under a misspelt name."""
    if not all(mail.is_whole for mail in done.mails):
        say.err(*(f"  {line}" for line in leads.misspelt_addresses()))


def _told(root: Path, leads: Leads, done: Done, *, send: bool = False, mailer: Mailer | None = None) -> int:
    """Say what was done and where its mails are; with `send`, send those that have all their addresses.

    A mail that cannot be sent stays as the draft that it is, and the others go. `mailer` is a connection that is open already.
    """
    event = done.event
    say.out(f"{event.lead}: {said_of(event, leads.reader.read().name)}.")
    if not done.mails:
        return say.DONE
    if mailer:
        return _sent(root, leads, done, mailer)
    if send:
        with _connected() as opened:
            return _sent(root, leads, done, opened)
    say.out(*(f"  drafted: {say.shown(mail.file, root)}" for mail in done.mails))
    say.err(*(f"  {say.shown(mail.file, root)} lacks an address; fill it in before you send it. A line in private/addresses.yaml does it for a member." for mail in done.mails if not mail.is_whole))
    _say_misspelt(leads, done)
    return say.DONE


@contextmanager
def _connected() -> Iterator[Mailer]:
    settings, mistakes = read_mail_settings(os.environ)
    if mistakes:
        raise say.Stop(*mistakes, _KEPT)
    try:
        with connected(settings) as mailer:
            yield mailer
    except SendError as error:
        raise say.Stop(f"{error.strerror}.", _KEPT) from error


def _sent(root: Path, leads: Leads, done: Done, mailer: Mailer) -> int:
    log, code = SentLog(leads.book.store), say.DONE
    _say_misspelt(leads, done)
    for mail in done.mails:
        file = say.shown(mail.file, root)
        if not mail.is_whole:
            say.err(f"  not sent, for it lacks an address: {file}")
            code = say.TROUBLE
            continue
        del mail.message["X-Unsent"]
        try:
            if log.send(mail.key, mail.message, mailer, leads.clock()):
                mail.file.unlink(missing_ok=True)
                say.out("  sent.")
        except SendError as error:
            if error.refused:  # what is left to send is for these alone
                del mail.message["To"]
                mail.message["To"] = ", ".join(error.refused)
                draft(leads.private, "leads", mail.file.stem, mail.message)
            say.err(f"  not sent, and left as a draft: {file}: {error.strerror}.")
            code = say.TROUBLE
    return code


def _aligned(table: Sequence[Sequence[str]]) -> list[str]:
    """Give rows of cells as lines: the first column to the left, numbers to the right."""
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    return ["  ".join(cell.rjust(width) if place else cell.ljust(width) for place, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in table]


def _number(lead: str, task: str, more: str = "") -> int:
    if not (lead.isascii() and lead.isdecimal() and len(lead) < 10):
        example = " ".join(part for part in (f"leads.{task} 12", more) if part)
        raise say.Stop(f"Which lead? leads.list shows the numbers. For example: {example}", code=say.MISUSE)
    return int(lead)


def _day(day: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(day) if day else None
    except ValueError:
        raise say.Stop("--on is a date, like 2026-12-01.", code=say.MISUSE) from None


