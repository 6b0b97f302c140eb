"""The check before sending: what staff write about somebody must not tell where they are."""

from typing import Any
from uuid import UUID

from wtforms.validators import ValidationError

from portal.contact import queries
from portal.core.forms import BaseForm, TextField
from portal.core.texts import later as _l

WHERE = _l(
    "This says where they are, or how to find them. It must stay secret. Take that part out."
)


class TellsNotWhere:
    """Stop a text that would tell where somebody is, and say what to do instead."""

    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data and queries.says_where(self.person_id, field.data):
            raise ValidationError(str(WHERE))


class WritingForm(BaseForm):
    """A form in which staff write about one person or to them: nothing in it may find them.

    `form.about(person_id)` before it is asked whether it is valid; every field for text is looked
    at then, so none can be forgotten, and a form that does not say whom it is about stops.
    """

    about_id: UUID | None = None

    def about(self, person_id: UUID) -> None:
        """Say whose safe address must not be in it."""
        self.about_id = person_id

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at every text as well."""
        if self.about_id is None:
            raise LookupError("say whom a WritingForm is about, before asking if it is valid")
        extra = {name: list(checks) for name, checks in (extra_validators or {}).items()}
        for field in self:
            if isinstance(field, TextField):
                extra.setdefault(field.short_name, []).append(TellsNotWhere(self.about_id))
        return bool(super().validate(extra_validators=extra))
