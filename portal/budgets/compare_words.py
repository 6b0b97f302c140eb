"""Two versions of a budget compared in sentences."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from portal.budgets import words
from portal.budgets.comparing import Changed, Comparison, Differs
from portal.budgets.rules import Unit
from portal.core import language, money
from portal.core.texts import later as _l

TOTAL_UP = _l("The total went up by %(amount)s a week.")
TOTAL_DOWN = _l("The total went down by %(amount)s a week.")
TOTAL_SAME = _l("The total stayed the same.")
YOURS: tuple[LazyString, LazyString, LazyString] = (
    _l("You pay %(amount)s more a week."),
    _l("You pay %(amount)s less a week."),
    _l("What you pay stayed the same."),
)
THEIRS: tuple[LazyString, LazyString, LazyString] = (
    _l("The person pays %(amount)s more a week."),
    _l("The person pays %(amount)s less a week."),
    _l("What the person pays stayed the same."),
)
COUNCIL: tuple[LazyString, LazyString, LazyString] = (
    _l("The council pays %(amount)s more a week."),
    _l("The council pays %(amount)s less a week."),
    _l("What the council pays stayed the same."),
)
COUNTED: Mapping[Unit, LazyString] = {
    Unit.HOUR: _l("Hours a week: %(new)s. Before: %(old)s."),
    Unit.SESSION: _l("Sessions a week: %(new)s. Before: %(old)s."),
    Unit.NIGHT: _l("Nights a week: %(new)s. Before: %(old)s."),
    Unit.WEEK: _l("How many a week: %(new)s. Before: %(old)s."),
}


def total(found: Comparison) -> str:
    """How the total of a week changed."""
    return _moved((TOTAL_UP, TOTAL_DOWN, TOTAL_SAME), found.total)


def person(found: Comparison, *, mine: bool) -> str:
    """How what the person pays changed."""
    return _moved(YOURS if mine else THEIRS, found.person)


def council(found: Comparison) -> str:
    """How what the council pays changed."""
    return _moved(COUNCIL, found.council)


def changes(found: Changed) -> list[str]:
    """What of a line changed, a sentence each."""
    return [SENTENCES[each](found) for each in found.differs]


def _pounds(pence: int) -> str:
    return money.pounds(pence, language.current())


def _moved(sentences: tuple[LazyString, LazyString, LazyString], by: int) -> str:
    up, down, same = sentences
    if by == 0:
        return str(same)
    return str(up if by > 0 else down) % {"amount": _pounds(abs(by))}


def _count(hundredths: int) -> str:
    return format_decimal(Decimal(hundredths) / 100, locale=language.locale_of(language.current()))


def _amount(found: Changed) -> str:
    old, new = found.old, found.new
    if old.unit is not new.unit:
        return str(
            _(
                "It is counted in another way now. %(now)s: %(count)s.",
                now=words.UNITS[new.unit],
                count=_count(new.quantity_hundredths),
            )
        )
    counts = {"old": _count(old.quantity_hundredths), "new": _count(new.quantity_hundredths)}
    return str(COUNTED[new.unit]) % counts


def _said(sentence: LazyString, old: object, new: object) -> str:
    return str(sentence) % {"old": old, "new": new}


RATE = _l("The price of one: %(new)s. Before: %(old)s.")
WEEK = _l("It costs %(new)s a week. Before: %(old)s.")
PROVIDER = _l("Who gives the support: %(new)s. Before: %(old)s.")
NOW = _l("Now: %(new)s. Before: %(old)s.")
NOBODY = _l("not said")
SENTENCES: Mapping[Differs, Callable[[Changed], str]] = {
    Differs.AMOUNT: _amount,
    Differs.RATE: lambda each: _said(
        RATE, _pounds(each.old.rate_pence), _pounds(each.new.rate_pence)
    ),
    Differs.WEEK: lambda each: _said(
        WEEK, _pounds(each.old.week_pence), _pounds(each.new.week_pence)
    ),
    Differs.PROVIDER: lambda each: _said(
        PROVIDER, each.old.provider or NOBODY, each.new.provider or NOBODY
    ),
    Differs.METHOD: lambda each: _said(
        NOW, words.METHODS[each.old.method], words.METHODS[each.new.method]
    ),
    Differs.CHARGE: lambda each: _said(
        NOW, str(words.CHARGES[each.old.charge]), str(words.CHARGES[each.new.charge])
    ),
}
