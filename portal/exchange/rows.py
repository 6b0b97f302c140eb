"""Every kind of row, and how a row of text becomes one of them.

`docs/import-files.md` is written from these classes by `portal.exchange.document`.
"""

from collections.abc import Mapping

from pydantic import ValidationError

from portal.exchange.budget_rows import BudgetRow, JourneyRow, StageRow
from portal.exchange.charge_rows import ContributionRow, WorkingRow
from portal.exchange.line_rows import LineRow
from portal.exchange.payment_rows import AccountRow, PaymentRow, TransactionRow
from portal.exchange.people_rows import (
    AllocationRow,
    MembershipRow,
    PersonRow,
    RepresentationRow,
    TeamRow,
    WorkerRow,
)
from portal.exchange.row import Row
from portal.exchange.rules import FileKind, Reason, Why

ROWS: Mapping[FileKind, type[Row]] = {
    row.file_kind: row
    for row in (
        TeamRow,
        WorkerRow,
        MembershipRow,
        PersonRow,
        AllocationRow,
        RepresentationRow,
        JourneyRow,
        StageRow,
        BudgetRow,
        LineRow,
        ContributionRow,
        WorkingRow,
        AccountRow,
        PaymentRow,
        TransactionRow,
    )
}


def read_row(kind: FileKind, cells: Mapping[str, str]) -> Row | list[Reason]:
    """The row that these cells make, or everything that is wrong with them."""
    try:
        return ROWS[kind].model_validate(cells).lightened()
    except ValidationError as wrong:
        return [
            _reason(str(fault["loc"][0]) if fault["loc"] else "", fault.get("ctx", {}))
            for fault in wrong.errors(include_url=False, include_input=False)
        ]


def _reason(column: str, said: Mapping[str, str]) -> Reason:
    return Reason(Why(said["why"]), said["column"] or column, said["detail"])
