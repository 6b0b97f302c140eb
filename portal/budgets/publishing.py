"""When a version of a budget may be published.

Section 27 of the Care Act lets a plan be revised only after a reassessment, and its reasons must be
given, so a budget that goes down names reason, reassessment and letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.budgets.rules import ChargeBasis, Kind


class Lack(StrEnum):
    """What a version still needs before a person may be told of it."""

    SUMS = "sums"
    LINES = "lines"
    PAYS_TOO_MUCH = "pays_too_much"
    REASON = "reason"
    REASSESSMENT = "reassessment"
    LETTER = "letter"
    NOTICE = "notice"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Grounds:
    """A version with all that must be known before it is published; amounts are pence a week.

    `weeks`: the cost and the charge basis of each line. `has_reassessment`: the portal knows by
    which talk the needs were looked at again, and on which day. `is_last`: no newer one follows.
    """

    kind: Kind
    total: int
    person: int
    council: int
    weeks: Sequence[tuple[int, ChargeBasis]] = ()
    to_on: date | None = None
    has_reason: bool = False
    has_reassessment: bool = False
    letter_on: date | None = None
    notice_on: date | None = None
    is_last: bool = True
    is_published: bool = False


def goes_down(new: Grounds, before: Grounds | None) -> bool:
    """Whether an agreed version gives less than the agreed one before it.

    Less in all, or less from the council: a higher charge is a decrease too. An estimate may go up
    or down while planning (Care and Support Statutory Guidance 11.24).
    """
    if before is None or not new.kind == before.kind == Kind.AGREED:
        return False
    return new.total < before.total or new.council < before.council


def lacking(new: Grounds, before: Grounds | None) -> list[Lack]:
    """What stands in the way of publishing a version after the published one before it.

    Refuses: figures that do not add up; a person who would pay more than can be charged for (Care
    Act 2014 s.14, Mental Health Act 1983 s.117); a decrease without reason, reassessment or letter
    (Care Act 2014 s.27); an end without notice before it; what is published already.
    """
    if new.is_published:
        return [Lack.PUBLISHED]
    return [*_sums(new), *_decrease(new, before), *_end(new)]


def _sums(new: Grounds) -> list[Lack]:
    if new.total != new.person + new.council or min(new.person, new.council) < 0:
        return [Lack.SUMS]
    if new.kind is not Kind.AGREED or not new.weeks:
        return []
    if sum(week for week, _ in new.weeks) != new.total:
        return [Lack.LINES]
    chargeable = sum(week for week, basis in new.weeks if basis is ChargeBasis.CHARGEABLE)
    return [Lack.PAYS_TOO_MUCH] if new.person > chargeable else []


def _decrease(new: Grounds, before: Grounds | None) -> list[Lack]:
    if not goes_down(new, before):
        return []
    has = {
        Lack.REASON: new.has_reason,
        Lack.REASSESSMENT: new.has_reassessment,
        Lack.LETTER: new.letter_on is not None,
    }
    return [lack for lack, there in has.items() if not there]


def _end(new: Grounds) -> list[Lack]:
    """An end that a newer version brings about is no end of the support."""
    if new.to_on is None or not new.is_last or new.kind is not Kind.AGREED:
        return []
    told_before = new.notice_on is not None and new.notice_on < new.to_on
    return [] if told_before else [Lack.NOTICE]
