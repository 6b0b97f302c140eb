"""Millions of movements in the accounts of direct payments, and the pages that look at a few.

The one resident whose pages are opened has all of theirs from the start, so that what a page says
stays the same while the table grows: then any more time or query comes of the others' rows.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from time import perf_counter

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.database import take_stock
from portal.extensions import db
from portal.payments.models import Payment, PaymentAccount
from portal.people.models import Person
from tools.bench.report import Report, Took
from tools.bench.town import Rows, put

PEOPLE, EACH = 5_000, 400
"""How many people have an account, and how many movements each has in its year."""
DAYS = 364
LOOKS = 5
NEW_ID = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
ON_DAY = {
    "sqlite": "date(a.from_on, '+' || (n.n * 364 / 400) || ' days')",
    "postgresql": "a.from_on + (n.n * 364 / 400)",
}
MOVES = """
INSERT INTO payment_transaction
    (id, account_id, reference, booked_on, description, purpose, in_pence, out_pence,
     balance_pence, receipt_required)
WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {last})
SELECT {new_id}, a.id, 'M' || (10000 + n.n), {on_day}, 'Wages', 'Getting out', 0, 100,
       1000000 - 100 * (n.n + 1), {no}
FROM payment_account a CROSS JOIN n WHERE {whose}
"""


def grow(kind: str, portal: Flask, look: Callable[[str], int], report: Report) -> None:
    """Look at an account among few movements of money, and then among all of them.

    `look` opens an address as the first resident, and says how often it asked the database.
    """
    statement = fill(portal)
    places = {
        "paid": "/your-budget/payments", "statement": statement, "paper": f"{statement}/pdf",
        "spreadsheet": f"{statement}/csv",
    }  # fmt: skip
    few = {name: took(partial(look, path)) for name, path in places.items()}
    report.movements = fill_everybody(portal)
    for name, path in places.items():
        report.flat[f"{name} on {kind}"] = (few[name], took(partial(look, path)))


def fill(app: Flask) -> str:
    """An account for everybody, and the movements of one; the address of that one's statement."""
    first = clock.today() - timedelta(days=DAYS + 28)
    with app.app_context(), Session(db.engine.execution_options(write=True)) as session:
        code = council.current().code
        accounts: Rows = []
        payments: Rows = []
        people = select(Person.id).order_by(Person.reference != "P0", Person.reference)
        for person_id in session.scalars(people.limit(PEOPLE)):
            account = {"id": new_id(), "council": code, "person_id": person_id, "from_on": first}
            accounts.append(account | _facts(f"A{len(accounts)}"))
            accounts[-1] |= {"periods_from_on": first, "balance_as_at": clock.today()}
            payments.append(_payment(account["id"], first))
        put(session, PaymentAccount, accounts)
        put(session, Payment, payments)
        _move(session, "a.reference = 'A0'")
        session.commit()
    later = first + timedelta(days=28 * 6)
    return f"/your-budget/payments/{accounts[0]['id']}/{later.isoformat()}"


def _facts(reference: str) -> dict[str, object]:
    return {
        "reference": reference, "account_kind": "prepaid_self", "holder": "Benchly",
        "frequency": "four_weekly", "gross_pence": 54_720, "taken_off_pence": 0,
        "week_pence": 13_680, "balance_pence": 62_700,
    }  # fmt: skip


def _payment(account_id: object, day: object) -> dict[str, object]:
    return {
        "id": new_id(), "account_id": account_id, "pays_from_on": day, "due_on": day,
        "paid_on": day, "gross_pence": 54_720, "taken_off_pence": 0,
    }  # fmt: skip


def fill_everybody(app: Flask) -> int:
    """The movements of everybody else; how many there are then."""
    with app.app_context(), Session(db.engine.execution_options(write=True)) as session:
        _move(session, "a.reference <> 'A0'")
        take_stock(session)
        session.commit()
        return int(session.scalar(text("SELECT count(*) FROM payment_transaction")) or 0)


def _move(session: Session, whose: str) -> None:
    kind = session.get_bind().dialect.name
    said = MOVES.format(
        last=EACH - 1, new_id=NEW_ID[kind], on_day=ON_DAY[kind], whose=whose,
        no="0" if kind == "sqlite" else "false",
    )  # fmt: skip
    session.execute(text(said))


def took(look: Callable[[], int]) -> Took:
    """The quickest of some looks, after one that is not counted. `look` says its queries."""
    look()
    times, queries = [], 0
    for _ in range(LOOKS):
        began = perf_counter()
        queries = look()
        times.append((perf_counter() - began) * 1000)
    return Took(queries, round(min(times), 1))
