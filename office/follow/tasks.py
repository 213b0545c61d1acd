"""The tasks `comments.notify`, `comments.followers`, `comments.confirm` and `comments.stop`. None prints an address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from rich.progress import track

from forms.services import receiver
from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.documents import read_document
from hub_core.settings import HubSettings
from office.inbox.opening import utc_now
from office.inbox.store import Store, open_store
from office.post.letters import Letter, LetterError, compose, tidy, write
from office.post.outbox import SentLog, draft, file_of
from office.post.sending import Mailer, MailSettings, SendError, connected, read_mail_settings
from office.workbench import say
from office.workbench.build import PUBLISH
from office.workbench.site import lead_home, read_facts
from static_comments.model import Comment
from static_comments.views import anchor

from . import wishes
from .answers import below, thread_of, title_of, written_by
from .wishes import DAYS_TO_CONFIRM, Wish

KIND = "answers"
_EXCERPT = 1_000  # characters of an answer in a letter


@dataclass(frozen=True, slots=True)
class Post:
    """A letter that is due: its mark in the log, the file's name as a draft, the wish, and the answer unless it asks for a yes."""

    key: str
    name: str
    wish: Wish
    answer: Comment | None = None


def notify_task(root: Path, *, send: bool = False, dry_run: bool = False) -> int:
    """Draft, or send, a letter to each reader who asked to hear of answers: first for her yes, then for each new answer."""
    with _opened(root) as (store, settings, addresses):
        if not dry_run:
            wishes.take_in(store)
        due = _due(root, store, settings)
        if dry_run:
            fresh = [one for one in wishes.new_ones(store) if _is_published(root, one, settings)]
            say.out(*(_said(one) for one in due), *(f"A new wish on {article}: a letter that asks for her yes." for article, _ in fresh))
            say.out(f"{say.plural(len(due) + len(fresh), 'letter')} due. Nothing was written: this was a dry run.")
            return say.DONE
        mail, mistakes = read_mail_settings()
        if mistakes:
            raise say.Stop(*mistakes)
        if due:
            lead_home(addresses, send=send)
        log = SentLog(store)
        # A draft that is gone was sent by hand and deleted. One that still lies there is sent in its place.
        drafted = {key for key, state in log.known(one.key for one in due).items() if state == "drafted"}
        due = [one for one in due if one.key not in drafted or (send and _draft(root, one).is_file())]
        done: Counter[str] = Counter()
        connection: AbstractContextManager[Mailer | None] = connected(mail) if send and due else nullcontext()
        try:
            with connection as mailer:
                for one in track(due, description="Letters", transient=True, disable=len(due) < 20):
                    done[_deliver(root, store, settings, addresses, one, mail, mailer, log)] += 1
        except (SendError, LetterError) as error:
            raise say.Stop(*_account(done, send), f"{error.strerror if isinstance(error, SendError) else error}.") from error
        say.out(*_account(done, send))
        return say.TROUBLE if done["refused"] else say.DONE


def followers_task(root: Path) -> int:
    """List the wishes by their numbers, without the addresses."""
    with _opened(root) as (store, _, _):
        wishes.take_in(store)
        found = wishes.all_wishes(store)
        for one in found:
            state = "ended" if one.ended else "confirmed" if one.confirmed else "asked" if one.asked else "not asked yet"
            say.out(f"{one.id:>5}  {one.article}  {one.comment}  {state}")
        say.out(f"{say.plural(len(found), 'reader')} asked to hear of answers.")
    return say.DONE


def decide_task(root: Path, numbers: list[str], *, confirm: bool) -> int:
    """Note what a reader answered by mail: her yes, or her no."""
    given = [word for one in numbers for word in one.replace(",", " ").split()]
    if not given or not all(word.isascii() and word.isdecimal() and len(word) < 10 for word in given):
        raise say.Stop("Name the numbers after the task; comments.followers lists them.", code=say.MISUSE)
    code = say.DONE
    with _opened(root) as (store, _, _):
        for word in given:
            wish = wishes.by_number(store, int(word))
            if wish is None:
                say.err(f"{word}: there is no such wish; comments.followers lists them.")
                code = say.TROUBLE
                continue
            (wishes.confirm if confirm else wishes.end)(store, wish, utc_now())
            say.out(f"{word}: {'will hear of answers' if confirm else 'hears of no more answers'}.")
    return code


def _due(root: Path, store: Store, settings: HubSettings) -> list[Post]:
    found: list[Post] = []
    threads = {}
    for wish in wishes.all_wishes(store):
        if wish.ended:
            continue
        if wish.article not in threads:
            threads[wish.article] = thread_of(root, wish.article, settings.time_zone)
        answers = below(threads[wish.article], wish.comment)
        if answers is None:  # unpublished since, or removed
            continue
        if not wish.confirmed:
            if wish.asked is None:
                found.append(Post(f"follow:{wish.id}", f"{wish.id}-asks", wish))
            continue
        own = written_by(store, wish.email)
        found += [
            Post(f"answer:{wish.id}:{one.id}"[:200], f"{wish.id}-{one.id}", wish, one)
            for one in answers
            if f"content/comments/{wish.article}/{one.id}.md" not in own
        ]
    gone = SentLog(store).known(one.key for one in found)
    return [one for one in found if gone.get(one.key) not in ("sent", "sending")]


def _is_published(root: Path, wish: tuple[str, str], settings: HubSettings) -> bool:
    article, comment = wish
    return below(thread_of(root, article, settings.time_zone), comment) is not None


def _deliver(
    root: Path, store: Store, settings: HubSettings, addresses: Addresses, one: Post, mail: MailSettings, mailer: Mailer | None, log: SentLog
) -> str:
    now = utc_now()
    message = compose(_letter(root, settings, addresses, one, mail.sender), sender=mail.sender, now=now)
    if mailer is None:
        draft(root / "private", KIND, one.name, message)
        log.drafted(one.key, now)
        if one.answer is None:
            wishes.ask(store, one.wish, now)
        return "drafted"
    if one.answer is None:
        wishes.ask(store, one.wish, now)  # before it goes: a letter that arrives must find its link alive
    _draft(root, one).unlink(missing_ok=True)  # nobody sends by hand what is being sent
    try:
        sent = log.send(one.key, message, mailer, now)
    except SendError as error:
        if error.temporary:
            if one.answer is None:
                wishes.not_asked(store, one.wish)
            raise
        say.err(f"Wish {one.wish.id}: {error.strerror}.")
        return "refused"
    return "sent" if sent else "left alone"


def _letter(root: Path, settings: HubSettings, addresses: Addresses, one: Post, sender: str) -> Letter:
    wish = one.wish
    link = stop = _link(settings, addresses, wish)
    by_mail = not link
    if by_mail:  # no receiver answers for the public: the reader answers by mail, and the owner notes it
        word = "YES" if one.answer is None else "STOP"
        link = f"answer this letter with the word {word} (number {wish.id})"
        stop = f"mailto:{_bare(sender)}?subject=STOP%20{wish.id}" if sender else ""
    values: dict[str, object] = {
        "name": _name_of(root, wish), "title": title_of(root, wish.article), "site": settings.name, "link": link,
        "home": addresses.absolute(at.HOME), "days": DAYS_TO_CONFIRM, "by_mail": by_mail,
    }  # fmt: skip
    if one.answer is None:
        subject, text = write("follow-confirm", values, root / "private")
        return Letter(subject, text, (wish.email,))
    body = tidy(one.answer.document.body)
    excerpt = body if len(body) <= _EXCERPT else f"{body[:_EXCERPT].rsplit(' ', 1)[0]} …"
    values |= {
        "author": one.answer.front.author,
        "text": "\n".join(f"> {line}" for line in excerpt.splitlines()),
        "address": f"{addresses.absolute(at.article(wish.article))}#{anchor(one.answer.id)}",
    }
    subject, text = write("follow-answer", values, root / "private")
    # What a visitor may call herself or an article must not end up as a broken header: the subject then does without.
    subject = subject if not re.search(r"=\?|[^\x20-\U0010ffff]", subject) else f"An answer on {settings.name}"
    return Letter(subject, text, (wish.email,), unsubscribe=stop)


def _link(settings: HubSettings, addresses: Addresses, wish: Wish) -> str:
    return f"{receiver.base(settings, addresses)}follow/{wish.token}" if settings.service_of("comment") == "receiver" else ""


def _name_of(root: Path, wish: Wish) -> str:
    file = root / "content" / "comments" / wish.article / f"{wish.comment}.md"
    document, _ = read_document(file, file.name, prose_only=True)
    return str(document.data.get("author", "")) if document else ""


def _bare(sender: str) -> str:
    return sender.rpartition("<")[2].rstrip(">")


def _draft(root: Path, one: Post) -> Path:
    return file_of(root / "private", KIND, one.name)


def _said(one: Post) -> str:
    what = "asks for her yes" if one.answer is None else f"tells of {one.answer.id}"
    return f"Wish {one.wish.id} on {one.wish.article}: a letter that {what}."


def _account(done: Counter[str], send: bool) -> list[str]:
    lines = [f"{', '.join(f'{count} {what}' for what, count in sorted(done.items())) or 'No letter is due'}."]
    if done["drafted"]:
        lines.append("The drafts lie in private/mail/answers/. Open each in your mail program and send it.")
    if send and done["left alone"]:
        lines.append("What was left alone went out before, or a run was cut off while it went; it is not sent again.")
    return lines


@contextmanager
def _opened(root: Path) -> Iterator[tuple[Store, HubSettings, Addresses]]:
    facts = read_facts(root, PUBLISH if (root / PUBLISH).is_file() else "pelicanconf.py")
    if facts.mistakes:
        raise say.Stop(*facts.mistakes)
    store = open_store(root / "private")
    try:
        yield store, facts.settings, facts.addresses
    except sa.exc.SQLAlchemyError as error:
        raise say.Stop(f"The inbox's database gave up: {type(error).__name__}. Run this again; nothing is half done.") from error
    finally:
        store.close()


