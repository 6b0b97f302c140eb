"""The words for what a budget is made of."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from portal.budgets.rules import ChargeBasis, Kind, Method, Outcome, ReasonCode, Unit
from portal.budgets.statements import Line
from portal.core import language, money
from portal.core.texts import later as _l

KINDS: Mapping[Kind, LazyString] = {
    Kind.ESTIMATED: _l("Estimated budget"),
    Kind.AGREED: _l("Agreed budget"),
}
PER_WEEK: Mapping[Kind, LazyString] = {
    Kind.ESTIMATED: _l("a week (estimate)"),
    Kind.AGREED: _l("a week"),
}
PER_WEEK_SUM: Mapping[Kind, LazyString] = {
    Kind.ESTIMATED: _l("The total is about %(amount)s a week (estimate)."),
    Kind.AGREED: _l("The total is %(amount)s a week."),
}

METHODS: Mapping[Method, LazyString] = {
    Method.COUNCIL_MANAGED: _l("The council pays for this"),
    Method.DIRECT_PAYMENT: _l("Direct payment: money to arrange this support"),
    Method.ISF: _l("The provider holds the money for this"),
}

CHARGES: Mapping[ChargeBasis, LazyString] = {
    ChargeBasis.CHARGEABLE: _l("Not free. It counts when we work out what to pay."),
    ChargeBasis.S117_FREE: _l("Free, as support after a hospital stay (section 117)"),
    ChargeBasis.REABLEMENT_FREE: _l("Free, as short-term help to do things again"),
    ChargeBasis.NHS: _l("Free. The NHS pays."),
    ChargeBasis.CARER_FREE: _l("Free, as support for a carer"),
}

OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.NUTRITION: _l("Eating and drinking"),
    Outcome.HYGIENE: _l("Keeping clean"),
    Outcome.TOILET: _l("Using the toilet"),
    Outcome.CLOTHING: _l("Getting dressed"),
    Outcome.SAFE_HOME: _l("Being safe at home"),
    Outcome.HABITABLE_HOME: _l("Looking after the home"),
    Outcome.RELATIONSHIPS: _l("Family and friends"),
    Outcome.WORK: _l("Work, learning and volunteering"),
    Outcome.COMMUNITY: _l("Getting out and about"),
    Outcome.CARING_FOR_CHILD: _l("Looking after a child"),
}
NO_OUTCOME = _l("Other support")

REASONS: Mapping[ReasonCode, LazyString] = {
    ReasonCode.NEEDS_MORE: _l("More support is needed."),
    ReasonCode.NEEDS_LESS: _l("Less support is needed."),
    ReasonCode.LIFE_CHANGED: _l("Something in life has changed."),
    ReasonCode.ASKED: _l("We were asked for the change."),
    ReasonCode.PRICE: _l("The price of the support has changed."),
    ReasonCode.CHARGE: _l("We worked out again what to pay."),
    ReasonCode.FUNDER: _l("Somebody else pays for a part."),
    ReasonCode.CORRECTION: _l("We put a mistake right."),
    ReasonCode.ENDED: _l("The support ends."),
}

UNITS: Mapping[Unit, LazyString] = {
    Unit.HOUR: _l("Hours a week"),
    Unit.SESSION: _l("Sessions a week"),
    Unit.NIGHT: _l("Nights a week"),
    Unit.WEEK: _l("Every week"),
}


def outcome(which: Outcome | None) -> LazyString:
    """What a part of the budget is for."""
    return OUTCOMES[which] if which else NO_OUTCOME


def funders(line: Line) -> str:
    """Who else pays for a part of one line. The money comes through the council."""
    code = language.current()
    if line.nhs_pence == line.week_pence:
        return str(ALL_FROM_NHS)
    return " ".join(
        str(sentence) % {"amount": money.pounds(pence, code)}
        for sentence, pence in zip(FUNDERS, (line.nhs_pence, line.other_pence), strict=True)
        if pence
    )


ALL_FROM_NHS = _l("The NHS pays for all of it.")
FUNDERS = (
    _l("The NHS pays %(amount)s a week of it."),
    _l("Somebody else pays %(amount)s a week of it."),
)


def amount(unit: Unit, hundredths: int, rate_pence: int) -> str:
    """How much of a thing, at what price: 4.5 at £27.00 each."""
    code = language.current()
    if unit is Unit.WEEK:
        return ""
    words: str = _(
        "%(count)s at %(price)s each",
        count=_count(hundredths, code),
        price=money.pounds(rate_pence, code),
    )
    return words


@lru_cache(maxsize=1024)
def _count(hundredths: int, code: str) -> str:
    written: str = format_decimal(Decimal(hundredths) / 100, locale=language.locale_of(code))
    return written
