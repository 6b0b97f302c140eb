"""Questions with answers to choose from: radios, checkboxes, a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import wtforms
from flask_babel import gettext as _
from wtforms.validators import StopValidation

from portal.core.fields import Question, Words


class _Choice(Question):
    """What every question with choices has.

    Choices are `wtforms.fields.choices.SelectChoice`; an answer that is none of them is refused.
    `hints`: a line under an answer, by its value. `divider_before`: the value that stands apart
    from the rest, below the word "or".
    """

    label_style = "govuk-fieldset__legend--"

    def __init__(
        self,
        label: Words,
        *,
        hints: Mapping[str, Words] | None = None,
        divider_before: str | None = None,
        **options: Any,
    ) -> None:
        super().__init__(label, **options)
        self.hints = dict(hints or {})
        self.divider_before = divider_before
        self.crafted = False

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the answer; one that cannot even be read is refused later, in our own words."""
        try:
            super().process_formdata(valuelist)
        except (ValueError, TypeError, KeyError):
            self.data, self.crafted = None, True

    def chosen(self) -> set[Any]:
        """Return the values that are chosen now."""
        return {self.data} - {None}

    def pre_validate(self, _form: Any) -> None:
        """Refuse a value that is not among the choices."""
        offered = {self.coerce(choice.value) for choice in self.choices or ()}
        if self.crafted or (self.is_answered() and not self.chosen() <= offered):
            raise StopValidation(_("Choose from the answers on this page."))

    def items(self) -> list[dict[str, Any]]:
        """Return the choices as the macro takes them."""
        chosen, rows = self.chosen(), []
        for choice in self.choices or ():
            if choice.value == self.divider_before:
                rows.append({"divider": _("or")})
            row = {"value": choice.value, "text": choice.label}
            row["hint"] = self.hints.get(choice.value)
            row["checked"] = self.coerce(choice.value) in chosen
            rows.append(row)
        return rows

    def arguments(self) -> dict[str, Any]:
        given = super().arguments() | {"items": self.items()}
        given["legend"] = given.pop("label")
        given["legend_classes"] = given.pop("label_classes")
        return given


class RadioField(_Choice, wtforms.RadioField):  # type: ignore[misc]
    """One answer of a few."""

    part_name: ClassVar[str] = "radios"


class CheckboxesField(_Choice, wtforms.SelectMultipleField):  # type: ignore[misc]
    """Any answers of a few. `exclusive`: the value that means none of the others."""

    part_name: ClassVar[str] = "checkboxes"

    def __init__(self, label: Words, *, exclusive: str | None = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.exclusive = exclusive

    def chosen(self) -> set[Any]:
        return set(self.data) if self.data else set()

    def items(self) -> list[dict[str, Any]]:
        return [
            row | ({"behaviour": "exclusive"} if row.get("value") == self.exclusive else {})
            for row in super().items()
        ]


class SelectField(_Choice, wtforms.SelectField):  # type: ignore[misc]
    """One answer of many. `nothing_chosen`: the first line, which is no answer."""

    part_name: ClassVar[str] = "select"
    label_style = "govuk-label--"

    def __init__(
        self, label: Words, *, nothing_chosen: Words | None = None, **options: Any
    ) -> None:
        super().__init__(label, **options)
        self.nothing_chosen = nothing_chosen

    def arguments(self) -> dict[str, Any]:
        first = [{"value": "", "text": self.nothing_chosen}] if self.nothing_chosen else []
        given = Question.arguments(self)
        return given | {"items": first + self.items()}


class CheckboxField(Question, wtforms.BooleanField):  # type: ignore[misc]
    """One box to tick: "I have read this". Its label stands beside the box."""

    part_name: ClassVar[str] = "checkboxes"

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        text = given.pop("label")
        given.pop("label_classes")
        box = {"value": "yes", "text": text, "checked": bool(self.data), "hint": given["hint"]}
        given["hint"] = None  # it belongs under the words of the box, not above it
        return given | {"legend": None, "items": [box]}
