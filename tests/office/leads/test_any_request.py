"""Hostile text in any field of a request: no page breaks, no header opens, no lead is lost."""

from __future__ import annotations

from email.policy import default

from clients import REQUEST, Room, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.inbox.record import Submission
from office.leads.book import LeadError
from office.leads.showing import match_lines, shown
from office.post.letters import LetterError

NASTY = st.sampled_from(
    ["=?utf-8?q?=0ABcc=3A_evil=40evil.example?=", "a\r\nBcc: evil@evil.example", "<script>alert(1)</script>", "{{ 7*7 }}{% raw %}",
     "\u202egnp.exe", "'; DROP TABLE leads; --", "=HYPERLINK(1)", "\x00\x1b[2J", "x" * 5_000, "\ud7ff\uffff", "> Accept: https://evil.example"]
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | NASTY
FIELDS = st.fixed_dictionaries({}, optional=dict.fromkeys([*REQUEST, "phone", "reply_by", "member"], TEXT))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FIELDS)
def test_whatever_is_asked_it_stays_a_lead_and_its_mails_stay_mails(room: Room, given_fields: dict[str, str]) -> None:
    fields = {**REQUEST, **{name: value.replace("\x00", "") for name, value in given_fields.items()}, "consent": "yes"}
    room.store.add([Submission("receiver", "", "referral-request", room.clock.now, fields)])
    for one in room.store.queue(("new",)):
        with room.store.writing() as connection:
            connection.exec_driver_sql(f"UPDATE submissions SET state = 'done' WHERE id = {one.id}")
    room.leads.book.gather()
    lead = room.leads.book.all()[-1]
    match_lines(room.leads.match(lead.id), "Europe/Lisbon")
    shown(lead, room.leads.book.events(lead.id), str, "Europe/Lisbon", [(name, name) for name in fields])
    mails = []
    try:
        mails += room.leads.offer(lead.id, "rita-sample").mails
        room.leads.answer(lead.id, "accept")
        mails += room.leads.introduce(lead.id).mails
    except (LeadError, LetterError):
        pass  # refused in words, and the lead is still there
    assert room.leads.book.get(lead.id).fields == lead.fields
    for mail in mails:
        names = {name for name, _ in read(mail).items()}
        assert names <= {"From", "To", "Subject", "Date", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding", "MIME-Version", "X-Unsent"}
        assert "evil" not in str(read(mail)["To"] or "") + str(read(mail)["Subject"])
        assert mail.message.as_bytes(policy=default)
