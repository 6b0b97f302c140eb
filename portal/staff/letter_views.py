"""Letters to print: what the portal would say to people for whom a letter is the safe way."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from portal.contact import queries as contact
from portal.contact import words as contact_words
from portal.core import language, outbox
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.policy import Can
from portal.staff import letter_queries
from portal.staff.letter_queries import Letter
from portal.staff.people_views import bp

__all__ = ["bp"]


@bp.get("/staff/letters")
@needs(Can.SEE_CASELOAD)
def letters() -> str:
    """The letters that wait, to people of one's own caseload."""
    return render_template(
        "staff_people/letters.html", letters=letter_queries.letters(must_actor())
    )


@bp.route("/staff/letters/<uuid:letter_id>", methods=["GET", "POST"])
@needs(Can.PRINT_LETTERS, of=letter_queries.letter)
def letter(letter: Letter) -> str | Answer:
    """One letter, to be printed. Pressing the button says that it is in the post."""
    form = BaseForm()
    if form.is_valid():
        outbox.mark_printed(letter.id, must_actor().account_id)
        return redirect(url_for("staff_people.letters"), code=303)
    spoken = letter.notice.row.language
    heading, paragraphs = letter.written()
    return render_template(
        "staff_people/letter.html",
        form=form,
        person=letter.person,
        heed=contact_words.flags(contact.told_by(letter.person.id)),
        heading_of_letter=heading,
        paragraphs=paragraphs,
        quiet=letter.quiet,
        to=letter.notice.to.splitlines(),
        letter_lang=language.KNOWN[spoken].html_lang,
    )
