"""The base of every form, and the fields to make one of.

    class EmailForm(BaseForm):
        email = EmailField(_l("Your email address"),
                           required=_l("Enter your email address, like name@example.com"))

A view asks `form.is_valid()`, and if it is not so, renders the same page with status 422.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import flask_wtf
from flask import has_request_context, request
from flask_babel import gettext as _

from portal.core.choice_fields import (
    CheckboxesField,
    CheckboxField,
    RadioField,
    SelectField,
)
from portal.core.date_field import DateField
from portal.core.fields import (
    AtMost,
    Check,
    CodeField,
    EmailField,
    PasswordField,
    Question,
    TextareaField,
    TextField,
    Words,
)
from portal.core.hidden_fields import HiddenField, OnceField

__all__ = [
    "AtMost",
    "BaseForm",
    "Check",
    "CheckboxField",
    "CheckboxesField",
    "CodeField",
    "DateField",
    "EmailField",
    "HiddenField",
    "OnceField",
    "PasswordField",
    "RadioField",
    "SelectField",
    "TextField",
    "TextareaField",
    "Words",
]

SENDS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class BaseForm(flask_wtf.FlaskForm):  # type: ignore[misc]
    """A form that answers in our own sentences, protected against forged requests."""

    class Meta(flask_wtf.FlaskForm.Meta):  # type: ignore[misc]
        """Where answers come from."""

        def wrap_formdata(self, _form: Any, formdata: Any) -> Any:
            """Read form fields only: a file or a JSON body sent in their place is no answer."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            return request.form if has_request_context() and request.method in SENDS else None

    def is_valid(self) -> bool:
        """Say whether the form was sent and every answer will do."""
        return bool(self.validate_on_submit())

    def refuse(self, name: str, sentence: Words) -> None:
        """Add what an action found wrong with one answer, to be shown beside it."""
        field = self[name]
        field.errors = [*field.errors, str(sentence)]

    def questions(self) -> Iterator[Question]:
        """Yield the fields that people see, in order."""
        return (field for field in self if isinstance(field, Question))

    @property
    def error_summary(self) -> list[tuple[str | None, str]]:
        """Return (link, sentence) for each thing wrong, in the order of the page."""
        found: list[tuple[str | None, str]] = [
            (field.href, str(field.errors[0])) for field in self.questions() if field.errors
        ]
        if "csrf_token" in self and self["csrf_token"].errors:
            found.insert(0, (None, _("This page was open for a long time. Send it again.")))
        return found + [(None, str(sentence)) for sentence in self.form_errors]
