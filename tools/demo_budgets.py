"""The demo council's budgets: estimates, agreed versions, and the lines that make them up."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tools.demo_journeys import Journey, monday_from
from tools.demo_people import Row
from tools.demo_words import CHANGE_REASONS, HOUSING, SUPPORTS, Support

ASSESSED = (0, 0, 1240, 2615, 4390, 6105, 8507, 11260, 18800)
"""What people could be asked to pay a week at most, in pence."""


@dataclass(frozen=True)
class Part:
    """One thing the money is for: how much of it a week, and whether it can be charged for."""

    support: Support
    hundredths: int
    basis: str

    @property
    def week(self) -> int:
        """Its cost a week in pence, half a penny rounded up."""
        return (self.support[5] * self.hundredths + 50) // 100


# A person of 41 who lives alone and rents: three lines, each paid in another way.
WORKED_EXAMPLE = [
    Part(SUPPORTS[0], 450, "chargeable"),
    Part(SUPPORTS[1], 800, "chargeable"),
    Part(SUPPORTS[2], 100, "chargeable"),
]


@dataclass(frozen=True)
class Version:
    """One version: the parts, what the person pays a week, and its dates."""

    kind: str
    became_on: date
    parts: list[Part]
    total: int
    you_pay: int
    from_on: date | None = None
    to_on: date | None = None
    next_review_on: date | None = None
    reason: str = ""
    code: str = ""
    notice_on: date | None = None
    assessed: int = 0
    reassessed_on: date | None = None
    letter_on: date | None = None


def pounds(pence: int) -> str:
    """An amount as a case system writes it."""
    return f"{pence // 100}.{pence % 100:02}"


def iso(day: date | None) -> str:
    """A date for a cell; nothing for none."""
    return day.isoformat() if day else ""


def versions(random: Random, number: int, steps: Journey) -> list[Version]:
    """What somebody has been told so far: nothing, an estimate, or an agreed budget and more."""
    days = {step.stage: step.entered_on for step in steps}
    if "indicative_budget" not in days:
        return []
    parts = WORKED_EXAMPLE if number == 1 else _parts(random, number)
    total = sum(part.week for part in parts)
    assessed = 8507 if number == 1 else random.choice(ASSESSED)
    rough = -(-total // 500) * 500
    guessed = min(rough, assessed // 500 * 500)
    shown = parts if number % 2 else []
    found = [Version("estimated", days["indicative_budget"], shown, rough, guessed)]
    if "final_budget" in days:
        found += _agreed(random, days, parts, assessed)
    return found


def _agreed(
    random: Random, days: dict[str, date], parts: list[Part], assessed: int
) -> list[Version]:
    begins = monday_from(days["final_budget"] + timedelta(days=20))
    reviewed = days.get("annual_review") or days.get("first_review")
    review = (reviewed + timedelta(days=365)) if reviewed else begins + timedelta(days=56)
    now = _version(days["final_budget"], parts, assessed, begins, days.get("ended"), review)
    if "changed" not in days:
        return [replace(now, notice_on=_notice(now)) if now.to_on else now]
    changes = monday_from(days["changed"])
    if len(parts) > 1 and parts[0].basis == "chargeable":
        return _less(days, parts, assessed, begins, changes, review)
    more = [Part(parts[0].support, parts[0].hundredths + 100, parts[0].basis), *parts[1:]]
    later = _version(
        days["changed"], more, assessed, changes, None, review, random.choice(CHANGE_REASONS[:2])
    )
    later = replace(later, code="needs_more")
    ended = _version(
        days["final_budget"], parts, assessed, begins, changes - timedelta(days=1), review
    )
    return [ended, later]


def _less(
    days: dict[str, date],
    parts: list[Part],
    assessed: int,
    begins: date,
    changes: date,
    review: date,
) -> list[Version]:
    """A budget that went down, with what has to be there before anybody may be told."""
    first = _version(
        days["final_budget"], parts, assessed, begins, changes - timedelta(days=1), review
    )
    reason = "You told us at the review that you no longer go there, and we assessed you again."
    last = _version(days["changed"], parts[:-1], assessed, changes, None, review, reason)
    assessed_on = days["changed"] - timedelta(days=14)
    told_on = days["changed"]
    return [first, replace(last, code="needs_less", reassessed_on=assessed_on, letter_on=told_on)]


def _notice(ends: Version) -> date | None:
    """Four weeks before the last day."""
    return ends.to_on - timedelta(days=28) if ends.to_on else None


def _version(
    became_on: date,
    parts: list[Part],
    assessed: int,
    from_on: date,
    to_on: date | None,
    review: date,
    reason: str = "",
) -> Version:
    """An agreed version. Nobody pays for what is free, nor more than it costs."""
    chargeable = sum(part.week for part in parts if part.basis == "chargeable")
    total = sum(part.week for part in parts)
    return Version(
        "agreed",
        became_on,
        parts,
        total,
        min(assessed, chargeable),
        from_on,
        to_on,
        None if to_on else review,
        reason,
        assessed=assessed,
    )


def _parts(random: Random, number: int) -> list[Part]:
    """One to four things. For every seventh person all or some of it is after-care, free."""
    supports = random.sample(SUPPORTS, random.choice((1, 2, 2, 3, 3, 4)))
    bases = ["chargeable"] * len(supports)
    if number % 7 == 0:
        bases = ["s117_free"] * len(supports)
        if number % 14 == 0:
            bases[-1] = "chargeable"
    elif number % 13 == 0:
        bases[0] = "reablement_free"
    elif number % 17 == 0:
        bases[0] = "nhs"
    for place, support in enumerate(supports):
        if support[0].startswith("A break"):
            bases[place] = "carer_free" if number % 3 == 0 else bases[place]
    parts = [
        Part(support, random.choice(support[6]), basis)
        for support, basis in zip(supports, bases, strict=True)
    ]
    return [*parts, Part(HOUSING, 100, bases[0])] if number % 9 == 2 else parts


def budget_row(number: int, version: int, each: Version) -> Row:
    """A row of budgets.csv."""
    return {
        "reference": f"B{number:04}",
        "version": str(version),
        "person_reference": f"P{number:04}",
        "kind": each.kind,
        "became_on": iso(each.became_on),
        "total": pounds(each.total),
        "you_pay": pounds(each.you_pay),
        "council_pays": pounds(each.total - each.you_pay),
        "from_on": iso(each.from_on),
        "to_on": iso(each.to_on),
        "next_review_on": iso(each.next_review_on),
        "reason": each.reason,
        "reason_code": each.code,
        "reassessed_on": iso(each.reassessed_on),
        "letter_on": iso(each.letter_on),
        "notice_on": iso(each.notice_on),
        "published_on": iso(each.became_on),
    }
