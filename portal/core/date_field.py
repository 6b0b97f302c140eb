"""A date in three boxes, which says which of them to put right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

import wtforms
from babel.dates import get_month_names
from flask_babel import get_locale
from flask_babel import gettext as _
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from portal.core.fields import Question, Words, tidied
from portal.core.texts import later as _l

THE_DATE = _l("The date")
BOXES = ("day", "month", "year")
NUMBER = re.compile(r"[0-9]{1,4}")


def month_number(typed: str) -> int | None:
    """Read a month: a number, or its name or short name in the language of the page."""
    if NUMBER.fullmatch(typed):
        return int(typed)
    for width in ("wide", "abbreviated"):
        for number, name in get_month_names(width, locale=get_locale() or "en_GB").items():
            if typed.casefold().rstrip(".") == name.casefold().rstrip("."):
                return int(number)
    return None


def read_date(typed: Mapping[str, str]) -> date | None:
    """Return the date that was typed, or none if there is no such day."""
    day, year = typed["day"], typed["year"]
    month = month_number(typed["month"])
    if month is None or not NUMBER.fullmatch(day) or not re.fullmatch(r"[0-9]{4}", year):
        return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


class DateField(Question, wtforms.Field):  # type: ignore[misc]
    """A date in three boxes, day, month and year. Its answer is a `date`.

    `named`: what the date is called at the start of a sentence: "Your date of birth".
    `birth`: it is the person's own date of birth, so a browser may fill it in.
    """

    part_name: ClassVar[str] = "date_input"
    label_style = "govuk-fieldset__legend--"

    def __init__(
        self, label: Words, *, named: Words = THE_DATE, birth: bool = False, **options: Any
    ) -> None:
        self.typed = dict.fromkeys(BOXES, "")
        self.wrong: tuple[str, ...] = BOXES
        super().__init__(label, **options)
        self.named = named
        self.birth = birth

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the date from its three boxes; anything may be in them, or nothing at all."""
        super().process(None, data, extra_filters)
        if formdata is not None:
            self.typed = {box: tidied(formdata.get(f"{self.name}-{box}")) for box in BOXES}
            self.data = read_date(self.typed)
        elif isinstance(self.data, date):
            self.typed = {box: str(getattr(self.data, box)) for box in BOXES}

    def leave_out(self) -> None:
        """Take no notice of what was typed: another answer has made the date meaningless."""
        self.typed, self.data = dict.fromkeys(BOXES, ""), None

    def is_answered(self) -> bool:
        return any(self.typed.values())

    def pre_validate(self, _form: Any) -> None:
        """Say which part is missing, or that there is no such day."""
        empty = tuple(box for box in BOXES if not self.typed[box])
        if len(empty) == len(BOXES):
            return
        if empty:
            self.wrong = empty
            raise StopValidation(self.missing_sentence(empty))
        if self.data is None:
            if not re.fullmatch(r"[0-9]{4}", self.typed["year"]):
                self.wrong = ("year",)
                raise StopValidation(_("The year must have 4 numbers, like 1950."))
            raise StopValidation(
                _("%(date)s must be a real date, like 27 3 1950.", date=self.named)
            )

    def missing_sentence(self, empty: tuple[str, ...]) -> str:
        """Name the boxes that were left empty."""
        sentences = {
            ("day",): _("%(date)s must include a day.", date=self.named),
            ("month",): _("%(date)s must include a month.", date=self.named),
            ("year",): _("%(date)s must include a year.", date=self.named),
            ("day", "month"): _("%(date)s must include a day and a month.", date=self.named),
            ("day", "year"): _("%(date)s must include a day and a year.", date=self.named),
            ("month", "year"): _("%(date)s must include a month and a year.", date=self.named),
        }
        return str(sentences[empty])

    @property
    def href(self) -> str:
        return f"#{self.id}-{self.wrong[0]}"

    def boxes(self) -> list[dict[str, Any]]:
        """Return the three boxes as the macro takes them."""
        labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        return [
            {
                "id": f"{self.id}-{box}",
                "name": f"{self.name}-{box}",
                "label": labels[box],
                "value": self.typed[box],
                "width": 4 if box == "year" else 2,
                "wrong": bool(self.errors) and box in self.wrong,
                "autocomplete": f"bday-{box}" if self.birth else None,
            }
            for box in BOXES
        ]

    def arguments(self) -> dict[str, Any]:
        given = super().arguments() | {"boxes": self.boxes()}
        given["legend"] = given.pop("label")
        given["legend_classes"] = given.pop("label_classes")
        del given["name"]
        return given
