"""What a notice says, in the form that its way needs: e-mail, text, spoken call, or letter.

A kind has `notices/<kind>.txt`, whose first line is the subject. It may have a short form of its
own in `<kind>.text.txt` and words to be spoken in `<kind>.call.txt`; the subject serves where it
has none. No form names the person or says anything of care.
"""

from email.message import EmailMessage
from email.utils import formatdate

from flask import current_app, render_template
from jinja2 import Template

from portal.core.language import speaking
from portal.core.outbox import Opened, Way
from portal.settings import Settings

FORMS = {Way.TEXT: "text", Way.CALL: "call"}
NEUTRAL = "something_to_see"
"""The notice that says nothing of who wrote it or why, for whoever must not be given away."""
QUIET = "quiet/"
"""Where the other notices stand that do not say who wrote."""


def spoken_slowly(code: str) -> str:
    """Digits one by one, each a sentence of its own, so that a voice stops after it: "4. 0. 9."."""
    return " ".join(f"{digit}." for digit in code if digit.isalnum())


def subject_and_body(notice: Opened) -> tuple[str, str]:
    """The first line and the rest of the notice as it stands in an e-mail or a letter."""
    with speaking(notice.row.language):
        text = render_template(f"notices/{notice.row.kind}.txt", **notice.parts)
    subject, _, body = text.strip().partition("\n")
    return subject.removeprefix("Subject:").strip(), body.strip()


def subject_of(kind: str) -> str:
    """The first line of a notice, in the language in use. It needs no part of the notice."""
    kept: dict[str, Template] = current_app.extensions.setdefault("subjects_of_notices", {})
    if kind not in kept:  # to compile it takes as long as the rest of somebody's first page
        templates = current_app.jinja_env
        source = templates.loader.get_source(templates, f"notices/{kind}.txt")[0]  # type: ignore[union-attr]
        line = next(line for line in source.splitlines() if line.startswith("Subject:"))
        kept[kind] = templates.from_string(line)
    return render_template(kept[kind]).removeprefix("Subject:").strip()


def write_message(notice: Opened, settings: Settings) -> EmailMessage:
    """The notice as an e-mail to one address. Its subject never names the person."""
    subject, body = subject_and_body(notice)
    message = EmailMessage()
    message["Subject"] = subject
    quiet = notice.row.kind == NEUTRAL or notice.row.kind.startswith(QUIET)
    message["From"] = (quiet and settings.mail_from_neutral) or settings.mail_from
    message["To"] = notice.to
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = f"<{notice.row.id}@portal.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body + "\n")
    return message


def write_short(notice: Opened) -> str:
    """The words of a text message, or those that a call speaks, on one line."""
    form = FORMS[notice.way]
    subject = subject_and_body(notice)[0]
    with speaking(notice.row.language):
        words = render_template(
            [f"notices/{notice.row.kind}.{form}.txt", f"notices/{form}.txt"],
            subject=subject,
            slowly=spoken_slowly,
            **notice.parts,
        )
    return " ".join(words.split())
