"""The sentence for each reason why a row was refused. None of them says what a cell held."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from portal.core import language, money
from portal.core.texts import later as _l
from portal.exchange.rules import Reason, Why, read_back

SENTENCES: Mapping[Why, LazyString] = {
    Why.MISSING: _l("%(column)s: this is empty."),
    Why.TOO_LONG: _l("%(column)s: this is longer than %(detail)s letters."),
    Why.NOT_TEXT: _l("%(column)s: this has a character that cannot be shown."),
    Why.NOT_A_DATE: _l("%(column)s: this is not a date. Write 2026-03-31 or 31/03/2026."),
    Why.NOT_YET: _l("%(column)s: this date has not come yet."),
    Why.NOT_MONEY: _l("%(column)s: this is not an amount in pounds and pence, like 85.07."),
    Why.NOT_A_NUMBER: _l("%(column)s: this is not a whole number from 1."),
    Why.NOT_A_QUANTITY: _l("%(column)s: this is not a number with at most two decimals."),
    Why.NOT_A_REFERENCE: _l(
        "%(column)s: a reference has up to 40 letters, digits and the marks / _ . - only."
    ),
    Why.NOT_AN_EMAIL: _l("%(column)s: this is not an email address."),
    Why.NOT_A_PHONE: _l("%(column)s: this is not a phone number."),
    Why.NOT_A_POSTCODE: _l("%(column)s: this is not a postcode."),
    Why.NOT_A_LANGUAGE: _l("%(column)s: this is not the code of a language, like en or pl."),
    Why.NOT_YES_OR_NO: _l("%(column)s: this must be yes or no."),
    Why.NOT_ON_THE_LIST: _l("%(column)s: this must be one of: %(detail)s."),
    Why.WRONG_NUMBER_OF_CELLS: _l(
        "The row does not have as many cells as the first line (%(detail)s)."
    ),
    Why.ENDS_BEFORE_IT_BEGINS: _l("%(column)s: the end is before the beginning."),
    Why.TWICE: _l("Another row has the same key and says something else (%(detail)s)."),
    Why.UNKNOWN: _l("%(column)s: nothing with this reference is known."),
    Why.LEANS_ON_REJECTED: _l("%(column)s: the row it belongs to was refused (%(detail)s)."),
    Why.COUNCIL_SAYS_OTHERWISE: _l("%(column)s: the council's own file says something else."),
    Why.ACTS_FOR_SELF: _l("%(column)s: nobody acts for themselves."),
    Why.BELONGS_TO_ANOTHER: _l("%(column)s: this reference belongs to somebody else already."),
    Why.SAYS_WHERE: _l("%(column)s: this says where somebody is who must not be found."),
    Why.AGREED_ALREADY: _l(
        "%(column)s: this version is agreed already. A change needs a new version."
    ),
    Why.DOES_NOT_ADD_UP: _l(
        "What the person pays and what the council pays miss the total by %(amount)s."
    ),
    Why.WEEK_IS_OFF: _l("%(column)s: this misses quantity times rate by %(amount)s."),
    Why.LINES_DO_NOT_ADD_UP: _l("The lines of this budget miss its total by %(amount)s."),
    Why.PAYS_TOO_MUCH: _l(
        "The person would pay %(amount)s more than what can be charged for costs."
    ),
    Why.OTHERS_PAY_TOO_MUCH: _l(
        "%(column)s: the NHS and others would pay %(amount)s more than the week costs."
    ),
    Why.NO_LANDLORD: _l("%(column)s: this is for supported housing alone. Name its landlord."),
    Why.TAKES_TOO_MUCH: _l("%(column)s: this is %(amount)s more than the payment."),
    Why.IN_AND_OUT: _l("%(column)s: money comes in or goes out, and not both."),
    Why.LINE_REJECTED: _l("A line of this budget was refused (%(detail)s)."),
    Why.NEEDS_REASON: _l("%(column)s: the budget goes down. Say why."),
    Why.NEEDS_REASSESSMENT: _l(
        "%(column)s: the budget goes down. Name the new assessment, or its day."
    ),
    Why.NEEDS_LETTER: _l("%(column)s: the budget goes down. Give the date of the letter about it."),
    Why.NEEDS_NOTICE: _l(
        "%(column)s: the budget ends. Give the day of the notice, before the last day."
    ),
    Why.PUBLISHED_ALREADY: _l(
        "%(column)s: the person can see this version already. That day cannot change."
    ),
}
_AMOUNTS = frozenset(
    (
        Why.DOES_NOT_ADD_UP,
        Why.WEEK_IS_OFF,
        Why.LINES_DO_NOT_ADD_UP,
        Why.PAYS_TOO_MUCH,
        Why.OTHERS_PAY_TOO_MUCH,
        Why.TAKES_TOO_MUCH,
    )
)


def sentence(reason: Reason) -> str:
    """A reason in words, in the language in use; sums that differ are given in pounds."""
    amount = reason.why in _AMOUNTS
    shown = money.pounds(int(reason.detail), language.current()) if amount else ""
    return str(SENTENCES[reason.why]) % {
        "column": reason.column,
        "detail": reason.detail,
        "amount": shown,
    }


def sentences(written: str) -> list[str]:
    """Reasons as the database keeps them, in words. One from a newer portal has no words here."""
    try:
        return [sentence(reason) for reason in read_back(written)]
    except ValueError:
        return [_("The portal no longer knows this reason.")]
