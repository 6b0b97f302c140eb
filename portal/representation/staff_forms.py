"""The questions for staff: who asked and how they know, in what right, and what showed it."""

from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.accounts.checked_words import CHECKED
from portal.accounts.rules.standing import Checked
from portal.contact.writing import WritingForm
from portal.core.choice_fields import RadioField
from portal.core.date_field import DateField
from portal.core.fields import TextareaField, TextField
from portal.core.forms import BaseForm
from portal.core.texts import later as _l
from portal.people.words import SCOPES
from portal.policy import Scope
from portal.representation import words
from portal.representation.forms import WhatAndHowLongForm, WhatForm, WhoForm
from portal.representation.rules.helping import SCOPE_ORDER
from portal.representation.rules.rights import Right

CAN, CANNOT = "can", "cannot"


class AskForPersonForm(WhoForm, WhatAndHowLongForm, WritingForm):
    """The same questions that the person would be asked, and how the worker knows them."""

    checked = RadioField(
        _l("How do you know that it is the person who asks?"),
        required=_l("Choose how you know"),
        choices=[SelectChoice(each.value, CHECKED[each]) for each in Checked],
    )


class EvidenceForm(WritingForm):
    """What somebody saw, and when."""

    kind = RadioField(_l("What did you see?"), required=_l("Choose what you saw"))
    reference = TextField(
        _l("Its number or reference"), most=100, hint=_l("We keep it sealed."), spellcheck=False
    )
    sighted_on = DateField(
        _l("When did you see it?"),
        named=_l("The day you saw it"),
        required=_l("Enter the day you saw it"),
    )
    to_on = DateField(
        _l("The last day of the right"),
        named=_l("The last day"),
        hint=_l("Leave it empty only if the right has no end."),
    )

    def of(self, right: Right) -> None:
        """Offer only what shows this right."""
        self.kind.choices = [SelectChoice(each.value, words.KINDS[each]) for each in right.evidence]


class RightForm(WhoForm, WhatForm, EvidenceForm):
    """Somebody with a right to act: who, for what, and what showed it."""

    capacity = RadioField(
        _l("Can the person decide about this themselves?"),
        required=_l("Choose an answer"),
        choices=[
            SelectChoice(CAN, _l("Yes, they can")),
            SelectChoice(CANNOT, _l("No, this was assessed and written down")),
        ],
    )

    def of(self, right: Right) -> None:
        """Offer only what this right may carry; tick what it usually does."""
        super().of(right)
        self.scopes.choices = [
            SelectChoice(scope.value, SCOPES[scope]) for scope in SCOPE_ORDER if scope in right.may
        ]
        if not self.is_submitted():
            self.scopes.data = [scope.value for scope in SCOPE_ORDER if scope in right.usual]


class ReasonForm(BaseForm):
    """Why a helper is stopped. It may be left empty: stopping comes first."""

    reason = TextareaField(_l("Why, for staff only"), rows=2, most=1000)


def ticked(form: WhatForm) -> frozenset[Scope]:
    """What was ticked."""
    given: Any = form.scopes.data or ()
    return frozenset(Scope(each) for each in given)
