"""The question for a receipt."""

from typing import Any
from uuid import UUID

from wtforms.fields.choices import SelectChoice

from portal.core import language, money
from portal.core.forms import BaseForm, RadioField
from portal.core.photos import ACCEPTED
from portal.core.texts import later as _l
from portal.core.uploads import FileField

ELSE = "else"
NO_PICTURE = _l("Choose a photo (JPG or PNG) or a PDF. We could not read this file.")


class ReceiptForm(BaseForm):
    """A photo of a receipt, and what it is for."""

    file = FileField(
        _l("A photo of the receipt, or a PDF"),
        hint=_l("You can take a photo with your phone. It can be up to 10 MB."),
        accept=ACCEPTED,
        required=_l("Choose a photo or a PDF of the receipt"),
        too_large=_l("This file is larger than 10 MB. Choose a smaller one."),
    )
    what_for = RadioField(
        _l("What is it for?"), required=_l("Choose what the receipt is for"), choices=[]
    )

    def offer(self, needed: Any) -> None:
        """Let one of what still needs a receipt be chosen, or something else."""
        code = language.current()
        if not needed:
            del self.what_for
            return
        self.what_for.choices = [
            *(
                SelectChoice(
                    str(row.id),
                    f"{row.description}: {money.pounds(row.out_pence, code)}, "
                    f"{language.on_date(row.booked_on)}",
                )
                for row in needed
            ),
            SelectChoice(ELSE, _l("Something else")),
        ]

    @property
    def chosen(self) -> UUID | None:
        """Which payment it is for, once the form is valid."""
        said = self["what_for"].data if "what_for" in self else ELSE
        return None if said == ELSE else UUID(said)
