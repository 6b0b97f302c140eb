"""Where each kind of row is kept, what names it there, and how it is fetched in bulk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from portal.budgets.models import Budget, BudgetLine
from portal.charges.models import Contribution, ContributionStep
from portal.exchange.rules import FileKind
from portal.extensions import Base
from portal.journey.models import Journey, StageEvent
from portal.payments.models import Payment, PaymentAccount, PaymentTransaction
from portal.people.models import Allocation, Membership, Person, Representation, Team, Worker

BATCH = 5000
"""How many rows one statement asks for or writes."""

Identity = tuple[Any, ...]
Held = Mapping[Identity, RowMapping]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A table, and the columns that name a row in it; the first is the one to search by."""

    model: type[Base]
    identity: tuple[str, ...]

    def of(self, values: Mapping[str, Any] | RowMapping) -> Identity:
        """What names a row with these values."""
        return tuple(values[column] for column in self.identity)


SHELVES: Mapping[FileKind, Shelf] = {
    FileKind.TEAMS: Shelf(Team, ("code",)),
    FileKind.WORKERS: Shelf(Worker, ("reference",)),
    FileKind.MEMBERSHIPS: Shelf(Membership, ("worker_id", "team_id", "from_on")),
    FileKind.PEOPLE: Shelf(Person, ("reference",)),
    FileKind.ALLOCATIONS: Shelf(Allocation, ("person_id", "from_on")),
    FileKind.REPRESENTATIONS: Shelf(Representation, ("person_id", "helper_id", "from_on")),
    FileKind.JOURNEYS: Shelf(Journey, ("reference",)),
    FileKind.STAGES: Shelf(StageEvent, ("journey_id", "stage", "entered_on")),
    FileKind.BUDGETS: Shelf(Budget, ("reference", "version")),
    FileKind.LINES: Shelf(BudgetLine, ("budget_id", "position")),
    FileKind.CONTRIBUTIONS: Shelf(Contribution, ("reference",)),
    FileKind.WORKINGS: Shelf(ContributionStep, ("contribution_id", "position")),
    FileKind.ACCOUNTS: Shelf(PaymentAccount, ("reference",)),
    FileKind.PAYMENTS: Shelf(Payment, ("account_id", "pays_from_on")),
    FileKind.TRANSACTIONS: Shelf(PaymentTransaction, ("account_id", "reference")),
}


def fetch(session: Session, kind: FileKind, council: str, names: Iterable[Any]) -> Held:
    """What is kept already under these values of the first naming column, in few statements."""
    shelf = SHELVES[kind]
    columns = shelf.model.__table__.columns
    asked = select(*columns)
    if "council" in columns:
        asked = asked.where(columns["council"] == council)
    wanted = sorted(set(names))
    found: dict[Identity, RowMapping] = {}
    for start in range(0, len(wanted), BATCH):
        some = columns[shelf.identity[0]].in_(wanted[start : start + BATCH])
        for row in session.execute(asked.where(some)).mappings():
            found[shelf.of(row)] = row
    return found
