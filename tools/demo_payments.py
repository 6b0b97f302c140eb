"""The demo council's direct payments: an account for each, its payments and its movements."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tools.demo_budgets import Part, Version, iso, pounds
from tools.demo_people import AS_AT, Row

PERIOD = timedelta(days=28)
WORKED_EXAMPLE = 1
BROUGHT_FORWARD = 61240
KINDS = ("prepaid_self", "prepaid_supported", "bank")
HOLDERS = {"prepaid_supported": "Fen Money Support", "isf": "Wensum Recovery Hub"}
SHARES = (100, 96, 88, 100, 104, 60)
"""What different people spend of what they get, in hundredths; the last saves, one overspends."""


@dataclass
class Book:
    """An account as it fills and empties: its rows of transactions.csv, and what it holds."""

    reference: str
    holds: int
    rows: list[Row] = field(default_factory=list)

    def move(
        self, day: date, words: str, purpose: str, into: int, out: int, *, receipt: bool
    ) -> None:
        """Write down a movement; amounts are pence."""
        self.holds += into - out
        self.rows.append(
            {
                "account_reference": self.reference,
                "reference": f"{len(self.rows) + 1:04}",
                "booked_on": iso(day),
                "description": words,
                "purpose": purpose,
                "payee": "" if into else "Brightway Payroll",
                "money_in": pounds(into),
                "money_out": pounds(out),
                "balance": f"{'-' if self.holds < 0 else ''}{pounds(abs(self.holds))}",
                "receipt_required": "yes" if receipt else "no",
            }
        )


def files(people: list[Row], agreed: list[list[Version]]) -> dict[str, list[Row]]:
    """The three files, from everybody's versions in the order of the people."""
    accounts: list[Row] = []
    payments: list[Row] = []
    transactions: list[Row] = []
    for number, versions in enumerate(agreed, 1):
        person = people[number - 1]
        found = rows(number, f"{person['given_name']} {person['family_name']}", versions)
        accounts += found[0]
        payments += found[1]
        transactions += found[2]
    return {
        "accounts.csv": accounts,
        "payments.csv": payments,
        "transactions.csv": transactions,
    }


def rows(number: int, name: str, versions: list[Version]) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows of accounts.csv, payments.csv and transactions.csv, for an agreed direct payment."""
    version = next((each for each in reversed(versions) if each.kind == "agreed"), None)
    parts = [
        part for part in (version.parts if version else []) if part.support[3] == "direct_payment"
    ]
    if version is None or version.from_on is None or not parts:
        return [], [], []
    week = sum(part.week for part in parts)
    kept = min(week, version.you_pay) if number > 1 and number % 3 == 2 else 0
    book = Book(f"A{number:04}", BROUGHT_FORWARD if number == WORKED_EXAMPLE else week * 2)
    ends = min(version.to_on or AS_AT, AS_AT - timedelta(days=40 if number % 11 == 0 else 1))
    payments, first = [], version.from_on
    while first <= ends:
        book.move(first, "Direct payment from the council", "", (week - kept) * 4, 0, receipt=False)
        payments.append(payment_row(book.reference, first, week * 4, kept * 4))
        last = first + PERIOD - timedelta(days=1)
        if last <= ends:
            spend(book, number, parts, last, kept * 4)
        first += PERIOD
    if not book.rows:
        return [], [], []
    account = account_row(number, name, version, book, week, kept)
    return [account], payments, book.rows


def spend(book: Book, number: int, parts: list[Part], last: date, kept: int) -> None:
    """What goes out in one period, on its last days; and what the person pays in."""
    if number == WORKED_EXAMPLE:
        purpose = parts[0].support[0]
        book.move(last, "PA wages, 32 h at £15.00", purpose, 0, 48000, receipt=False)
        book.move(last, "Tax, NI, pension, payroll", purpose, 0, 5260, receipt=False)
        return
    if kept:
        book.move(last - timedelta(days=20), "Paid in by you", "", kept, 0, receipt=False)
    share = SHARES[number % len(SHARES)]
    for part in parts:
        out = part.week * 4 * share // 100
        book.move(last, part.support[0], part.support[0], 0, out, receipt=out > 5000)


def account_row(number: int, name: str, version: Version, book: Book, week: int, kept: int) -> Row:
    """A row of accounts.csv."""
    kind = "prepaid_self" if number == WORKED_EXAMPLE else KINDS[number % len(KINDS)]
    return {
        "reference": book.reference,
        "person_reference": f"P{number:04}",
        "kind": kind,
        "holder": HOLDERS.get(kind, name),
        "provider": "" if kind == "bank" else "Fen Card Services",
        "frequency": "four_weekly",
        "from_on": iso(version.from_on),
        "to_on": iso(version.to_on),
        "periods_from_on": iso(version.from_on),
        "payment": pounds(week * 4),
        "taken_off": pounds(kept * 4),
        "week": pounds(week),
        "balance": book.rows[-1]["balance"],
        "balance_on": book.rows[-1]["booked_on"],
    }


def payment_row(reference: str, first: date, gross: int, kept: int) -> Row:
    """A row of payments.csv."""
    return {
        "account_reference": reference,
        "pays_from_on": iso(first),
        "due_on": iso(first),
        "paid_on": iso(first),
        "payment": pounds(gross),
        "taken_off": pounds(kept),
    }
