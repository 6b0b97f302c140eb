"""What is asked of somebody who is worried, and what the intake says of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from portal.concerns.actions.saying import Told
from portal.concerns.rules import About, Answer, Contact, PassedTo, read_about
from portal.concerns.words import ANSWERS, CONTACTS, PASSED_TO
from portal.core.fields import Words
from portal.core.forms import BaseForm, OnceField, RadioField, TextareaField
from portal.core.texts import later as _l
from portal.people.models import Person

MOST = 5000
MOST_WHO = 500


def _choices(words: Mapping[Any, Words]) -> list[SelectChoice]:
    return [SelectChoice(each.value, text) for each, text in words.items()]


def _yes_or_no(label: Words, hint: Words | None = None) -> RadioField:
    return RadioField(label, hint=hint, choices=_choices(ANSWERS))


class WorriedForm(BaseForm):
    """What somebody is worried about. Only what it is has to be said."""

    token = OnceField()
    danger = _yes_or_no(
        _l("Is somebody in danger now?"), _l("If so, ring 999 first. You can come back here.")
    )
    words = TextareaField(
        _l("What are you worried about?"),
        hint=_l("What has happened, and when. Say it in your own words."),
        rows=8,
        most=MOST,
        required=_l("Write what you are worried about"),
    )
    about = RadioField(_l("Who are you worried about?"))
    who = TextareaField(_l("Their name, and where they are, if you know"), rows=2, most=MOST_WHO)
    knows = _yes_or_no(_l("Does this person know that you tell us?"))
    children = _yes_or_no(_l("Are there children in the home?"))
    contact = RadioField(
        _l("May we get in touch with you about it?"),
        hint=_l("If you say nothing, we do not."),
        choices=_choices(CONTACTS),
    )

    def offer(self, helpers: list[Person], worker: tuple[UUID, str] | None) -> None:
        """Offer whom it can be about."""
        known = [
            (f"{About.HELPER} {each.id}", _("%(name)s, who helps me here", name=each.name))
            for each in helpers
        ]
        if worker:
            known.append((f"{About.WORKER} {worker[0]}", _("%(name)s, my worker", name=worker[1])))
        self.about.choices = [
            SelectChoice(About.ME.value, _l("Myself")),
            SelectChoice(About.OTHER.value, _l("Somebody I know")),
            *(SelectChoice(value, label) for value, label in known),
            SelectChoice(About.WORKER.value, _l("Somebody else who works for the council")),
        ]

    def told(self) -> Told:
        """What was said, once the form is valid."""
        about, whose = read_about(self.about.data or "")
        return Told(
            token=self.token.data,
            words=self.words.data or "",
            who=self.who.data or "",
            about=about,
            helper_id=UUID(whose) if about is About.HELPER else None,
            worker_id=UUID(whose) if about is About.WORKER and whose else None,
            danger=_answer(self.danger.data),
            knows=_answer(self.knows.data),
            children=_answer(self.children.data),
            contact=Contact(self.contact.data or Contact.NOTHING),
        )


class CopyForm(BaseForm):
    """A worker copies a message to the intake."""

    token = OnceField()
    danger = _yes_or_no(_l("Is somebody in danger now?"))
    note = TextareaField(_l("What you know besides"), rows=4, most=MOST_WHO)

    def told(self, words: str) -> Told:
        """The message with the note, once the form is valid."""
        return Told(
            token=self.token.data,
            words=words,
            who=self.note.data or "",
            danger=_answer(self.danger.data),
        )


class PassOnForm(BaseForm):
    """Who sees to it from here."""

    to = RadioField(
        _l("Who sees to it from here?"),
        choices=_choices(PASSED_TO),
        required=_l("Choose who sees to it"),
    )
    note = TextareaField(_l("Note for the intake"), rows=4, most=MOST)

    def chosen(self) -> PassedTo:
        """Who was chosen, once the form is valid."""
        return PassedTo(self.to.data)


def _answer(chosen: str | None) -> Answer | None:
    return Answer(chosen) if chosen else None
