"""What kinds of budgets and lines there are (Care Act 2014 ss.25-26, 31-33; SI 2015/313 reg 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """Whether the numbers are a first estimate or agreed."""

    ESTIMATED = "estimated"
    AGREED = "agreed"


class Method(StrEnum):
    """How a line is paid."""

    COUNCIL_MANAGED = "council_managed"
    DIRECT_PAYMENT = "direct_payment"
    ISF = "isf"


class Unit(StrEnum):
    """What a line is counted in."""

    HOUR = "hour"
    SESSION = "session"
    NIGHT = "night"
    WEEK = "week"


class ChargeBasis(StrEnum):
    """Whether a line can be charged for; section 117 after-care and reablement are free."""

    CHARGEABLE = "chargeable"
    S117_FREE = "s117_free"
    REABLEMENT_FREE = "reablement_free"
    NHS = "nhs"
    CARER_FREE = "carer_free"


class ReasonCode(StrEnum):
    """Why a version differs from the one before it."""

    NEEDS_MORE = "needs_more"
    NEEDS_LESS = "needs_less"
    LIFE_CHANGED = "life_changed"
    ASKED = "asked"
    PRICE = "price"
    CHARGE = "charge"
    FUNDER = "funder"
    CORRECTION = "correction"
    ENDED = "ended"


class Outcome(StrEnum):
    """The ten outcomes of the national eligibility rules; all rank equally."""

    NUTRITION = "A1"
    HYGIENE = "A2"
    TOILET = "A3"
    CLOTHING = "A4"
    SAFE_HOME = "A5"
    HABITABLE_HOME = "A6"
    RELATIONSHIPS = "A7"
    WORK = "A8"
    COMMUNITY = "A9"
    CARING_FOR_CHILD = "A10"


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of one version of a budget, as far as deciding which is current goes."""

    number: int
    kind: Kind
    became_on: date
    from_on: date | None
    to_on: date | None

    def runs_on(self, day: date) -> bool:
        """Whether it is agreed and in force on a day."""
        starts_on = self.from_on or self.became_on
        return self.kind is Kind.AGREED and starts_on <= day <= (self.to_on or date.max)


@dataclass(frozen=True, slots=True)
class Standing:
    """Which of a person's budgets a page is about: indexes into the versions given."""

    current: int | None
    coming: int | None


def standing(versions: Sequence[Version], day: date) -> Standing:
    """The version to show on a day, and a newer one that is to replace it.

    An agreed version in force comes first; without one, the newest of any kind. So an estimate
    for a change never hides the budget that a person lives on today.
    """
    newest_first = sorted(
        (n for n, version in enumerate(versions) if version.became_on <= day),
        key=lambda n: (versions[n].became_on, versions[n].number),
        reverse=True,
    )
    if not newest_first:
        return Standing(current=None, coming=None)
    running = (n for n in newest_first if versions[n].runs_on(day))
    current = next(running, newest_first[0])
    newest = newest_first[0]
    return Standing(current=current, coming=None if newest == current else newest)


def replaced_on(newest_first: Sequence[Version]) -> list[date | None]:
    """For each version, newest first: the day on which a newer one takes its place, or None.

    Any newer version takes the place of an estimate; only an agreed one that of an agreed one.
    """
    return [
        next(
            (
                newer.from_on or newer.became_on
                for newer in reversed(newest_first[:n])
                if newer.kind is Kind.AGREED or version.kind is Kind.ESTIMATED
            ),
            None,
        )
        for n, version in enumerate(newest_first)
    ]


OUTCOMES = {outcome.value: outcome for outcome in Outcome}


def grouped(lines: Sequence[tuple[str, ...]]) -> list[tuple[Outcome | None, list[int]]]:
    """Indexes of lines by the first outcome of each; lines without one come last.

    Takes the outcome codes of each line. A code of no outcome known here counts as none.
    """
    groups: dict[Outcome | None, list[int]] = {}
    for number, codes in enumerate(lines):
        first = next((OUTCOMES[code] for code in codes if code in OUTCOMES), None)
        groups.setdefault(first, []).append(number)
    order: list[Outcome | None] = [*Outcome, None]
    return [(outcome, groups[outcome]) for outcome in order if outcome in groups]
