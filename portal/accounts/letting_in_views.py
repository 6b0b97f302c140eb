"""A worker lets somebody in whom they have on the telephone."""

from flask import abort, render_template
from flask_babel import gettext as _

from portal.accounts import passkey_queries, queries, route_queries
from portal.accounts.actions import letting_in as actions
from portal.accounts.actions.letting_in import NotLetIn, Told, lost_with
from portal.accounts.letting_in_forms import LetInForm
from portal.accounts.models import Account
from portal.accounts.proving import proved_again
from portal.accounts.report_views import bp
from portal.accounts.rules.letting_in import Lost
from portal.contact import queries as contact
from portal.contact import words as contact_words
from portal.contact.rules import SafeWays
from portal.core.access import must_actor, needs
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

__all__ = ["bp"]


@bp.route("/staff/people/<uuid:person_id>/let-in", methods=["GET", "POST"])
@needs(Can.LET_IN, of=people.record)
@proved_again
def let_in(record: Record) -> tuple[str, int]:
    """Ask for the number on their screen and for two answers. The answers are not shown here."""
    person, form = record.person, LetInForm()
    account = queries.account_of(person)
    told_us = contact.told_by(person.id)
    form.offer(_has(account, told_us.ways) if account else [])
    if account is None or not form.is_valid():
        return _page(
            record, form, account, told_us, 422 if form.is_submitted() and account else 200
        )
    lost = tuple(Lost(each) for each in form.lost.data or ()) if form.lost else ()
    told = Told(form.number.data, form.born_on.data, form.second.data, lost)
    wrong = actions.let_in(must_actor(), person, told)
    if wrong is NotLetIn.TOO_OFTEN:
        abort(429)
    if wrong is not None:
        form.refuse("number", _why(wrong))
        return _page(record, form, account, told_us, 422)
    return _page(record, form, account, told_us, 200, done=True)


def _has(account: Account, safe: SafeWays) -> list[Lost]:
    app = [Lost.APP] if account.totp_sealed is not None else []
    keys = [Lost.PASSKEYS] if passkey_queries.passkeys_of(account.id) else []
    codes = [Lost.CODES] if queries.recovery_codes_left(account.id) else []
    ways = {lost_with(each.way) for each in route_queries.routes(account, safe)}
    return app + [each for each in Lost if each in ways] + keys + codes


def _why(wrong: NotLetIn) -> str:
    if wrong is NotLetIn.OWN:
        return str(_("This is your own account. A colleague has to let you in."))
    if wrong is NotLetIn.NO_ACCOUNT:
        return str(_("They have no account that is open. Invite them again."))
    return str(
        _("These do not go together. Ask again for the number on their screen and both answers.")
    )


def _page(
    record: Record,
    form: LetInForm,
    account: Account | None,
    told_us: contact.Told,
    status: int,
    *,
    done: bool = False,
) -> tuple[str, int]:
    page = render_template(
        "staff_accounts/let_in.html",
        form=form,
        person=record.person,
        has_account=account is not None and account.closed_at is None,
        heed=contact_words.flags(told_us),
        may_ring=told_us.ways.call,
        done=done,
    )
    return page, status
