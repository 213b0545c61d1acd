"""The tasks of Warm Handoff. `python3 tasks.py` lists them; `python3 tasks.py NAME` runs one, and installs what it
needs into .venv the first time. Inside .venv, `invoke NAME` is the same.

This file must stay readable to Python 2.7 and 3.6, so that an old Python can say that it is old: no annotations, no
f-strings, nothing imported before the check below. The work is done in office/; a task only calls it.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "Warm Handoff needs Python 3.11 or newer, and this is Python %d.%d.%d (%s). "
        "Install a newer one from python.org or your system, then run: python3.11 tasks.py\n"
        % (sys.version_info[0], sys.version_info[1], sys.version_info[2], sys.executable)
    )
    sys.exit(1)

from pathlib import Path

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

if __name__ == "__main__":
    from office.workbench.bootstrap import enter

    enter(Path(__file__), sys.argv[1:])  # comes back only inside .venv

from invoke import Collection, task

from office.workbench.program import main, run


@task(
    help={
        "port": "The port to listen on; 0 takes any free one.",
        "host": "The address to listen on. With any but this machine's own, the forms are off.",
    }
)
def serve(c, port=8000, host="127.0.0.1"):
    """Preview the site in a browser, built again at every save."""
    from office.serve.server import task as work

    run(work, ROOT, host=host, port=port)


@task(
    help={
        "port": "The port to listen on.",
        "host": "The address to listen on; the web server in front reaches it there.",
        "socket": "Listen on this file in place of a port.",
        "site": "The published site's address; SITEURL if left out.",
        "proxy": "Addresses of web servers that may say who a visitor is, with commas between them.",
    }
)
def receiver(c, port=8010, host="127.0.0.1", socket="", site="", proxy="127.0.0.1,::1"):
    """Take forms for a published site, behind a web server."""
    from office.receiver.alone import task as work

    run(work, ROOT, host=host, port=port, socket_file=socket, site=site, proxy=proxy)


@task(
    help={
        "preview": "Build with the settings of the preview instead of those for publishing.",
        "force": "Build even when nothing has changed since the last build.",
    }
)
def build(c, preview=False, force=False):
    """Build the site for publishing, into output/."""
    from office.workbench.build import task as work

    run(work, ROOT, preview=preview, force=force)


@task
def check(c):
    """List every problem in the content, without building."""
    from office.workbench.check import task as work

    run(work, ROOT)


@task(help={"args": 'More for pytest, in one string: --args "-k receiver".'})
def test(c, args=""):
    """Run all tests."""
    from office.workbench.tools import test as work

    run(work, ROOT, args)


@task(help={"args": 'More for the measurement, in one string.'})
def quality(c, args=""):
    """Measure the built site against every bar: HTML, accessibility, links, feeds, weight."""
    from office.workbench.tools import quality as work

    run(work, ROOT, args)


@task(help={"args": 'More for the benchmark, in one string: --args "--pages 1000".'})
def bench(c, args=""):
    """Measure the speed of a build against plain Pelican's."""
    from office.workbench.tools import bench as work

    run(work, ROOT, args)


@task(
    help={
        "title": "The headline.",
        "category": "A category of content/vocabulary.yaml; it becomes the folder.",
        "author": "A member's file name without .md, or a guest's name.",
        "summary": "One or two sentences, 40 to 220 characters.",
        "tags": "Tags of the vocabulary, with commas between them.",
        "date": "The day of publication, like 2026-09-14; today if left out.",
        "slug": "The file's name without .md; made from the title if left out.",
        "text": "The article itself, in Markdown.",
        "publish": "Do not begin as a draft; needs --text.",
    }
)
def new_article(c, title="", category="", author="", summary="", tags="", date="", slug="", text="", publish=False):
    """Begin an article; asks for what no flag gives."""
    from office.workbench.new import task as work

    answers = {"title": title, "category": category, "author": author, "summary": summary, "tags": tags, "date": date}
    run(work, ROOT, "article", answers, slug=slug, text=text, publish=publish)


@task(
    help={
        "name": "Her name, as clients will read it.",
        "headline": "What she is good at, in one line of at most 100 characters.",
        "business": "Her business name.",
        "services": "Services of the vocabulary, with commas between them.",
        "tools": "Tools of the vocabulary, with commas between them.",
        "industries": "Industries of the vocabulary, with commas between them.",
        "languages": 'Languages with their level: "en:native, fr:B2".',
        "time-zone": "A name of the IANA database, like Europe/Lisbon.",
        "hours": 'Her working hours, in her own time: "09:00-17:00".',
        "since": "The year she began as a VA.",
        "rate": 'What her work costs: "38 EUR hour"; hour, day, month or project.',
        "availability": "open, waiting-list, full or on-leave.",
        "available-from": "The day she is back, with on-leave.",
        "sample": "Mark an invented member as such.",
        "slug": "The file's name without .md; made from the name if left out.",
        "text": "Her profile in her own words, in Markdown.",
        "publish": "Do not begin as a draft; needs --text.",
    }
)
def new_member(
    c, name="", headline="", business="", services="", tools="", industries="", languages="", time_zone="", hours="",
    since="", rate="", availability="", available_from="", sample=False, slug="", text="", publish=False,
):  # fmt: skip
    """Add a member to the directory; asks for what no flag gives."""
    from office.workbench.new import task as work

    answers = {
        "name": name, "headline": headline, "business": business, "services": services, "tools": tools,
        "industries": industries, "languages": languages, "time_zone": time_zone, "hours": hours, "since": since,
        "rate": rate, "availability": availability, "available_from": available_from,
        "sample": "true" if sample else "",
    }  # fmt: skip
    run(work, ROOT, "member", answers, slug=slug, text=text, publish=publish)


@task(
    help={
        "title": "The name of the tool, book or guide.",
        "kind": "tool, template, checklist, guide, book, course, association or official.",
        "category": "One of resource_categories in the vocabulary.",
        "audience": "vas, clients, or both with a comma between them.",
        "cost": "free, freemium or paid.",
        "url": "The official address; none for the hub's own checklists.",
        "author": "Who wrote the book or guide.",
        "summary": "What it is for, in 40 to 220 characters.",
        "slug": "The file's name without .md; made from the title if left out.",
        "text": "Two to five sentences on it, in Markdown.",
        "publish": "Do not begin as a draft; needs --text.",
    }
)
def new_resource(
    c, title="", kind="", category="", audience="", cost="", url="", author="", summary="", slug="", text="", publish=False
):
    """Add a resource to the hub; asks for what no flag gives."""
    from office.workbench.new import task as work

    answers = {
        "title": title, "kind": kind, "category": category, "audience": audience, "cost": cost, "url": url,
        "author": author, "summary": summary,
    }  # fmt: skip
    run(work, ROOT, "resource", answers, slug=slug, text=text, publish=publish)


@task(
    help={
        "title": "The tip in a few words.",
        "topic": "One of tip_topics in the vocabulary.",
        "author": "A member's file name without .md.",
        "date": "The day it is from, like 2026-09-14; today if left out.",
        "slug": "The file's name without .md; made from the title if left out.",
        "text": "Two to four sentences, in Markdown.",
        "publish": "Do not begin as a draft; needs --text.",
    }
)
def new_tip(c, title="", topic="", author="", date="", slug="", text="", publish=False):
    """Add a tip; asks for what no flag gives."""
    from office.workbench.new import task as work

    answers = {"title": title, "topic": topic, "author": author, "date": date}
    run(work, ROOT, "tip", answers, slug=slug, text=text, publish=publish)


@task(
    iterable=["files"],
    help={
        "files": "The saved pages; named after the task: article.import page.html",
        "category": "A category of content/vocabulary.yaml; it becomes the folder.",
        "comments": "Take the page's comments as well, doubled ones once.",
        "dry-run": "Say what would be taken and left, and write nothing.",
    },
)
def article_import(c, files, category="", comments=False, dry_run=False):
    """Make a draft of an article from a saved web page, with an account of it."""
    from office.moving_in.task import task as work

    run(work, ROOT, files, category=category, comments=comments, dry_run=dry_run)


@task(
    iterable=["files"],
    help={
        "files": "The files and folders; named after the task: inbox.import export.csv mails/",
        "form": "The form they are from, where the files do not say.",
        "service": "The form service they are from, where it cannot be guessed.",
        "mapping": 'Which column is which field: "Your comment=text, Name=name".',
        "dry-run": "Read and count, and write nothing.",
    },
)
def inbox_import(c, files, form="", service="", mapping="", dry_run=False):
    """Take what visitors sent from files: exports, API pages, saved mails."""
    from office.inbox.listing import import_and_score as work

    run(work, ROOT, files, form=form, service=service, mapping=mapping, dry_run=dry_run)


@task(
    help={
        "service": "The form service to ask; every one that the settings name if left out.",
        "since": "Only what was sent from this day on, like 2026-09-14.",
        "dry-run": "Ask and count, and write nothing.",
    }
)
def inbox_fetch(c, service="", since="", dry_run=False):
    """Get what visitors sent from the form service's API."""
    from office.inbox.listing import fetch_and_score as work

    run(work, ROOT, service=service, since=since, dry_run=dry_run)


@task(
    help={
        "state": "new, suspected, approved, rejected, spam or done; what waits if left out.",
        "form": "Only this form.",
        "limit": "So many at most.",
    }
)
def inbox_list(c, state="", form="", limit=50):
    """List what waits in the inbox, oldest first."""
    from office.inbox.listing import list_task as work

    run(work, ROOT, state=state, form=form, limit=limit)


@task(help={"form": "Only this form.", "suspected": "What is suspected of being spam, instead of the rest."})
def inbox_review(c, form="", suspected=False):
    """Decide on what waits, one after the other."""
    from office.inbox.review import review_task as work

    run(work, ROOT, form=form, suspected=suspected, can_ask=sys.stdin.isatty())


@task(
    iterable=["ids"],
    help={
        "ids": "The numbers; named after the task: inbox.approve 12 15",
        "author": "All that wait under this name.",
        "below": "All that wait with a spam score below this, from 0 to 1.",
        "yes": "Do not ask, however many.",
        "dry-run": "List them with what would become of each, and decide nothing.",
    },
)
def inbox_approve(c, ids, author="", below="", yes=False, dry_run=False):
    """Approve what visitors sent: publish it, count it, open a lead of it or mark it as done."""
    from office.inbox.listing import decide_task as work

    run(work, ROOT, "approve", ids, author=author, below=below, yes=yes, dry_run=dry_run, can_ask=sys.stdin.isatty())


@task(
    iterable=["ids"],
    help={
        "ids": "The numbers; named after the task: inbox.reject 12 15",
        "author": "All that wait under this name.",
        "above": "All that wait with a spam score above this, from 0 to 1.",
        "yes": "Do not ask, however many.",
        "dry-run": "List them with what would become of each, and decide nothing.",
    },
)
def inbox_reject(c, ids, author="", above="", yes=False, dry_run=False):
    """Keep submissions off the site that are not spam."""
    from office.inbox.listing import decide_task as work

    run(work, ROOT, "reject", ids, author=author, above=above, yes=yes, dry_run=dry_run, can_ask=sys.stdin.isatty())


@task(
    iterable=["ids"],
    help={
        "ids": "The numbers; named after the task: inbox.spam 12 15",
        "author": "All that wait under this name.",
        "above": "All that wait with a spam score above this, from 0 to 1.",
        "yes": "Do not ask, however many.",
        "dry-run": "List them with what would become of each, and decide nothing.",
    },
)
def inbox_spam(c, ids, author="", above="", yes=False, dry_run=False):
    """Call submissions spam, so that the next like them are noticed."""
    from office.inbox.listing import decide_task as work

    run(work, ROOT, "spam", ids, author=author, above=above, yes=yes, dry_run=dry_run, can_ask=sys.stdin.isatty())


@task
def inbox_undo(c):
    """Take the last decision back, and its file with it."""
    from office.inbox.listing import undo_task as work

    run(work, ROOT)


@task(help={"state": "new, matched, offered, accepted, declined, introduced, followed-up or closed; what is open if left out."})
def leads_list(c, state=""):
    """List the leads: the requests for a VA that you opened."""
    from office.leads.tasks import list_task as work

    run(work, ROOT, state=state)


@task(help={"lead": "Its number: leads.show 12", "who": "Show where the client can be reached, too."})
def leads_show(c, lead, who=False):
    """Show one lead, with its steps and your notes."""
    from office.leads.tasks import show_task as work

    run(work, ROOT, lead, who=who)


@task(help={"lead": "Its number: leads.match 12", "limit": "So many members at most."})
def leads_match(c, lead, limit=10):
    """Rank the members for a lead, and say who was left out and why."""
    from office.leads.tasks import match_task as work

    run(work, ROOT, lead, limit=limit)


@task(
    help={
        "lead": "Its number.",
        "member": "The member's file name without .md: leads.offer 12 jo-sample",
        "text": "What she reads instead of the client's own words.",
        "send": "Send the mail instead of drafting it.",
        "one-more": "Go on when as many as the page /ask/ promises were asked before.",
    }
)
def leads_offer(c, lead, member, text="", send=False, one_more=False):
    """Draft the mail that offers a lead to a member, without the client's identity."""
    from office.leads.tasks import offer_task as work

    run(work, ROOT, lead, member, text=text, send=send, one_more=one_more)


@task(
    help={
        "lead": "Its number.",
        "answer": "accept or decline: leads.answer 12 decline --reason capacity",
        "reason": "conflict, capacity, skill or other; for you alone.",
        "note": "What else she said; for you alone.",
    }
)
def leads_answer(c, lead, answer, reason="", note=""):
    """Record what a member answered by mail or telephone."""
    from office.leads.tasks import answer_task as work

    run(work, ROOT, lead, answer, reason=reason, note=note)


@task(help={"lead": "Its number: leads.introduce 12", "send": "Send the mail instead of drafting it."})
def leads_introduce(c, lead, send=False):
    """Draft the one mail that introduces the client and the member who accepted."""
    from office.leads.tasks import introduce_task as work

    run(work, ROOT, lead, send=send)


@task(
    help={
        "member": "The colleague's file name without .md: leads.handover jo-sample",
        "lead": "The number of a lead that is here already.",
        "name": "The client's name, when there is no lead yet; asked for if left out.",
        "email": "Her e-mail address; asked for if left out.",
        "task": "What she wants done; asked for if left out.",
        "phone": "Her telephone number.",
        "consent": "She agreed that you pass her details on.",
        "send": "Send the mails instead of drafting them.",
    }
)
def leads_handover(c, member, lead="", name="", email="", task="", phone="", consent=False, send=False):
    """Refuse a client who asked you yourself, kindly, and hand her over to a colleague."""
    from office.leads.tasks import handover_task as work

    fields = {"name": name, "email": email, "task": task, "phone": phone, "consent": "yes" if consent else ""}
    run(work, ROOT, member, lead=lead, fields=fields, send=send, ask=input if sys.stdin.isatty() else None)


@task(help={"lead": "Its number: leads.consent 12"})
def leads_consent(c, lead):
    """Note that a client agreed to have her details passed on."""
    from office.leads.tasks import consent_task as work

    run(work, ROOT, lead)


@task(help={"lead": "Its number.", "text": 'The words, for you alone: leads.note 12 "She prefers mornings."'})
def leads_note(c, lead, text):
    """Keep a private note with a lead."""
    from office.leads.tasks import note_task as work

    run(work, ROOT, lead, text)


@task(
    help={
        "lead": "Its number.",
        "outcome": "hired, elsewhere or no-answer: leads.close 12 hired",
        "note": "What else is worth keeping; for you alone.",
    }
)
def leads_close(c, lead, outcome, note=""):
    """Close a lead with what became of it."""
    from office.leads.tasks import close_task as work

    run(work, ROOT, lead, outcome, note=note)


@task(help={"lead": "Its number: leads.undo 12"})
def leads_undo(c, lead):
    """Take the last step of a lead back, with the drafts it wrote."""
    from office.leads.tasks import undo_task as work

    run(work, ROOT, lead)


@task(
    help={
        "on": "List what is due by this day, like 2026-12-01, and draft nothing.",
        "send": "Send the mails instead of drafting them.",
        "dry-run": "List, and draft nothing.",
    }
)
def leads_due(c, on="", send=False, dry_run=False):
    """List what is due with the leads, and draft its mails."""
    from office.leads.tasks import due_task as work

    run(work, ROOT, day=on, send=send, dry_run=dry_run)


@task(help={"csv": "Write the sums to this file instead, for a spreadsheet."})
def leads_report(c, csv=""):
    """Sum the leads up by month and by member."""
    from office.leads.tasks import report_task as work

    run(work, ROOT, file=csv)


@task(
    help={
        "send": "Send them through the mail server of the environment, in place of drafts.",
        "dry-run": "Only list the letters that are due.",
    }
)
def comments_notify(c, send=False, dry_run=False):
    """Write to readers who asked to hear of answers to their comments."""
    from office.follow.tasks import notify_task as work

    run(work, ROOT, send=send, dry_run=dry_run)


@task
def comments_followers(c):
    """List by number who asked to hear of answers, without addresses."""
    from office.follow.tasks import followers_task as work

    run(work, ROOT)


@task(iterable=["numbers"], help={"numbers": "The numbers; named after the task: comments.confirm 3"})
def comments_confirm(c, numbers):
    """Note that a reader said yes by mail."""
    from office.follow.tasks import decide_task as work

    run(work, ROOT, numbers, confirm=True)


@task(iterable=["numbers"], help={"numbers": "The numbers; named after the task: comments.stop 3"})
def comments_stop(c, numbers):
    """Note that a reader wants to hear no more."""
    from office.follow.tasks import decide_task as work

    run(work, ROOT, numbers, confirm=False)


@task(
    help={
        "day": "The issue's day, like 2026-09-25; it tells of the days before. Today if left out.",
        "draft": "Begin it as a draft, which is neither published nor sent.",
        "dry-run": "Show the issue and write nothing.",
    }
)
def digest(c, day="", draft=False, dry_run=False):
    """Write the week's issue of the newsletter, into content/newsletter/."""
    from office.newsletter.digest import digest_task as work

    run(work, ROOT, day=day, draft=draft, dry_run=dry_run)


@task(
    help={
        "issue": "The issue's day, like 2026-09-25; the newest if left out.",
        "send": "Send it through the mail server of the environment, in place of drafts.",
        "replace-drafts": "With --send, send what lies as a draft too, and delete the draft.",
        "dry-run": "Only count the letters that are due.",
    }
)
def newsletter_send(c, issue="", send=False, replace_drafts=False, dry_run=False):
    """Write an issue to every reader who has not had it, as drafts or by mail."""
    from office.newsletter.sending import send_task as work

    run(work, ROOT, issue=issue, send=send, replace_drafts=replace_drafts, dry_run=dry_run)


@task
def newsletter_export(c):
    """Write the confirmed readers as a CSV file for a list service."""
    from office.newsletter.sending import export_task as work

    run(work, ROOT)


@task(
    help={
        "send": "Send them through the mail server of the environment, in place of drafts.",
        "dry-run": "Only count the letters that are due.",
    }
)
def newsletter_confirm(c, send=False, dry_run=False):
    """Ask those who signed up for the newsletter whether they meant it."""
    from office.newsletter.signing_up import confirm_task as work

    run(work, ROOT, send=send, dry_run=dry_run)


@task(iterable=["email"], help={"email": "The addresses; named after the task: newsletter.join name@example.org"})
def newsletter_join(c, email):
    """Note that readers said yes by mail. They must have signed up before."""
    from office.newsletter.signing_up import join_task as work

    run(work, ROOT, email)


@task(iterable=["email"], help={"email": "The addresses; named after the task: newsletter.leave name@example.org"})
def newsletter_leave(c, email):
    """Take addresses off the newsletter's list for good."""
    from office.newsletter.signing_up import leave_task as work

    run(work, ROOT, email)


@task(
    iterable=["email"],
    help={
        "email": "The addresses; named after the task: newsletter.bounced name@example.org",
        "file": "A file with them: a mail that came back, saved as .eml, or a list as text or CSV.",
    },
)
def newsletter_bounced(c, email, file=""):
    """Take addresses off the list that mail comes back from."""
    from office.newsletter.signing_up import bounced_task as work

    run(work, ROOT, email, file)


@task(help={"dry-run": "Only list what is due."})
def members_due(c, dry_run=False):
    """List the entries to confirm and the claims that run out, and draft a letter to each member."""
    from office.members.due import due_task as work

    run(work, ROOT, dry_run=dry_run)


@task(
    help={
        "file": "The table: comma, semicolon or tab, in any encoding.",
        "mapping": 'Which column is which field: "Company=business, Apps=tools".',
        "dry-run": "Read and count, and write nothing.",
        "overwrite": "Change files too that somebody changed by hand since the last import.",
    }
)
def members_import(c, file, mapping="", dry_run=False, overwrite=False):
    """Take members from a spreadsheet saved as CSV: members.import members.csv"""
    from office.members.importing import import_task as work

    run(work, ROOT, file, mapping=mapping, dry_run=dry_run, overwrite=overwrite)


@task(help={"format": "csv, vcard or json.", "to": "The file to write; one in private/exports/ if left out."})
def members_export(c, format="csv", to=""):
    """Write all members as a spreadsheet, as contacts or as data."""
    from office.members.exporting import export_task as work

    run(work, ROOT, kind=format, to=to)


@task(
    help={
        "all": "Delete .venv too.",
        "yes": "Do not ask.",
        "dry-run": "Only list what would be deleted.",
    }
)
def clean(c, all=False, yes=False, dry_run=False):
    """Delete the output and the caches, after asking. Never private/ or content/."""
    from office.workbench.clean import task as work

    run(work, ROOT, everything=all, yes=yes, dry_run=dry_run, can_ask=sys.stdin.isatty())


@task(iterable=["email"], help={"email": "Her address: privacy.export name@example.org"})
def privacy_export(c, email):
    """Write all that is held of one person into private/exports/, for her to have."""
    from office.privacy.tasks import export_task as work

    run(work, ROOT, email)


@task(
    iterable=["email"],
    help={
        "email": "Her address: privacy.erase name@example.org",
        "yes": "Do not ask.",
        "dry-run": "Only list what would be erased.",
    }
)
def privacy_erase(c, email, yes=False, dry_run=False):
    """Erase all that is held of one person, after asking, her comments on the site included."""
    from office.privacy.tasks import erase_task as work

    run(work, ROOT, email, yes=yes, dry_run=dry_run, can_ask=sys.stdin.isatty())


@task(help={"yes": "Do not ask.", "dry-run": "Only count what would be deleted."})
def privacy_tidy(c, yes=False, dry_run=False):
    """Delete what was kept for as long as the privacy page says, after asking."""
    from office.privacy.tidy import tidy_task as work

    run(work, ROOT, yes=yes, dry_run=dry_run, can_ask=sys.stdin.isatty())


@task(help={"check": "Write nothing; fail when a file is not what it should be."})
def docs(c, check=False):
    """Write the JSON Schemas and the parts of docs/ that are made from the code."""
    from office.workbench.docs import task as work

    run(work, ROOT, only_check=check)


@task(
    help={
        "fix": "Bring addresses that moved for good up to date, after asking.",
        "mark": "Mark resources whose address is dead, and unmark those that answer again, after asking.",
        "fresh": "Ask for all of them; without it, what answered within a week is not asked again.",
        "dry-run": "Ask and report, and write nothing.",
        "yes": "Do not ask before files are changed.",
    }
)
def links_check(c, fix=False, mark=False, fresh=False, dry_run=False, yes=False):
    """Ask for every outside address of the content: which are dead, moved or slow."""
    from office.links.task import task as work

    run(work, ROOT, fix=fix, mark=mark, fresh=fresh, dry_run=dry_run, yes=yes, can_ask=sys.stdin.isatty())


@task(help={"fix": "Let ruff mend what it can."})
def lint(c, fix=False):
    """Check style and types, with ruff and mypy."""
    from office.workbench.tools import lint as work

    run(work, ROOT, fix=fix)


ns = Collection(serve, receiver, build, check, test, quality, bench, digest, clean, docs, lint)
ns.add_collection(Collection("new", article=new_article, member=new_member, resource=new_resource, tip=new_tip))
ns.add_collection(Collection("article", **{"import": article_import}))
ns.add_collection(Collection("links", check=links_check))
ns.add_collection(Collection("members", due=members_due, **{"import": members_import, "export": members_export}))
ns.add_collection(Collection("privacy", export=privacy_export, erase=privacy_erase, tidy=privacy_tidy))
inbox = {
    "import": inbox_import, "fetch": inbox_fetch, "list": inbox_list, "review": inbox_review, "approve": inbox_approve,
    "reject": inbox_reject, "spam": inbox_spam, "undo": inbox_undo,
}
ns.add_collection(Collection("inbox", **inbox))
comments = {"notify": comments_notify, "followers": comments_followers, "confirm": comments_confirm, "stop": comments_stop}
ns.add_collection(Collection("comments", **comments))

letters = {
    "send": newsletter_send, "export": newsletter_export, "confirm": newsletter_confirm, "join": newsletter_join,
    "leave": newsletter_leave, "bounced": newsletter_bounced,
}
ns.add_collection(Collection("newsletter", **letters))
leads = {
    "list": leads_list, "show": leads_show, "match": leads_match, "offer": leads_offer, "answer": leads_answer,
    "introduce": leads_introduce, "handover": leads_handover, "consent": leads_consent, "note": leads_note,
    "close": leads_close, "undo": leads_undo, "due": leads_due, "report": leads_report,
}
ns.add_collection(Collection("leads", **leads))

if __name__ == "__main__":
    main(ns, sys.argv[1:])
