"""The questions for staff who move a request by hand, or say why it is late."""

from collections.abc import Iterable
from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.contact.writing import WritingForm
from portal.core import clock
from portal.core.forms import DateField, HiddenField, RadioField, TextareaField
from portal.core.texts import later as _l
from portal.journey.moves import Move
from portal.journey.rules import Acts, Stage
from portal.journey.words import STAGES, WHO_ACTS

THEY_READ = _l("The person reads this as you write it. Use plain words.")


class MoveForm(WritingForm):
    """The next step of a request."""

    seen = HiddenField()
    stage = RadioField(_l("The next step"), required=_l("Choose the next step"))
    entered_on = DateField(
        _l("The day it began"), named=_l("The day"), required=_l("Enter the day it began")
    )
    acts_next = RadioField(
        _l("Who acts next?"),
        required=_l("Choose who acts next"),
        choices=[SelectChoice(acts.value, WHO_ACTS[acts]) for acts in Acts],
    )
    expected_by = DateField(
        _l("When should it be done?"),
        named=_l("The day"),
        hint=_l("The person sees this day. Leave it empty where nobody waits for anything."),
    )
    note = TextareaField(
        _l("Why, and what the person should know"),
        hint=THEY_READ,
        rows=4,
        most=2000,
        required=_l("Write why, and what the person should know"),
    )
    late_reason = TextareaField(
        _l("Why the step before was late"), hint=THEY_READ, rows=3, most=2000
    )

    def offer(self, stages: Iterable[Stage], seen: tuple[str, str], *, ask_why: bool) -> None:
        """Offer the steps that may come now, in the order of the journey."""
        allowed = frozenset(stages)
        self.stage.choices = [
            SelectChoice(stage.value, STAGES[stage].label) for stage in Stage if stage in allowed
        ]
        if not ask_why:
            del self.late_reason
        if not self.is_submitted():
            self.seen.data = " ".join(seen)
            self.entered_on.process(None, clock.today())

    def answer(self) -> Move:
        """What was asked for, once the form is valid."""
        stage, _, day = (self.seen.data or "").partition(" ")
        why: Any = getattr(self, "late_reason", None)
        return Move(
            seen=(stage, day),
            stage=Stage(self.stage.data),
            entered_on=self.entered_on.data,
            acts_next=Acts(self.acts_next.data),
            expected_by=self.expected_by.data,
            note=self.note.data or "",
            late_reason=(why.data or "") if why is not None else "",
        )


class LateForm(WritingForm):
    """Why a request is late, in words for the person."""

    reason = TextareaField(
        _l("Why it is late"), hint=THEY_READ, rows=3, most=2000, required=_l("Write why it is late")
    )
