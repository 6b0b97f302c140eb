"""What every page has on which staff do something with a request."""

from typing import Any

from wtforms.validators import ValidationError

from portal.carers.queries import Asked
from portal.carers.rules.path import Step
from portal.contact.writing import WritingForm
from portal.core.forms import HiddenField, TextField
from portal.core.texts import later as _l

NAMED = _l("This names the person they look after, who must not be told of it. Take the name out.")
LEAST_OF_A_NAME = 3


class DoingForm(WritingForm):
    """A page on which something is done. `seen`: how far the request had got when it was opened."""

    seen = HiddenField()
    hidden_name: str = ""

    def of(self, asked: Asked, seen: int) -> None:
        """Say which request it is: what is written must find nobody and name nobody."""
        if asked.subject is None:
            raise LookupError("nothing is done to a request before its first contact")
        self.about(asked.subject.person_id)
        if asked.row.not_told:
            self.hidden_name = asked.answers.text(Step.RELATIONSHIP, "their_name")
        if not self.is_submitted():
            self.seen.data = str(seen)

    @property
    def saw(self) -> int | None:
        """How far the request had got on the page, if the page said it."""
        said = self.seen.data or ""
        return int(said) if said.isdecimal() and len(said) < 6 else None

    def validate(self, extra_validators: Any = None) -> bool:
        """Look also for the name of somebody who must not be told."""
        extra = {name: list(checks) for name, checks in (extra_validators or {}).items()}
        for field in self:
            if isinstance(field, TextField):
                extra.setdefault(field.short_name, []).append(self._names_nobody)
        return bool(super().validate(extra_validators=extra))

    def _names_nobody(self, _form: Any, field: Any) -> None:
        name = self.hidden_name.casefold()
        if len(name) >= LEAST_OF_A_NAME and name in _words(field.data or ""):
            raise ValidationError(str(NAMED))


def _words(text: str) -> set[str]:
    kept = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return set(kept.split())
