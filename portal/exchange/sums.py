"""What must hold of a version of a budget and its lines together, kept ones and new ones alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from portal.budgets.rules import ChargeBasis, Kind
from portal.exchange.entry import Entry
from portal.exchange.reading import Line
from portal.exchange.rules import Key, Why, off_by
from portal.exchange.shelves import Held

# Column of the table: column of the file.
FIXED_IN_BUDGET = {
    "kind": "kind",
    "became_on": "became_on",
    "from_on": "from_on",
    "total_pence": "total",
    "person_pence": "you_pay",
    "council_pence": "council_pays",
}
FIXED_IN_LINE = {
    "method": "method",
    "unit": "unit",
    "quantity_hundredths": "quantity",
    "rate_pence": "rate",
    "week_pence": "week",
    "from_on": "from_on",
    "charge_basis": "charge_basis",
    "nhs_pence": "nhs_pays",
    "other_pence": "others_pay",
}


@dataclass(slots=True)
class Version:
    """A version of a budget: what is kept of it, and what the run says of it, if anything."""

    held: RowMapping | None = None
    entry: Entry | None = None
    held_lines: list[RowMapping] = field(default_factory=list)
    line_entries: list[Entry] = field(default_factory=list)
    broken_lines: list[Line] = field(default_factory=list)

    @property
    def was_agreed(self) -> bool:
        """Whether the person has been told that it is agreed."""
        return self.held is not None and self.held["kind"] == Kind.AGREED

    def after(self, column: str) -> Any:
        """What a column of the version would hold afterwards."""
        if self.entry:
            return self.entry.after(column)
        return self.held[column] if self.held else None

    def weeks(self) -> list[tuple[int, str]]:
        """A week's cost and the charge basis of every line, as they would be afterwards."""
        told = {entry.id for entry in self.line_entries}
        kept = [line for line in self.held_lines if line["id"] not in told]
        return [(line["week_pence"], line["charge_basis"]) for line in kept] + [
            (entry.after("week_pence"), entry.after("charge_basis")) for entry in self.line_entries
        ]

    def refuse(self, why: Why, detail: str) -> None:
        """Refuse everything that the run says of this version."""
        for entry in (self.entry, *self.line_entries):
            if entry:
                entry.line.refuse(why, "", detail)


def versions_of(
    budgets: Iterable[Entry],
    held_budgets: Held,
    lines: Iterable[Entry],
    held_lines: Held,
    broken: Iterable[Line],
) -> list[Version]:
    """Everything a run is about, and every kept version of the same budgets."""
    found: dict[UUID, Version] = {row["id"]: Version(held=row) for row in held_budgets.values()}
    by_key: dict[Key, UUID] = {
        (row["reference"], str(row["version"])): row["id"] for row in held_budgets.values()
    }
    for budget in budgets:
        found.setdefault(budget.id, Version()).entry = budget
        if budget.line.key:
            by_key[budget.line.key] = budget.id
    for kept in held_lines.values():
        found[kept["budget_id"]].held_lines.append(kept)
    for line in lines:
        found[line.values["budget_id"]].line_entries.append(line)
    for bad in broken:
        if bad.key and (budget_id := by_key.get(bad.key[:2])):
            found[budget_id].broken_lines.append(bad)
    return list(found.values())


def check(version: Version) -> None:
    """Refuse a version whole if any part of it must be refused, or if its sums do not agree.

    A version may come before its lines; as soon as an agreed one has lines, they make its total,
    and the person pays no more than the lines that can be charged for (Care Act 2014 s.14;
    Mental Health Act 1983 s.117).
    """
    if not version.entry and not version.line_entries:
        return
    if version.was_agreed:
        _keep_what_was_agreed(version)
    if _spread(version):
        return
    weeks = version.weeks()
    if version.after("kind") != Kind.AGREED or not weeks:
        return
    if miss := off_by(version.after("total_pence"), (week for week, _basis in weeks)):
        version.refuse(Why.LINES_DO_NOT_ADD_UP, str(miss))
        return
    chargeable = sum(week for week, basis in weeks if basis == ChargeBasis.CHARGEABLE)
    if (over := version.after("person_pence") - chargeable) > 0:
        version.refuse(Why.PAYS_TOO_MUCH, str(over))


def _keep_what_was_agreed(version: Version) -> None:
    """Its words, its last day and its next review may change; its numbers may not."""
    if version.entry:
        _refuse_changes(version.entry, FIXED_IN_BUDGET)
    for line in version.line_entries if version.held_lines else ():
        if line.held is None:
            line.line.refuse(Why.AGREED_ALREADY, "position")
        else:
            _refuse_changes(line, FIXED_IN_LINE)


def _refuse_changes(entry: Entry, fixed: Mapping[str, str]) -> None:
    for column in entry.changes:
        if column in fixed:
            entry.line.refuse(Why.AGREED_ALREADY, fixed[column])


def _spread(version: Version) -> bool:
    """Refuse the rest of a version of which a part is refused. Returns whether it is."""
    budget = version.entry
    if budget and budget.line.reasons:
        for each in version.line_entries:
            if not each.line.reasons:
                each.line.refuse(Why.LEANS_ON_REJECTED, "budget_reference", budget.line.place)
        return True
    lines = (*version.broken_lines, *(entry.line for entry in version.line_entries))
    bad = next((line for line in lines if line.reasons), None)
    if bad is None:
        return False
    for entry in (budget, *version.line_entries):
        if entry and not entry.line.reasons:
            entry.line.refuse(Why.LINE_REJECTED, "", bad.place)
    return True
