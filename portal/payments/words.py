"""The words for how money is paid."""

from collections.abc import Mapping

from babel.numbers import format_decimal
from flask_babel.speaklater import LazyString

from portal.core import language
from portal.core.texts import later as _l
from portal.payments.rules.accounts import AccountKind, Frequency

KINDS: Mapping[AccountKind, LazyString] = {
    AccountKind.PREPAID_SELF: _l("Card for the direct payment"),
    AccountKind.PREPAID_SUPPORTED: _l("Direct payment account that others help to run"),
    AccountKind.BANK: _l("Bank account for the direct payment"),
    AccountKind.ISF: _l("Money that a provider holds"),
}
FREQUENCIES: Mapping[Frequency, LazyString] = {
    Frequency.WEEKLY: _l("We pay every week."),
    Frequency.FOUR_WEEKLY: _l("We pay every four weeks."),
    Frequency.MONTHLY: _l("We pay every month."),
    Frequency.ONE_OFF: _l("We paid once."),
}


def weeks(tenths: int) -> str:
    """A number of weeks as a reader writes it: 4.6, or 4,6."""
    written: str = format_decimal(tenths / 10, locale=language.locale_of(language.current()))
    return written
