"""Staff invite people to the portal."""

from flask import Blueprint, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal.accounts import access_queries, notices, queries
from portal.accounts.actions import Invited, Way
from portal.accounts.actions import invite_person as invite
from portal.accounts.forms import InvitePersonForm
from portal.accounts.links import link
from portal.accounts.proving import proved_again
from portal.accounts.rules.standing import Checked
from portal.contact import queries as contact
from portal.contact import words as contact_words
from portal.contact.rules import SafeWays
from portal.core import language
from portal.core.access import must_actor, needs
from portal.people import queries as people
from portal.people.models import Person
from portal.people.queries import Record
from portal.policy import Can, allowed

bp = Blueprint("staff_accounts", __name__)
Page = str | tuple[str, int] | Answer


@bp.route("/staff/people/<uuid:person_id>/invitation", methods=["GET", "POST"])
@needs(Can.INVITE_PERSON, of=people.record)
@proved_again
def invite_person(record: Record) -> Page:
    """Send a code by email, print it in a letter, or read it out. The page says first to whom.

    Whoever has an account would lose it to who takes the code up: then only their named worker
    gives one, and only by voice, because others may open the letters at an old home.
    """
    person, form = record.person, InvitePersonForm()
    told, account = contact.told_by(person.id), queries.account_of(person)
    may = _ways(person, told.ways)
    if account is not None:
        may = {Way.TELEPHONE} if allowed(must_actor(), Can.VIEW_SAFE_ADDRESS, record) else set()
    form.way.choices = [each for each in form.way.choices if Way(each.value) in may]
    if may and form.is_valid():
        way = Way(form.way.data)
        checked = Checked(form.checked.data) if way is Way.TELEPHONE else None
        invited = invite(person, must_actor().account_id, way, checked)
        if way is Way.TELEPHONE and invited is not None:
            return _spoken(person, invited)
        if way is Way.LETTER and invited is not None:
            return _letter(person, invited)
        return redirect(url_for("staff_accounts.invite_person", person_id=person.id), code=303)
    page = render_template(
        "staff_accounts/invite_person.html",
        form=form,
        person=person,
        access=access_queries.access_of(person.id),
        may_not=not may,
        heed=contact_words.flags(told),
        came_back=access_queries.came_back(person.id),
        letter=None,
        spoken=None,
    )
    return page, 422 if may and form.is_submitted() else 200


def _ways(person: Person, safe: SafeWays) -> set[Way]:
    """How a first code may travel: as the person said is safe, and always by voice."""
    ways = {Way.TELEPHONE}
    ways |= {Way.LETTER} if safe.letter else set()
    return ways | ({Way.EMAIL} if person.email and safe.email_may_say_who else set())


def _spoken(person: Person, invited: Invited) -> str:
    """The code to read out, once."""
    return render_template(
        "staff_accounts/invite_person.html",
        person=person,
        letter=None,
        spoken=invited,
        address=link("/invitation"),
    )


def _letter(person: Person, invited: Invited) -> str:
    """The letter, in the language of whoever gets it, on a page in the reader's own."""
    spoken = notices.language_of(person)

    def in_their_language(template: str) -> Markup:
        with language.speaking(spoken):
            text = render_template(
                template, person=person, invited=invited, address=link("/invitation")
            )
        return Markup(text)  # noqa: S704 - our own template, escaped when it was rendered

    return render_template(
        "staff_accounts/invite_person.html",
        person=person,
        spoken=None,
        letter=in_their_language,
        letter_lang=language.KNOWN[spoken].html_lang,
    )
