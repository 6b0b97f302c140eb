"""The words for how money is paid."""

from collections.abc import Mapping, Sequence

from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from portal.core import language
from portal.core.texts import later as _l
from portal.payments.rules.accounts import AccountKind, Frequency
from portal.payments.statement_queries import Statement

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


def sheet(found: Statement) -> tuple[Sequence[str], list[Sequence[str]]]:
    """A statement for a spreadsheet: its headings, and a row for each movement.

    Amounts are in pounds with a point, as spreadsheets here read them. Who was paid is among them
    only where the council shows it.
    """
    payees = any(each.payee for each in found.moved)
    who = [_("Who was paid")] if payees else []
    head = [_("Day"), _("What"), _("What it is for"), *who, _("Money in"), _("Money out")]
    sums, nothing = found.sums, [""] * len(who)
    first = found.span.first.isoformat()
    rows: list[Sequence[str]] = [
        [first, _("Brought forward"), "", *nothing, "", "", _plain(sums.opening)]
    ]
    rows += [
        [
            each.booked_on.isoformat(),
            each.description,
            each.purpose or "",
            *([each.payee or ""] if payees else []),
            _plain(each.into) if each.into else "",
            _plain(each.out) if each.out else "",
            _plain(each.balance),
        ]
        for each in found.moved
    ]
    last = [found.span.last.isoformat(), _("At the end"), "", *nothing]
    rows.append([*last, _plain(sums.into), _plain(sums.out), _plain(sums.closing)])
    return [*head, _("What was left")], rows


def _plain(pence: int) -> str:
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02}"
