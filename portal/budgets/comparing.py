"""What differs between two versions of a budget: the three numbers, and line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.budgets.statements import Budgets, Line, Statement


class Differs(StrEnum):
    """What of a line can differ; in the order in which it is told."""

    AMOUNT = "amount"
    RATE = "rate"
    WEEK = "week"
    PROVIDER = "provider"
    METHOD = "method"
    CHARGE = "charge"


@dataclass(frozen=True, slots=True)
class Changed:
    """A line of both versions, and what of it is not the same."""

    old: Line
    new: Line
    differs: tuple[Differs, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions, the older first. The sums are pence a week, below zero where it went down."""

    old: Statement
    new: Statement
    total: int
    person: int
    council: int
    came: Sequence[Line] = ()
    went: Sequence[Line] = ()
    changed: Sequence[Changed] = ()
    same: int = 0

    @property
    def is_estimate_only(self) -> bool:
        """Whether one of the two was an estimate."""
        return self.old.version.kind != "agreed" or self.new.version.kind != "agreed"


def sums(old: Statement, new: Statement) -> Comparison:
    """The three numbers of two versions."""
    return Comparison(
        old,
        new,
        total=new.numbers.total.week - old.numbers.total.week,
        person=new.numbers.person.week - old.numbers.person.week,
        council=new.numbers.council.week - old.numbers.council.week,
    )


def compared(old: Statement, new: Statement) -> Comparison:
    """Two versions with their lines: what came, what went, and what changed in what stayed."""
    pairs, came = _pairs(old.lines, new.lines)
    stayed = [Changed(was, now, _differs(was, now)) for was, now in pairs]
    kept = {id(was) for was, _ in pairs}
    changed = [each for each in stayed if each.differs]
    known = sums(old, new)
    return Comparison(
        old,
        new,
        known.total,
        known.person,
        known.council,
        came=came,
        went=[line for line in old.lines if id(line) not in kept],
        changed=changed,
        same=len(stayed) - len(changed),
    )


def two_of(
    budgets: Budgets, old: str | None, new: str | None
) -> tuple[Statement, Statement] | None:
    """The two versions that an address asks for by their numbers, the older first.

    Without numbers, the one that holds and the one before it. None where there are not two.
    """
    if old is None and new is None:
        return last_two(budgets)
    found = [_numbered(budgets, number) for number in (old, new)]
    first, second = found
    if first is None or second is None or first is second:
        return None
    order = list(budgets.all)
    return (first, second) if order.index(first) > order.index(second) else (second, first)


def last_two(budgets: Budgets) -> tuple[Statement, Statement] | None:
    """The version to show and the one before it, or the two newest."""
    newest_first = list(budgets.all)
    at = newest_first.index(budgets.current) if budgets.current else 0
    two = newest_first[at : at + 2]
    return (two[1], two[0]) if len(two) == 2 else None


def _numbered(budgets: Budgets, number: str | None) -> Statement | None:
    return next((each for each in budgets.all if str(each.version.number) == number), None)


def _pairs(old: Sequence[Line], new: Sequence[Line]) -> tuple[list[tuple[Line, Line]], list[Line]]:
    """Lines that are of both, by what they are called; the same provider is tried first."""
    left, pairs, came = list(old), [], []
    for line in sorted(new, key=lambda each: not any(_same(was, each) for was in old)):
        alike = [was for was in left if _name(was) == _name(line)]
        if not alike:
            came.append(line)
            continue
        was = next((each for each in alike if _same(each, line)), alike[0])
        left.remove(was)
        pairs.append((was, line))
    return pairs, came


def _name(line: Line) -> str:
    return " ".join(line.description.casefold().split())


def _same(was: Line, now: Line) -> bool:
    return _name(was) == _name(now) and was.provider == now.provider


def _differs(was: Line, now: Line) -> tuple[Differs, ...]:
    found = {
        Differs.AMOUNT: (was.quantity_hundredths, was.unit) != (now.quantity_hundredths, now.unit),
        Differs.RATE: was.rate_pence != now.rate_pence,
        Differs.WEEK: was.week_pence != now.week_pence,
        Differs.PROVIDER: was.provider != now.provider,
        Differs.METHOD: was.method != now.method,
        Differs.CHARGE: was.charge != now.charge,
    }
    return tuple(each for each, is_so in found.items() if is_so)
