"""The tables of private/office.db. SQLAlchemy Core, so that SQLite and PostgreSQL are the same to the rest."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

# Where a submission stands. Nothing is deleted unread: suspected spam is a state, not an end.
STATES = ("new", "suspected", "approved", "rejected", "spam", "done")

submissions = sa.Table(
    "submissions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source", sa.String(40), nullable=False),
    sa.Column("id_key", sa.String(300), unique=True),
    sa.Column("content_key", sa.String(32), nullable=False, index=True),
    sa.Column("near_key", sa.String(32), nullable=False, index=True),
    sa.Column("text_key", sa.String(32), nullable=False, server_default="", index=True),  # "" for a short text
    sa.Column("form", sa.String(40), nullable=False),
    sa.Column("received", sa.DateTime, nullable=False),  # UTC, without a zone, as both databases keep it
    sa.Column("page", sa.String(300), nullable=False, default=""),
    sa.Column("email", sa.String(254), nullable=False, default="", index=True),
    sa.Column("fields", sa.Text, nullable=False),  # JSON
    sa.Column("flag", sa.String(80), nullable=False, default=""),  # what the service or the receiver said of spam
    sa.Column("state", sa.String(12), nullable=False, default="new"),
    sa.Column("score", sa.Float, nullable=False, default=0.0),
    sa.Column("reasons", sa.Text, nullable=False, default=""),
    sa.Column("scored", sa.Boolean, nullable=False, server_default=sa.false(), index=True),
    sa.Index("queue", "state", "form", "received", "id"),
)

# Every decision, with what is needed to take it back: the state before, and the file that was there before.
decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("action", sa.String(20), nullable=False),
    sa.Column("before", sa.Text, nullable=False),  # JSON: state and fields
    sa.Column("file", sa.String(300), nullable=False, default=""),  # relative to the repository
    sa.Column("file_before", sa.Text),  # None where there was no file
    sa.Column("file_after", sa.Text),  # what was written, to see that nobody changed it since
    sa.Column("carried_out", sa.Boolean, nullable=False, default=True),  # the file stands as decided
    sa.Column("undone", sa.Boolean, nullable=False, default=False),
)

# What was deleted, because its time was over or its sender wished it: the marks by which an overlapping export or a service's API does not bring it back.
forgotten = sa.Table(
    "forgotten",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("id_key", sa.String(300), index=True),
    sa.Column("content_key", sa.String(32), nullable=False, index=True),
    sa.Column("received", sa.DateTime, nullable=False),
)

# Files of content/ on which it depends how long something is kept, and that are not there any more: since when that is known.
gone = sa.Table(
    "gone",
    metadata,
    sa.Column("path", sa.String(300), primary_key=True),
    sa.Column("noticed", sa.DateTime, nullable=False),
)

# What the learner has seen: how often a word stood in what the owner called spam, and in what she did not.
words = sa.Table(
    "words",
    metadata,
    sa.Column("word", sa.String(60), primary_key=True),
    sa.Column("spam", sa.Integer, nullable=False, default=0),
    sa.Column("ham", sa.Integer, nullable=False, default=0),
)

# Who asked to hear of replies. The address lives here alone.
followers = sa.Table(
    "followers",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("email", sa.String(254), nullable=False, index=True),
    sa.Column("article", sa.String(100), nullable=False),
    sa.Column("comment", sa.String(100), nullable=False),
    sa.Column("token", sa.String(64), nullable=False, unique=True),
    sa.Column("asked", sa.DateTime),
    sa.Column("confirmed", sa.DateTime),
    sa.Column("ended", sa.DateTime),
    sa.UniqueConstraint("email", "article", "comment"),
)

# Who reads the newsletter, asked for it, or must not get it any more. A number is never given twice: links hold it.
subscribers = sa.Table(
    "subscribers",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("email", sa.String(254), nullable=False, unique=True),
    sa.Column("asked", sa.DateTime, nullable=False),
    sa.Column("confirmed", sa.DateTime),
    sa.Column("ended", sa.DateTime),
    sa.Column("reason", sa.String(10), nullable=False, server_default=""),  # of the end: left or bounced
    sqlite_autoincrement=True,
)

# Letters that went out, or lie ready as drafts. The key names the letter and its reader without an address.
letters = sa.Table(
    "letters",
    metadata,
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("state", sa.String(10), nullable=False),  # drafted, sending or sent
    sa.Column("at", sa.DateTime, nullable=False),
)

# A request for a VA that the owner has opened. What the client wrote stays in the submission.
leads = sa.Table(
    "leads",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "submission", sa.Integer, sa.ForeignKey("submissions.id", ondelete="CASCADE"), nullable=False, unique=True
    ),
    sa.Column("opened", sa.DateTime, nullable=False),  # UTC, as everywhere
    sa.Column("state", sa.String(12), nullable=False, default="new", index=True),
    sa.Column("member", sa.String(100), nullable=False, default=""),
    sa.Column("consent", sa.Boolean, nullable=False, default=False),
    sa.Column("outcome", sa.String(12), nullable=False, default=""),
)

# Each step of a lead, with the position before it, so that it can be taken back exactly.
lead_events = sa.Table(
    "lead_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("lead", sa.Integer, sa.ForeignKey("leads.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("step", sa.String(12), nullable=False),
    sa.Column("member", sa.String(100), nullable=False, default="", index=True),
    sa.Column("detail", sa.String(12), nullable=False, default=""),  # a reason, an outcome, or which follow-up
    sa.Column("note", sa.Text, nullable=False, default=""),  # the owner's own, or what the member wrote; never in a mail
    sa.Column("by_link", sa.Boolean, nullable=False, default=False),  # the member's own answer, through her link
    sa.Column("before", sa.Text, nullable=False),  # JSON: the position
    sa.Column("drafts", sa.Text, nullable=False, default="[]"),  # JSON: the mails it drafted, each with its digest
    sa.Column("undone", sa.Boolean, nullable=False, default=False),
)
