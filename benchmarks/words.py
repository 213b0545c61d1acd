"""The words that the generated content is made of. Nothing here is about a real person, tool or firm."""

from __future__ import annotations

import random

CATEGORIES = {
    "first-month": "The first month", "clients": "Clients", "money": "Money", "boundaries": "Boundaries",
    "hand-overs": "Hand-overs", "mistakes": "Mistakes", "routine": "Routine", "hiring": "Hiring",
}  # fmt: skip

TAGS = (
    "absence", "agendas", "apologies", "archives", "attention", "backups", "billing", "briefings", "budgets", "calendars",
    "calls", "checklists", "claims", "colleagues", "confidence", "consent", "contracts", "courage", "deadlines", "delays",
    "deposits", "directories", "drafts", "estimates", "evenings", "favours", "filing", "focus", "folders", "forms",
    "goodbyes", "habits", "holidays", "honesty", "illness", "inboxes", "interviews", "introductions", "invoices", "keys",
    "letters", "listening", "mentors", "minutes", "mornings", "notes", "numbers", "offers", "passwords", "patience",
    "payments", "portfolios", "prices", "promises", "questions", "quotes", "references", "reminders", "reviews", "scope",
)  # fmt: skip

SERVICE_GROUPS = {"office": "Office work", "finance": "Money matters", "words": "Words and pictures"}
SERVICES = {
    "inbox-care": ("Inbox care", "office"), "diary-keeping": ("Diary keeping", "office"),
    "travel-plans": ("Travel plans", "office"), "file-order": ("File order", "office"),
    "book-balancing": ("Book balancing", "finance"), "invoice-runs": ("Invoice runs", "finance"),
    "payment-reminders": ("Payment reminders", "finance"), "expense-lists": ("Expense lists", "finance"),
    "proof-reading": ("Proof-reading", "words"), "minute-taking": ("Minute taking", "words"),
    "slide-work": ("Slide work", "words"), "newsletter-care": ("Newsletter care", "words"),
}  # fmt: skip
TOOLS = ("Ledgerbird", "Inkwell Mail", "Tidewheel", "Paperlane", "Slatebox", "Moorings", "Lanternsheet", "Quillpad")
INDUSTRIES = ("Architecture", "Charities", "Farming", "Law", "Medicine", "Music", "Publishing", "Shipping")
RESOURCE_CATEGORIES = {"beginnings": "Beginnings", "accounts": "Accounts", "timetables": "Timetables", "language": "Language"}
TIP_TOPICS = {"small-repairs": "Small repairs", "refusals": "Refusals", "accounts": "Accounts"}

FIRST_NAMES = (
    "Ada", "Bela", "Carmen", "Dalia", "Edith", "Farah", "Gina", "Hana", "Ilse", "Jana", "Kaja", "Lena", "Mina", "Nora",
    "Olga", "Petra", "Rhea", "Selma", "Tessa", "Uma", "Vera", "Wilma", "Yara", "Zora",
)  # fmt: skip
LAST_NAMES = (
    "Ashdown", "Birkeland", "Calder", "Dunmore", "Elwood", "Fairholm", "Gadsby", "Hartwell", "Ivory", "Joyner",
    "Kingsley", "Lockyer", "Marlow", "Northcote", "Oakley", "Pemberton", "Quayle", "Rowntree", "Standish", "Thornbury",
)  # fmt: skip
ZONES = ("Europe/Lisbon", "Europe/London", "Europe/Berlin", "America/New_York", "Asia/Manila", "Africa/Nairobi")
LANGUAGES = ("en", "fr", "de", "es", "pt", "pl", "sw", "tl")
HEADLINES = (
    "Calm inboxes for people who travel", "Books that balance on the first of the month",
    "Diaries, rooms and trains for small charities", "Minutes that say who does what by when",
    "Clean copy from rough notes", "Everything between the quote and the paid invoice",
)  # fmt: skip

ADJECTIVES = ("plain", "short", "second", "quiet", "late", "open", "slow", "kind", "firm", "first", "small", "honest")
NOUNS = ("answer", "invoice", "morning", "refusal", "calendar", "promise", "hand-over", "estimate", "letter", "question")
TURNS = ("that saved a contract", "nobody asked for", "worth writing down", "before the deadline", "in an empty week")

HEADINGS = (
    "What happened first", "What the client saw", "The hour after", "What to write down", "Where it went wrong",
    "A way to say it", "When the answer is no", "The part that repeats", "What it costs", "Who should know",
    "The next working day", "What stays with you",
)  # fmt: skip

WHO = ("the client", "a colleague", "the accountant", "her partner", "the printer", "a new caller", "the committee")
WHAT = ("the brief", "the calendar", "the second invoice", "the mailing list", "the contract", "the last hand-over")
WHEN = ("on the same day", "before noon", "after the call", "in the first week", "once a month", "as soon as it is known")

# {who}, {what} and {when} are filled in as the text is made. About fifteen words each.
SENTENCES = (
    "Nobody noticed at the time, because {what} looked just as it had in last month's copy.",
    "It helps to write to {who} {when}, even when there is nothing finished to show yet.",
    "Most of the trouble with {what} began with a question that neither side had thought of asking.",
    "She put the telephone down, opened a clean page and listed what was known about {what}.",
    "A promise made to {who} in a hurry is still a promise, and somebody will remember it.",
    "There were three ways to go on from there, and only one of them needed {who}.",
    "Say which part of {what} isn't yours, say it {when}, and leave the rest of the story for later.",
    "The agreed hours were used up, so the honest thing was to say \"stop\" and to tell {who}.",
    "When {who} asks for a favour, the size of the favour matters less than how often it returns.",
    "Keep a copy of {what} where {who} can find it without having to ring you up.",
    "An answer that arrives {when} and is short does more good than a long one next Tuesday.",
    "What looked like carelessness was a habit that had worked well until {what} changed.",
    "If the figures in {what} don't agree, stop there and ask before anything's sent out.",
    "It is easier to raise a price {when} than to explain afterwards why it had to rise.",
    "The colleague who took over found {what} in order and needed only one call in a fortnight.",
    "Write the refusal first and the reason second, or {who} will argue with the reason.",
    "There's no shame in reading {what} aloud to somebody who hasn't seen it before.",
    "She asked {who} what \"good\" would look like, and the answer wasn't what she'd expected.",
    "Two columns were enough: what was agreed with {who}, and what had been done {when}.",
    "A quiet week is the time to tidy {what}, since no busy week has ever left room for it.",
    "The mistake cost an afternoon; hiding it from {who} would have cost the whole year.",
    "Every list of tasks grows, and {what} is no exception once three people can write in it.",
    "Read the message to {who} again {when} -- and take out the sentence that explains too much.",
    "In the end it was {what} that settled the matter, since the date on it was plain to see.",
)


def title(draw: random.Random) -> str:
    """Give a headline."""
    return f"The {draw.choice(ADJECTIVES)} {draw.choice(NOUNS)} {draw.choice(TURNS)}"


def sentence(draw: random.Random) -> str:
    """Give a sentence."""
    return draw.choice(SENTENCES).format(who=draw.choice(WHO), what=draw.choice(WHAT), when=draw.choice(WHEN))


def paragraph(draw: random.Random, sentences: int) -> str:
    """Give a paragraph of so many sentences."""
    return " ".join(sentence(draw) for _ in range(sentences))
