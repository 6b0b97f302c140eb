"""What staff write: to the person, beside it; to whom it is handed, and where a message belongs."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from portal.contact.writing import WritingForm
from portal.core.fields import Words
from portal.core.forms import (
    BaseForm,
    OnceField,
    RadioField,
    SelectField,
    TextareaField,
    TextField,
)
from portal.core.texts import later as _l
from portal.messages.actions.sending import Written
from portal.messages.forms import MOST, FileForm, files_field
from portal.messages.models import StandardReply
from portal.messages.placing_queries import Places
from portal.messages.rules import Topic
from portal.people.models import Team

THREAD, RECORD = "conversation", "record"


class ReplyForm(WritingForm):
    """What staff write to a person: nothing in it may say where they are."""

    token = OnceField()
    words = TextareaField(
        _l("Your answer"),
        hint=_l("The person reads this as you write it. Use plain words."),
        rows=8,
        most=MOST,
        required=_l("Write your answer"),
    )

    def written(self) -> Written:
        """What was written, once the form is valid."""
        return Written(self.words.data or "", self.token.data)


class AnswerForm(ReplyForm, FileForm):
    """An answer, for which standard words can be taken and made one's own."""

    files = files_field()
    standard = SelectField(_l("Standard words"), nothing_chosen=_l("Choose some words"))

    def offer(self, replies: Iterable[StandardReply]) -> None:
        """Offer the council's standard replies."""
        self.offered = {str(each.id): each.words for each in replies}
        names = {str(each.id): each.name for each in replies}
        self.standard.choices = [SelectChoice(value, name) for value, name in names.items()]

    def takes_words(self) -> bool:
        """Whether standard words were asked for; then they stand below what was typed."""
        if "put" not in request.form:
            return False
        typed, chosen = (self.words.data or "").rstrip(), self.offered.get(self.standard.data or "")
        self.words.data = "\n\n".join(part for part in (typed, chosen) if part)
        return True

    def sendable(self) -> Written | None:
        """What was written, with its files; nothing while standard words are asked for."""
        return None if self.takes_words() else super().sendable()


class FirstForm(AnswerForm):
    """A message with which staff begin a conversation."""

    topic = RadioField(_l("What is it about?"), required=_l("Choose what it is about"))
    words = TextareaField(
        _l("Your message"),
        hint=_l("The person reads this as you write it. Use plain words."),
        rows=8,
        most=MOST,
        required=_l("Write your message"),
    )

    def about_one_of(self, topics: Mapping[Topic, Words]) -> None:
        """Offer the topics."""
        self.topic.choices = [SelectChoice(each.value, text) for each, text in topics.items()]


class StandardForm(BaseForm):
    """Words for all staff to use."""

    token = OnceField()
    name = TextField(
        _l("A short name, for the list"), most=80, required=_l("Write a short name for the list")
    )
    words = TextareaField(
        _l("The words"),
        hint=_l("Use plain words. Put in no names and nothing about anybody."),
        rows=8,
        most=MOST,
        required=_l("Write the words"),
    )

    def written(self) -> Written:
        """What was written, once the form is valid."""
        return Written(self.words.data or "", self.token.data)


class PlaceForm(BaseForm):
    """Where a message belongs."""

    place = RadioField(_l("Where does it belong?"), required=_l("Choose where it belongs"))
    topic = RadioField(
        _l("What is it about?"), hint=_l("Only if you begin a new conversation with it.")
    )

    def choose_from(self, places: Places, topics: Mapping[Topic, Words], topic: Topic) -> None:
        """Offer the places."""
        threads = [
            SelectChoice(f"{THREAD} {each.id}", f"{topics[each.topic]}, {each.number}")
            for each in places.threads
        ]
        records = [
            SelectChoice(
                f"{RECORD} {each.person.id}",
                _("A new conversation about %(name)s", name=each.person.name),
            )
            for each in places.records
        ]
        self.place.choices = threads + records
        self.topic.choices = [SelectChoice(each.value, text) for each, text in topics.items()]
        if not self.is_submitted():
            self.topic.data = topic.value

    def chosen(self) -> tuple[str, UUID]:
        """What kind of place was chosen, and its id; once the form is valid."""
        kind, _space, chosen = (self.place.data or "").partition(" ")
        return kind, UUID(chosen)


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
