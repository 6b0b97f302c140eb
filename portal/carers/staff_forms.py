"""The questions for staff who do something with a request: one form for each thing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.carers import dealing_words as words
from portal.carers.doing_form import DoingForm
from portal.carers.rules.dealing import CopyWay, MeetingWay, Outcome
from portal.carers.rules.stages import Event
from portal.contact.rules import SafeWays
from portal.core import clock
from portal.core.forms import DateField, RadioField, TextareaField, TextField
from portal.core.texts import later as _l


class NoteForm(DoingForm):
    """Something that is said in writing, to the carer too."""

    note = TextareaField(
        _l("What you tell them"),
        hint=_l("The carer reads this as you write it."),
        rows=5,
        most=2000,
        required=_l("Write what you tell them"),
    )


class QuestionForm(DoingForm):
    """What somebody asks the carer."""

    note = TextareaField(
        _l("Your question"),
        hint=_l("The carer reads this as you write it. Ask for one thing, in plain words."),
        rows=4,
        most=1000,
        required=_l("Write your question"),
    )


class AnsweredForm(DoingForm):
    """What the carer answered, by telephone or letter."""

    note = TextareaField(
        _l("What they answered"),
        hint=_l("The carer can read this."),
        rows=5,
        most=2000,
        required=_l("Write what they answered"),
    )


class TeamForm(DoingForm):
    """Which team of the council it goes to."""

    team = RadioField(_l("Which team?"), required=_l("Choose a team"))

    def offer(self, teams: Sequence[tuple[UUID, str]], now: UUID | None) -> None:
        """Offer the teams of today, without the one that has it."""
        self.team.choices = [SelectChoice(str(id_), name) for id_, name in teams if id_ != now]


class MeetingForm(DoingForm):
    """The day of the talk."""

    on_day = DateField(_l("Day"), named=_l("The day"), required=_l("Enter the day of the talk"))
    at_time = TextField(
        _l("Time"),
        hint=_l("For example, 10.30am."),
        most=20,
        width=10,
        required=_l("Enter a time"),
    )
    way = RadioField(
        _l("How will you talk?"),
        required=_l("Choose how you will talk"),
        choices=[SelectChoice(way.value, words.MEETINGS[way]) for way in MeetingWay],
    )
    place = TextField(
        _l("Where, if it is not at their home"),
        hint=_l("The carer reads this. We keep it sealed."),
        most=200,
    )
    who_comes = TextField(
        _l("Who comes, or rings"), most=200, required=_l("Enter the name of whoever comes or rings")
    )

    def validate_on_day(self, field: DateField) -> None:
        """Nobody meets in the past."""
        if field.data is not None and field.data < clock.today():
            raise ValidationError(str(_l("The day must be today or later")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Somewhere else is somewhere."""
        fine = super().validate(extra_validators)
        if self.way.data == MeetingWay.ELSEWHERE and not self.place.data:
            self.refuse("place", _l("Enter where you will meet"))
            return False
        return fine

    @property
    def day(self) -> date:
        """The day, once the form is valid."""
        found: date = self.on_day.data
        return found


class OutcomeForm(DoingForm):
    """What came of the assessment. Without a reason and a copy there is no outcome (s.12(3))."""

    kind = RadioField(
        _l("What came of it?"),
        required=_l("Choose what came of it"),
        choices=[SelectChoice(each.value, words.OUTCOMES[each]) for each in Outcome],
    )
    reason = TextareaField(
        _l("The reasons"),
        hint=_l("The carer reads this as you write it. Say what you looked at, and why."),
        rows=8,
        most=4000,
        required=_l("Write the reasons. The law asks for them in writing."),
    )
    copy_way = RadioField(
        _l("How does the carer get their copy?"),
        required=_l("Choose how they get their copy. The law asks for one."),
        choices=[SelectChoice(each.value, words.COPIES[each]) for each in CopyWay],
    )
    unsafe: frozenset[str] = frozenset()

    def heed(self, ways: SafeWays) -> None:
        """Remember by which ways the carer does not want anything that says who we are."""
        asked = {CopyWay.LETTER: ways.letter_may_say_who, CopyWay.EMAIL: ways.email}
        self.unsafe = frozenset(way.value for way, may in asked.items() if not may)

    def validate_copy_way(self, field: RadioField) -> None:
        """Nothing goes where the carer said that it is not safe."""
        if field.data in self.unsafe:
            raise ValidationError(
                str(_l("The carer told us that this way is not safe for them. Choose another."))
            )


class WhyForm(DoingForm):
    """A reason that stays with staff."""

    reason = TextareaField(
        _l("Why?"),
        hint=_l("For staff. The carer sees it only in a copy of their record."),
        rows=3,
        most=1000,
        required=_l("Write down why"),
    )


class YesForm(DoingForm):
    """How a carer said that another organisation may be told."""

    how = TextareaField(
        _l("How did they say yes?"),
        hint=_l("For staff. Write how you reached them, and what they said."),
        rows=3,
        most=1000,
        required=_l("Write how they said yes"),
    )


class GiveBackForm(DoingForm):
    """Why a partner does not go on with a request."""

    note = TextareaField(
        _l("Why do you give it back?"),
        hint=_l("The council reads this. The carer can read it in a copy of their record."),
        rows=4,
        most=1000,
        required=_l("Write why you give it back"),
    )


class ColleagueForm(DoingForm):
    """Who of a partner's people deals with a request."""

    colleague = RadioField(_l("Who deals with it?"), required=_l("Choose who deals with it"))

    def offer(self, people: Sequence[tuple[UUID, str]], now: UUID | None, me: UUID | None) -> None:
        """Offer everybody who works there today, the reader first, and tick who has it."""
        mine = [(id_, str(_l("I do"))) for id_, _name in people if id_ == me]
        others = [(id_, name) for id_, name in people if id_ != me]
        self.colleague.choices = [SelectChoice(str(id_), name) for id_, name in (*mine, *others)]
        if not self.is_submitted() and now in dict(people):
            self.colleague.data = str(now)


class LateForm(DoingForm):
    """Why it takes longer than we said, for the carer."""

    reason = TextareaField(
        _l("Why is it late, and what happens next?"),
        hint=_l("The carer reads this as you write it."),
        rows=4,
        most=1000,
        required=_l("Write why it is late"),
    )
    now_by = DateField(
        _l("By when do you expect it now?"),
        named=_l("The day"),
        hint=_l("Leave this empty if you cannot say. The carer reads it."),
    )

    def validate_now_by(self, field: DateField) -> None:
        """Nobody promises a day that is over."""
        if field.data is not None and field.data < clock.today():
            raise ValidationError(str(_l("The day must be today or later")))


class LinkForm(DoingForm):
    """Which other request is about the same person."""

    reference = TextField(
        _l("Reference of the other request"),
        hint=_l("It looks like K7M2-9QXF."),
        most=20,
        width=20,
        spellcheck=False,
        required=_l("Enter the reference of the other request"),
    )


FORMS: Mapping[Event, type[DoingForm]] = {
    Event.SEND_TO_TEAM: TeamForm,
    Event.SEND_TO_CHILDREN: NoteForm,
    Event.SEND_TO_OTHER_COUNCIL: NoteForm,
    Event.ASK_MORE: QuestionForm,
    Event.ANSWER: AnsweredForm,
    Event.ANSWER_PARTNER: AnsweredForm,
    Event.BOOK: MeetingForm,
    Event.MOVE_BOOKING: MeetingForm,
    Event.CANCEL_BOOKING: NoteForm,
    Event.RECORD_OUTCOME: OutcomeForm,
    Event.GIVE_INFORMATION: NoteForm,
    Event.DECLINE: NoteForm,
    Event.WITHDRAW: NoteForm,
    Event.CLOSE: NoteForm,
    Event.REOPEN: NoteForm,
}
"""What is asked before a step. A step that is not here needs a press of its button alone."""
