"""The question for each thing that can be asked, and what staff write back."""

from uuid import UUID

from wtforms.fields.choices import SelectChoice

from portal.asking.actions.sending import Wish
from portal.asking.rules import NEEDS_WORDS, Kind, Place, Verdict, read_place
from portal.asking.words import CHOICES, STAFF_VERDICTS
from portal.contact.writing import WritingForm
from portal.core.fields import Words
from portal.core.forms import (
    BaseForm,
    CheckboxField,
    HiddenField,
    OnceField,
    RadioField,
    TextareaField,
)
from portal.core.texts import later as _l

MOST = 2000
HELP = _l("I would like somebody to help me take part")
HELP_FOR_THEM = _l("The person would like somebody to help them take part")
HELP_HINT = _l("For example, somebody on your side who helps you say what you want. It is free.")
THEY_READ = _l("The person reads this as you write it. Use plain words.")


class AskForm(BaseForm):
    """What is asked. `token` makes one of a form sent twice; `about` is the row that is wrong."""

    token = OnceField()
    about = HiddenField()
    words = TextareaField("", rows=6, most=MOST)

    def begin(self, about: str, *, mine: bool) -> None:
        """Say, where the form is shown for the first time, which row it is about.

        `mine`: it is filled in by the person, and not by somebody who acts for them.
        """
        if "wants_help" in self and not mine:
            self["wants_help"].label.text = HELP_FOR_THEM
        if not self.is_submitted():
            self.about.data = about

    @property
    def place(self) -> Place | None:
        """The row that is said to be wrong."""
        return read_place(self.about.data or "")

    def wish(self, kind: Kind, place_words: str) -> Wish:
        """What is asked, once the form is valid."""
        return Wish(
            kind=kind,
            words=self.words.data or "",
            wants_help="wants_help" in self and bool(self["wants_help"].data),
            token=self.token.data,
            place=self.place,
            place_words=place_words,
        )


def _asking(kind: Kind) -> type[AskForm]:
    """The form of one kind: a complaint and a correction need words, an advocate is the help."""
    choice = CHOICES[kind]
    needed: Words | None = REQUIRED[kind] if kind in NEEDS_WORDS else None
    words = TextareaField(choice.asks, hint=choice.hint, rows=6, most=MOST, required=needed)
    parts: dict[str, object] = {"words": words, "__doc__": f"The form of {kind}."}
    if kind is not Kind.ADVOCATE:
        parts["wants_help"] = CheckboxField(HELP, hint=HELP_HINT)
    return type(f"{kind.value.title()}Form", (AskForm,), parts)


REQUIRED = {
    Kind.CORRECTION: _l("Write what is wrong, and what is right"),
    Kind.COMPLAINT: _l("Write what went wrong"),
}
FORMS = {kind: _asking(kind) for kind in Kind}


class AnswerForm(WritingForm):
    """The answer, in words for the person; of a correction also what came of it."""

    verdict = RadioField(
        _l("What came of it?"),
        required=_l("Choose what came of it"),
        choices=[SelectChoice(each.value, words) for each, words in STAFF_VERDICTS.items()],
    )
    answer = TextareaField(
        _l("Your answer"), hint=THEY_READ, rows=8, most=4000, required=_l("Write your answer")
    )

    def of(self, kind: Kind, person_id: UUID) -> None:
        """Say what is answered, and to whom."""
        self.about(person_id)
        if kind is not Kind.CORRECTION:
            del self.verdict

    @property
    def found(self) -> Verdict | None:
        """What came of a correction."""
        return Verdict(self.verdict.data) if "verdict" in self else None


class LateForm(WritingForm):
    """Why it is late, in words for the person."""

    reason = TextareaField(
        _l("Why it is late"), hint=THEY_READ, rows=4, most=MOST, required=_l("Write why it is late")
    )


class TakeForm(BaseForm):
    """One press. `seen`: who had it on the page, by their id; empty for nobody."""

    seen = HiddenField()

    @property
    def had(self) -> UUID | None:
        """Who had it. What is no id is as if it were nobody's that there is."""
        try:
            return UUID(self.seen.data) if self.seen.data else None
        except ValueError:
            return UUID(int=0)
