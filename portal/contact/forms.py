"""The questions about contact and needs: asked kindly, each may be skipped."""

import re
from typing import Any

from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.contact import queries, words
from portal.contact.models import CommunicationNeed, SafeContact
from portal.contact.rules import ContactWay, Need
from portal.core.forms import (
    BaseForm,
    Check,
    CheckboxesField,
    RadioField,
    SelectField,
    TextareaField,
    TextField,
)
from portal.core.texts import later as _l

ONLY_HERE = "none"
PHONE = re.compile(r"\+?[0-9][0-9 ()-]{6,24}")
YES, NO = "yes", "no"
LONGEST = 500


def _yes_or_no(label: Any, yes: Any, no: Any, hint: Any = None) -> RadioField:
    choices = [SelectChoice(YES, yes), SelectChoice(NO, no)]
    return RadioField(label, hint=hint, size="s", choices=choices)


def _said(answer: bool) -> str:
    return YES if answer else NO


class GoodTimeForm(BaseForm):
    """Whether to ask at all, just now."""

    alone = _yes_or_no(
        _l("Are you on your own?"),
        _l("Yes, ask me now"),
        _l("No, ask me another time"),
    )


class WaysForm(BaseForm):
    """How, and when."""

    ways = CheckboxesField(
        _l("How may we contact you?"),
        hint=_l("Choose all that are safe for you."),
        required=_l("Choose at least one answer. You can also choose only this website."),
        exclusive=ONLY_HERE,
        divider_before=ONLY_HERE,
        size="s",
        choices=[
            *(SelectChoice(way.value, words.WAYS[way]) for way in ContactWay),
            SelectChoice(ONLY_HERE, _l("None of these. I look at this website myself.")),
        ],
    )
    times = TextField(
        _l("When is a good time?"),
        hint=_l("For example, after 4pm, or not on Mondays. You can leave this empty."),
        most=100,
    )

    def validate_ways(self, field: CheckboxesField) -> None:
        """Only this website, or some ways: never both, whatever a page without scripts sends."""
        if ONLY_HERE in field.data and len(field.data) > 1:
            raise ValidationError(str(_l("Choose the ways that are safe, or only this website")))

    def fill(self, told: SafeContact | None) -> None:
        """Show what was answered before."""
        if told is None or told.asked_at is None:
            return
        self.ways.data = [way.value for way in told.ways] or [ONLY_HERE]
        self.times.data = queries.opened(told, "times")


class CallsForm(BaseForm):
    """Who else might hear or see."""

    may_leave_voicemail = _yes_or_no(
        _l("May we leave a message, if you do not answer the phone?"), _l("Yes"), _l("No")
    )
    may_say_who = _yes_or_no(
        _l("May we say who we are?"),
        _l("Yes"),
        _l("No, only to me"),
        _l("On the phone, and in emails and texts."),
    )
    shares_email = _yes_or_no(_l("Does anybody else read your email?"), _l("Yes"), _l("No"))
    shares_phone = _yes_or_no(_l("Does anybody else use your phone?"), _l("Yes"), _l("No"))

    def fill(self, told: SafeContact | None) -> None:
        """Show what was answered before."""
        if told is None or told.asked_at is None:
            return
        for field in self.questions():
            field.data = _said(getattr(told, field.short_name))

    def answers(self, told: SafeContact | None) -> dict[str, bool]:
        """What was chosen; what was skipped stays as it was."""
        before = {
            "may_leave_voicemail": told is None or told.may_leave_voicemail,
            "may_say_who": told is None or told.may_say_who,
            "shares_email": told is not None and told.shares_email,
            "shares_phone": told is not None and told.shares_phone,
        }
        return {
            name: self[name].data == YES if self[name].data else stays
            for name, stays in before.items()
        }


class PlaceForm(BaseForm):
    """Where somebody can be found. Sealed."""

    address = TextareaField(
        _l("An address for letters, if it is not where we write now"),
        hint=_l("Whoever posts a letter to you is told to use it."),
        rows=4,
        most=LONGEST,
        autocomplete="off",
    )
    phone = TextField(
        _l("A phone number that is safe for you"),
        inputmode="tel",
        width=20,
        autocomplete="off",
        validators=[
            Check(
                lambda typed: bool(PHONE.fullmatch(typed)),
                _l("Check the phone number. It must look like 01632 960123."),
            )
        ],
    )
    key_safe = TextareaField(
        _l("How your worker can get in, if you want to tell us"),
        hint=_l("For example, the code of your key safe."),
        rows=3,
        most=LONGEST,
        autocomplete="off",
    )


class MoreForm(BaseForm):
    """What else makes contact safe. Sealed."""

    must_not_know = TextareaField(
        _l("Is there anybody who must not know that we are in touch?"),
        rows=3,
        most=LONGEST,
        autocomplete="off",
    )
    code_word = TextField(
        _l("A code word, so that you know it is us"),
        hint=_l("We say it when we ring. Choose a word that nobody can guess."),
        width=20,
        most=50,
        autocomplete="off",
    )
    note = TextareaField(
        _l("Anything else that we must know"), rows=3, most=LONGEST, autocomplete="off"
    )


class NeedsForm(BaseForm):
    """What somebody needs to read, hear or answer, and who else may know."""

    needs = CheckboxesField(
        _l("What do you need from us?"),
        hint=_l("Choose all that help you. You can choose none."),
        size="s",
        choices=[SelectChoice(need.value, words.NEEDS[need]) for need in Need],
    )
    interpreter = SelectField(
        _l("If you want an interpreter, for which language?"),
        nothing_chosen=_l("No interpreter"),
        choices=[SelectChoice(code, name) for code, name in words.LANGUAGES.items()],
    )
    also = TextareaField(
        _l("Anything else that helps you"),
        hint=_l("For example, ring me before you write."),
        rows=3,
        most=LONGEST,
    )
    told = CheckboxesField(
        _l("Who else may we tell about these needs?"),
        hint=_l("So that you do not have to say it again. You can choose nobody."),
        size="s",
        choices=[SelectChoice(each.value, name) for each, name in words.TOLD.items()],
    )

    def fill(self, kept: CommunicationNeed | None) -> None:
        """Show what was answered before."""
        if kept is None:
            return
        self.needs.data = [need.value for need in kept.needs]
        self.interpreter.data = kept.interpreter or ""
        self.also.data = queries.opened(kept, "words")
        self.told.data = [each.value for each in kept.may_be_told]
