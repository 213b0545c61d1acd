"""The forms of this site. The page's HTML, the receiver and (later) every reader of a service's answers use these."""

from __future__ import annotations

from .model import LONG, SHORT, Field, Form

STARS = (
    ("5", "5: changed how I work"),
    ("4", "4: very useful"),
    ("3", "3: useful in part"),
    ("2", "2: not much new"),
    ("1", "1: not useful to me"),
)

_NAME = Field("name", "Your name", required=True, autocomplete="name", maxlength=SHORT)
_EMAIL = Field("email", "Your e-mail address", "email", required=True, autocomplete="email", maxlength=254)
_PRIVATE_EMAIL = Field(
    "email", "Your e-mail address", "email", hint="For a question about your comment, never published.",
    autocomplete="email", maxlength=254,
)  # fmt: skip
_ARTICLE = Field("article", "Article", "hidden", required=True, open_options=True, maxlength=100)

COMMENT = Form(
    "comment", "Write a comment", "Send the comment", "/thanks/comment/",
    (
        _ARTICLE,
        Field("reply_to", "In answer to", "select", options=(("", "The article"),), open_options=True, maxlength=100,
              hint="Choose a name here if you answer somebody."),
        Field("text", "Your comment", "textarea", required=True, rows=7, maxlength=LONG,
              hint="A person reads it before it appears. You can use *emphasis*, lists, > quotes and links."),
        _NAME,
        _PRIVATE_EMAIL,
        Field("notify", "Tell me by mail of answers", "checkbox", needs="email"),
        Field("website", "Your website", "url", autocomplete="url", hint="Your name will link to it."),
    ),
    "Your name, website and comment will be public. Your e-mail address stays with the editor.",
)  # fmt: skip

RATING = Form(
    "rating", "Rate this article", "Send the rating", "/thanks/rating/",
    (
        _ARTICLE,
        Field("stars", "How useful was it?", "radio", required=True, options=STARS),
        Field("email", "Your e-mail address", "email", required=True, asked_here=True, autocomplete="email", maxlength=254,
              hint="So that you count once; a new vote takes the place of your last."),
    ),
    "Only the number is published.",
)  # fmt: skip

NEWSLETTER = Form(
    "newsletter", "The week’s best by mail", "Sign up", "/thanks/newsletter/",
    (_EMAIL,),
    "One mail a week at most, none in an empty week. Every mail has a link to leave.",
)  # fmt: skip

CONTACT = Form(
    "contact", "Write to us", "Send the message", "/thanks/contact/",
    (
        _NAME,
        _EMAIL,
        Field("subject", "What is it about?", maxlength=120),
        Field("message", "Your message", "textarea", required=True, rows=8, maxlength=LONG),
    ),
    "Your message goes to the editor and to nobody else.",
)  # fmt: skip

REFERRAL = Form(
    "referral-request", "Ask for a VA", "Ask for an introduction", "/thanks/referral-request/",
    (
        Field("task", "What do you need done?", "textarea", required=True, rows=6, maxlength=LONG,
              hint="In your own words: the task, how often, and what a good result looks like."),
        Field("service", "The nearest service", "select", options=(("", "I am not sure"),), open_options=True),
        Field("member", "Somebody you have in mind", "select", options=(("", "No, please suggest"),), open_options=True),
        Field("hours", "How many hours", hint="For example: 5 a week, or 20 once."),
        Field("budget", "Your budget", hint="An amount or a range, with the currency."),
        Field("start", "When should it start?", "date"),
        Field("time_zone", "Your time zone or city", maxlength=SHORT),
        Field("avoid", "Who must not hear about this?", "textarea", rows=3, maxlength=1_000,
              hint="Competitors, former contractors, an industry. We leave out everyone it would touch."),
        _NAME,
        _EMAIL,
        Field("reply_by", "How shall we answer?", "select", options=(("mail", "By mail"), ("telephone", "By telephone"))),
        Field("phone", "Your telephone number", autocomplete="tel", maxlength=40, hint="Only if we shall call."),
        Field("consent", "Yes, pass my details on to the one colleague who accepts.", "checkbox", required=True),
    ),
    "A person reads this. Nobody is told your name before one colleague has accepted.",
)  # fmt: skip

# The same words as in a member file and in an article; tests hold the two together.
_AVAILABILITY = (
    ("", "Choose one"), ("open", "Open now"), ("waiting-list", "Waiting list"), ("full", "Full at present"), ("on-leave", "On leave"),
)  # fmt: skip
_LICENCES = (
    ("all-rights-reserved", "You may publish it here; all other rights stay with me"),
    ("CC-BY-4.0", "Others may publish it too, with my name (CC BY 4.0)"),
    ("CC-BY-SA-4.0", "As above, and changed versions under the same terms (CC BY-SA 4.0)"),
    ("CC-BY-ND-4.0", "As above, unchanged only (CC BY-ND 4.0)"),
)  # fmt: skip


def _entry(new: bool) -> tuple[Field, ...]:
    """Give the fields of a member's entry. In a new one some are needed; in a change each empty one stays as it is."""
    return (
        Field("business", "Your business name", maxlength=SHORT, autocomplete="organization"),
        Field("headline", "What you are good at, in one line", required=new, maxlength=90),
        Field("services", "Your services", "textarea", required=new, rows=3, maxlength=1_000, hint="One a line."),
        Field("tools", "Tools that you know well", "textarea", rows=3, maxlength=1_000, hint="One a line."),
        Field("industries", "Industries that you know", "textarea", rows=2, maxlength=1_000, hint="One a line."),
        Field("languages", "Languages, with your level", required=new,
              hint="For example: English (native), French (B2)."),
        Field("time_zone", "Your time zone or city", required=new, maxlength=SHORT),
        Field("hours", "Your working hours", required=new, hint="For example: 9 to 15, Monday to Thursday."),
        Field("since", "A VA since", required=new, maxlength=20, hint="The year."),
        Field("rate", "Your rate", hint="Amount, currency and unit, for example 38 EUR an hour."),
        Field("availability", "Do you take new clients?", "select", required=new, options=_AVAILABILITY),
        Field("available_from", "From which day?", "date", hint="If not now, and you know it."),
        Field("declines", "Work that you decline", "textarea", rows=3, maxlength=1_000, hint="One a line."),
        Field("website", "Your website", "url", autocomplete="url"),
        Field("bio", "About you", "textarea", required=new, rows=8, maxlength=LONG,
              hint="60 to 160 words, as you would say it to a client."),
    )  # fmt: skip


LIST_ME = Form(
    "list-me", "Be listed", "Send my entry", "/thanks/list-me/",
    (
        _NAME,
        _EMAIL,
        *_entry(new=True),
        Field("consent", "Yes, publish this entry, apart from my e-mail address.", "checkbox", required=True),
    ),
    "A person reads every entry and writes back before anything is published.",
)  # fmt: skip

PAUSE = Form(
    "pause-entry", "Pause or leave", "Send", "/thanks/pause-entry/",
    (
        Field("member", "Which entry is yours?", required=True,
              hint="Your name as it stands in the directory, or your entry’s web address."),
        Field("wish", "What would you like?", "radio", required=True, options=(
            ("pause", "Pause until a day: my page stays and says so"),
            ("leave", "Leave: take my page down"),
            ("back", "Come back: I take clients again"),
        )),
        Field("until", "Until which day do you pause?", "date", hint="Only if you pause."),
        _EMAIL,
        Field("note", "Anything else", "textarea", rows=3, maxlength=2_000, hint="Only we read this."),
    ),
    "A person reads it and asks back if the request may not be yours. You may change your mind at any time.",
)  # fmt: skip

CHANGE_ENTRY = Form(
    "change-entry", "Change my entry", "Send the changes", "/thanks/change-entry/",
    (
        Field("member", "Which entry is yours?", required=True, hint="Your name as it stands in the directory, or your entry’s web address."),
        _EMAIL,
        Field("name", "Your name, if it changes", maxlength=SHORT, autocomplete="name"),
        *_entry(new=False),
        Field("remark", "Anything else", "textarea", rows=3, maxlength=2_000,
              hint="What has to go, or what has no field above. Only we read this."),
        Field("consent", "Yes, publish these changes. The rest of my entry is still true.", "checkbox", required=True),
    ),
    "Fill in only what changes; the rest stays as it is. A person reads it and asks back if the request may not be yours.",
)  # fmt: skip

ARTICLE = Form(
    "submit-article", "Submit an article", "Send the article", "/thanks/submit-article/",
    (
        Field("title", "Its title", required=True, maxlength=120),
        Field("summary", "What it is about", "textarea", required=True, rows=2, maxlength=220,
              hint="One or two sentences, 40 to 220 characters."),
        Field("category", "Where it belongs", "select", required=True, options=(("", "Choose one"),), open_options=True),
        Field("text", "The article", "textarea", required=True, rows=20, maxlength=30_000,
              hint="Plain text or Markdown. Leave an empty line between paragraphs."),
        Field("first_place", "If it was published before: where?", maxlength=120),
        Field("first_address", "And at which address?", "url"),
        Field("licence", "May others publish it too?", "radio", required=True, options=_LICENCES),
        _NAME,
        _EMAIL,
        Field("website", "Your website", "url", autocomplete="url"),
        Field("consent", "Yes, I wrote this, and it may be published here on these terms under my name.", "checkbox", required=True),
    ),
    "A person reads every article and sends you the edited text before it appears. Your e-mail address is not published.",
)  # fmt: skip

SUGGEST = Form(
    "suggest-resource", "Suggest a resource", "Send the suggestion", "/thanks/suggest-resource/",
    (
        Field("title", "What is it called?", required=True),
        Field("url", "Its web address", "url", required=True, hint="It begins with https://."),
        Field("why", "Why is it good?", "textarea", required=True, rows=5, maxlength=2_000,
              hint="What you used it for, and for whom it is not."),
        Field("connection", "Are you connected with it?", "radio", required=True,
              options=(("no", "No, I only use it"), ("yes", "Yes, it is mine or I earn from it"))),
        Field("name", "Your name", autocomplete="name", maxlength=SHORT),
        Field("email", "Your e-mail address", "email", autocomplete="email", maxlength=254,
              hint="In case we have a question."),
    ),
    "Your name and e-mail address are not published.",
)  # fmt: skip

FORMS: dict[str, Form] = {
    form.id: form
    for form in (COMMENT, RATING, NEWSLETTER, CONTACT, REFERRAL, LIST_ME, CHANGE_ENTRY, PAUSE, SUGGEST, ARTICLE)
}
