"""What is written: to the team, back to the person, beside it; and to whom it is handed."""

from collections.abc import Iterable
from uuid import UUID

from wtforms.fields.choices import SelectChoice

from portal.contact.writing import WritingForm
from portal.core.columns import new_id
from portal.core.forms import BaseForm, HiddenField, RadioField, TextareaField
from portal.core.texts import later as _l
from portal.messages.actions.sending import Written
from portal.people.models import Team

MOST = 5000


class MessageForm(BaseForm):
    """A message to the team. `token` makes one of a form that is sent twice."""

    token = HiddenField()
    words = TextareaField(_l("Your message"), rows=8, most=MOST, required=_l("Write your message"))

    def begin(self) -> None:
        """Give a form that is shown for the first time its token."""
        if not self.is_submitted():
            self.token.data = str(new_id())

    def written(self) -> Written:
        """What was written, once the form is valid."""
        return Written(self.words.data or "", _token(self.token.data))


class ReplyForm(WritingForm):
    """What staff write to a person: nothing in it may say where they are."""

    token = HiddenField()
    words = TextareaField(
        _l("Your answer"),
        hint=_l("The person reads this as you write it. Use plain words."),
        rows=8,
        most=MOST,
        required=_l("Write your answer"),
    )

    def of(self, person_id: UUID) -> None:
        """Say whom it is to, and give a form that is new its token."""
        self.about(person_id)
        if not self.is_submitted():
            self.token.data = str(new_id())

    def written(self) -> Written:
        """What was written, once the form is valid."""
        return Written(self.words.data or "", _token(self.token.data))


class NoteForm(ReplyForm):
    """A note of staff, which the person never sees."""

    words = TextareaField(
        _l("Note for colleagues"),
        hint=_l("The person does not see this here. They can ask for a copy of it."),
        rows=4,
        most=MOST,
        required=_l("Write your note"),
    )


class HandOverForm(BaseForm):
    """Which team answers from now on."""

    team = RadioField(_l("Which team should answer?"), required=_l("Choose a team"))

    def choose_from(self, teams: Iterable[Team]) -> None:
        """Offer the teams in which somebody is."""
        self.team.choices = [SelectChoice(team.code, team.name) for team in teams]


def _token(text: str | None) -> str:
    """The token of a form; a new one in place of what is none."""
    try:
        return str(UUID(text or ""))
    except ValueError:
        return str(new_id())
