"""What raises a request the same working day, and which help to show at once.

Crisis help and safeguarding are two roads: one is for somebody who cannot wait, the other for
somebody who may be hurt or neglected (Care Act 2014, s.42).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.carers.rules.answers import AtRisk, CarryOn


class Alarm(StrEnum):
    """Why a request is urgent."""

    CANNOT_GO_ON = "cannot_go_on"
    NOT_MUCH_LONGER = "not_much_longer"
    AT_RISK = "at_risk"
    MAYBE_AT_RISK = "maybe_at_risk"
    OWN_WORDS = "own_words"


class Help(StrEnum):
    """The help that is shown at once."""

    CRISIS = "crisis"
    SAFEGUARDING = "safeguarding"


HELP: dict[Alarm, frozenset[Help]] = {
    Alarm.CANNOT_GO_ON: frozenset({Help.CRISIS}),
    Alarm.NOT_MUCH_LONGER: frozenset({Help.CRISIS}),
    Alarm.AT_RISK: frozenset({Help.SAFEGUARDING, Help.CRISIS}),
    Alarm.MAYBE_AT_RISK: frozenset({Help.SAFEGUARDING}),
    Alarm.OWN_WORDS: frozenset({Help.CRISIS}),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered of what can raise an alarm. `texts`: what somebody wrote themselves."""

    carry_on: CarryOn | None = None
    at_risk: AtRisk | None = None
    texts: tuple[str, ...] = ()


def alarms(said: Said, worrying: Iterable[str]) -> frozenset[Alarm]:
    """Every reason for which a request is urgent. `worrying`: phrases of the council's file."""
    found: set[Alarm] = set()
    if said.carry_on is CarryOn.NO:
        found.add(Alarm.CANNOT_GO_ON)
    if said.carry_on is CarryOn.NOT_MUCH_LONGER:
        found.add(Alarm.NOT_MUCH_LONGER)
    if said.at_risk is AtRisk.YES:
        found.add(Alarm.AT_RISK)
    if said.at_risk is AtRisk.NOT_SURE:
        found.add(Alarm.MAYBE_AT_RISK)
    if _worries(said.texts, worrying):
        found.add(Alarm.OWN_WORDS)
    return frozenset(found)


def help_for(found: Iterable[Alarm]) -> frozenset[Help]:
    """Which help to show for these reasons."""
    return frozenset(each for alarm in found for each in HELP[alarm])


def _worries(texts: Iterable[str], worrying: Iterable[str]) -> bool:
    return bool(found_in(texts, worrying))


def found_in(texts: Iterable[str], worrying: Iterable[str]) -> tuple[str, ...]:
    """The phrases that worry, of those that somebody used."""
    read = f" {' '.join(_plain(text) for text in texts)} "
    return tuple(phrase for phrase in worrying if f" {_plain(phrase)} " in read)


def _plain(text: str) -> str:
    kept = "".join(c if c.isalnum() or c.isspace() else "" if c in "'’" else " " for c in text)
    return " ".join(kept.casefold().split())
