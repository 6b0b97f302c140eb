"""The questions of a form, as design-system components.

A field holds how it looks (hint, width, size of its label) and the sentence for each way its
answer can be wrong, so a page only says where it goes: `{{ form.email() }}`. The markup is in
`templates/parts/`, one macro for each component.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, TypeAlias

import email_validator
import wtforms
from flask import current_app
from flask_babel import LazyString
from flask_babel import gettext as _
from markupsafe import Markup
from wtforms.validators import StopValidation, ValidationError

from portal.core.texts import later as _l

Words: TypeAlias = str | LazyString  # a sentence, before the language is known


def part(name: str, /, **arguments: Any) -> Markup:
    """Render one macro of `templates/parts/`, which is named as its file is."""
    template = current_app.jinja_env.get_template(f"parts/{name}.html")
    return Markup(getattr(template.module, name)(**arguments))  # noqa: S704 - our own macro


def tidied(text: object) -> str:
    """Return what was typed, as one kind of line end and letter, without control characters.

    A null character in particular is refused by PostgreSQL, so it must not get that far.
    """
    lines = unicodedata.normalize("NFC", str(text or "")).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


class Required:
    """Refuse an empty answer with the field's own sentence, and check no further."""

    def __init__(self, sentence: Words) -> None:
        self.sentence = sentence

    def __call__(self, _form: Any, field: Any) -> None:
        if not field.is_answered():
            raise StopValidation(str(self.sentence))


class MayBeEmpty:
    """Check an answer no further when there is none."""

    def __call__(self, _form: Any, field: Any) -> None:
        if not field.is_answered():
            raise StopValidation


class AtMost:
    """Refuse an answer of more than `most` characters."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Any, field: Any) -> None:
        used = len(field.data or "")
        if used > self.most:
            raise StopValidation(
                _("Use %(most)s characters or fewer. You used %(used)s.", most=self.most, used=used)
            )


class Check:
    """Refuse an answer for which `holds` is false, in a sentence that says how to put it right."""

    def __init__(self, holds: Callable[[Any], bool], sentence: Words) -> None:
        self.holds, self.sentence = holds, sentence

    def __call__(self, _form: Any, field: Any) -> None:
        if not self.holds(field.data):
            raise ValidationError(str(self.sentence))


class _Widget:
    """Render a field by the macro it names; arguments given in the page win."""

    def __call__(self, field: Question, **changes: Any) -> Markup:
        return part(field.part_name, **(field.arguments() | changes))


class Question(wtforms.Field):  # type: ignore[misc]
    """What every field has beside its answer. Mixed in before a WTForms field.

    `required`: the sentence for an empty answer; without it the answer may be empty.
    `size`: s, m, l or xl, for the label or legend. `heading`: it is also the page's h1.
    `width`: of the box in characters: 2, 3, 4, 5, 10, 20 or 30.
    """

    part_name: ClassVar[str] = "input"
    label_style: ClassVar[str] = "govuk-label--"
    widget = _Widget()
    data: Any

    def __init__(
        self,
        label: Words,
        *,
        required: Words | None = None,
        hint: Words | None = None,
        size: str = "",
        heading: bool = False,
        width: int = 0,
        classes: str = "",
        attributes: Mapping[str, object] | None = None,
        validators: Iterable[Any] = (),
        **options: Any,
    ) -> None:
        first = MayBeEmpty() if required is None else Required(required)
        super().__init__(label, [first, *self.own_checks(), *validators], **options)
        self.hint = hint
        self.heading = heading
        self.size = size or ("l" if heading else "")
        self.classes = f"{classes} govuk-input--width-{width}".strip() if width else classes
        self.attributes = dict(attributes or {})

    def own_checks(self) -> list[Any]:
        """Return the checks that belong to this kind of question."""
        return []

    def is_answered(self) -> bool:
        """Say whether anything was typed or chosen."""
        return bool(self.data)

    @property
    def href(self) -> str:
        """Return the link that leads to the box to put right."""
        return f"#{self.id}"

    def arguments(self) -> dict[str, Any]:
        """Return what the macro is given."""
        given: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "label": self.label.text,
            "label_classes": self.label_style + self.size if self.size else "",
            "heading": self.heading,
            "hint": self.hint,
            "error": self.errors[0] if self.errors else None,
            "classes": self.classes,
        }
        return given | ({"attributes": self.attributes} if self.attributes else {})


class TextField(Question, wtforms.StringField):  # type: ignore[misc]
    """One line of writing. Kept without spaces around it."""

    kind: ClassVar[str] = "text"

    def __init__(
        self,
        label: Words,
        *,
        most: int = 200,
        autocomplete: str | None = None,
        inputmode: str | None = None,
        spellcheck: bool | None = None,
        prefix: Words | None = None,
        suffix: Words | None = None,
        **options: Any,
    ) -> None:
        self.most = most
        super().__init__(label, **(dict[str, Any](filters=[tidied]) | options))
        self.box: dict[str, Any] = {
            "autocomplete": autocomplete,
            "inputmode": inputmode,
            "spellcheck": spellcheck,
            "prefix": prefix,
            "suffix": suffix,
        }

    def own_checks(self) -> list[Any]:
        return [AtMost(self.most)]

    def arguments(self) -> dict[str, Any]:
        box = {name: value for name, value in self.box.items() if value is not None}
        return super().arguments() | box | {"type": self.kind, "value": self.data}


def _is_email(text: str) -> bool:
    try:
        email_validator.validate_email(text, check_deliverability=False, test_environment=True)
    except email_validator.EmailNotValidError:
        return False
    return True


class EmailField(TextField):
    """An email address, checked for its form and not for whether it exists."""

    kind = "email"

    def __init__(self, label: Words, **options: Any) -> None:
        usual: dict[str, Any] = {"autocomplete": "email", "spellcheck": False, "most": 254}
        super().__init__(label, **(usual | options))

    def own_checks(self) -> list[Any]:
        sentence = _l("Check the email address. It must look like name@example.com.")
        return [*super().own_checks(), Check(_is_email, sentence)]


class CodeField(TextField):
    """A code that somebody was sent. Spaces and hyphens are taken out, letters made capitals.

    `digits`: how many digits it has; 0 for a code with letters of any length.
    """

    def __init__(self, label: Words, *, digits: int = 6, **options: Any) -> None:
        self.digits = digits
        usual: dict[str, Any] = {"width": 10, "classes": "govuk-input--extra-letter-spacing"}
        usual |= {"spellcheck": False, "filters": [self.closed_up], "most": 100}
        if digits:
            usual |= {"inputmode": "numeric", "autocomplete": "one-time-code"}
        super().__init__(label, **(usual | options))

    @staticmethod
    def closed_up(text: object) -> str:
        """Return a code as it is compared: no spaces or hyphens, capital letters."""
        return "".join(c for c in tidied(text) if not c.isspace() and c not in "-‐‑–—").upper()

    def own_checks(self) -> list[Any]:
        if not self.digits:
            return super().own_checks()
        sentence = _l("Enter the %(count)s numbers of the code.", count=self.digits)
        return [
            *super().own_checks(),
            Check(lambda c: c.isascii() and c.isdigit() and len(c) == self.digits, sentence),
        ]


class PasswordField(Question, wtforms.StringField):  # type: ignore[misc]
    """A password. Never tidied, and never written back to the page.

    `new`: the person makes one up here, so the browser offers to make it for them.
    """

    part_name = "password_input"

    def __init__(self, label: Words, *, new: bool = False, **options: Any) -> None:
        super().__init__(label, **options)
        self.autocomplete = "new-password" if new else "current-password"

    def own_checks(self) -> list[Any]:
        return [AtMost(200)]

    def arguments(self) -> dict[str, Any]:
        words = {
            "show-password": _("Show"),
            "hide-password": _("Hide"),
            "show-password-aria-label": _("Show password"),
            "hide-password-aria-label": _("Hide password"),
            "password-shown-announcement": _("We now show your password"),
            "password-hidden-announcement": _("We now hide your password"),
        }
        return super().arguments() | {"autocomplete": self.autocomplete, "words": words}


class TextareaField(TextField):
    """Several lines of writing."""

    part_name = "textarea"

    def __init__(self, label: Words, *, rows: int = 5, most: int = 5000, **options: Any) -> None:
        super().__init__(label, most=most, **options)
        self.rows = rows

    def arguments(self) -> dict[str, Any]:
        given = super().arguments() | {"rows": self.rows}
        return {name: value for name, value in given.items() if name != "type"}
