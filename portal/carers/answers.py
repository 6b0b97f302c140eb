"""All that was answered so far, by page; plain values, as they are sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from portal.carers.rules.answers import (
    Agrees,
    Asker,
    AtRisk,
    Aware,
    CaredForAge,
    CarerAge,
    Caring,
    CarryOn,
    Paid,
    Place,
)
from portal.carers.rules.path import Facts, Step
from portal.carers.rules.routing import Known
from portal.carers.rules.urgency import Said
from portal.contact.rules import ContactWay, Need
from portal.core import council

Page = Mapping[str, Any]
MANNER = ("may_leave_voicemail", "may_say_who", "shares_email", "shares_phone")
CONTACT_WORDS = ("times", "must_not_know", "code_word")
"""Answers about safe contact, by the names that they have on a person's own pages."""
T = TypeVar("T", bound=StrEnum)
YES = "yes"
TEXTS = (
    (Step.SENTENCE, "sentence"),
    (Step.HELPS, "helps"),
    (Step.EFFECT, "note"),
    (Step.HEALTH, "health_note"),
)
"""What somebody writes in their own words, read for words that worry."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by page. A page that was passed over is not among them."""

    pages: Mapping[Step, Page] = field(default_factory=dict)

    def get(self, step: Step, name: str) -> Any:
        """One answer, or None."""
        return self.pages.get(step, {}).get(name)

    def text(self, step: Step, name: str) -> str:
        """One answer in words, or nothing."""
        return str(self.get(step, name) or "")

    def _one(self, kind: type[T], step: Step, name: str) -> T | None:
        given = self.get(step, name)
        return kind(given) if given else None

    @property
    def answered(self) -> frozenset[Step]:
        """The pages with an answer."""
        return frozenset(self.pages)

    @property
    def postcode(self) -> str | None:
        """Where the person looked after lives, where the carer knows."""
        return self.get(Step.WHERE, "postcode") or None

    @property
    def aware(self) -> Aware | None:
        """Whether the person looked after knows, and may know."""
        return self._one(Aware, Step.AWARE, "aware")

    def place(self, day: date) -> Place | None:
        """Whether they live in this council's area, as far as can be told."""
        if Step.WHERE not in self.pages:
            return None
        if not self.postcode:
            return Place.UNKNOWN
        here = council.current().locality_for(self.postcode, day)
        return Place.HERE if here else Place.ELSEWHERE

    @property
    def ways(self) -> frozenset[ContactWay] | None:
        """The ways that are safe; None while nobody was asked. None of them: only this website."""
        given = self.get(Step.SAFE, "ways")
        if given is None:
            return None
        return frozenset(way for way in ContactWay if way.value in given)

    @property
    def manner(self) -> dict[str, bool]:
        """What a notice may say, and who else might read it, as far as that was answered."""
        given = {name: self.get(Step.SAFE, name) for name in MANNER}
        return {name: said in (True, YES) for name, said in given.items() if said is not None}

    @property
    def contact_words(self) -> dict[str, str]:
        """What else was told about safe contact, in the carer's own words."""
        page = self.pages.get(Step.SAFE, {})
        return {name: str(page[name]) for name in CONTACT_WORDS if page.get(name)}

    @property
    def needs(self) -> frozenset[Need] | None:
        """What the carer needs to read, hear or answer; None while nobody was asked."""
        if Step.ACCESS not in self.pages:
            return None
        given = self.get(Step.ACCESS, "needs") or ()
        return frozenset(need for need in Need if need.value in given)

    def facts(self, day: date) -> Facts:
        """What decides which questions are asked, and where the request goes."""
        return Facts(
            asker=self._one(Asker, Step.WHO, "asker"),
            agrees=self._one(Agrees, Step.AGREED, "agrees"),
            known=Known(
                carer_age=self._one(CarerAge, Step.AGE, "carer_age"),
                caring=self._one(Caring, Step.CARING_NOW, "caring"),
                cared_for_age=self._one(CaredForAge, Step.CARED_FOR_AGE, "cared_for_age"),
                place=self.place(day),
                paid=self._one(Paid, Step.PAID, "paid"),
            ),
            carry_on=self._one(CarryOn, Step.CARRY_ON, "carry_on"),
            at_risk=self._one(AtRisk, Step.RISK, "at_risk"),
        )

    def said(self) -> Said:
        """What was said of what makes a request urgent."""
        return Said(
            carry_on=self._one(CarryOn, Step.CARRY_ON, "carry_on"),
            at_risk=self._one(AtRisk, Step.RISK, "at_risk"),
            texts=tuple(self.text(step, name) for step, name in TEXTS),
        )
