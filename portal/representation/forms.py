"""The questions of asking somebody to help, and of answering."""

from datetime import date
from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.accounts.password_words import ENTER_EMAIL, ENTER_THEIR_EMAIL, HOW_TO_CHOOSE
from portal.core import clock, council
from portal.core.forms import (
    BaseForm,
    CheckboxesField,
    CodeField,
    DateField,
    EmailField,
    PasswordField,
    RadioField,
    TextField,
)
from portal.core.texts import later as _l
from portal.people.words import SCOPES
from portal.policy import Scope
from portal.representation import words
from portal.representation.rules import helping
from portal.representation.rules.helping import SCOPE_ORDER, Answer, Way

LENGTHS = (3, 6, 12)
A_DATE = "date"
TICK_ONE = _l("Tick one thing at least")


class WhoForm(BaseForm):
    """Whom to ask, and how the code reaches them."""

    given_name = TextField(_l("Their first name"), most=60, required=_l("Enter their first name"))
    family_name = TextField(
        _l("Their family name"), most=60, required=_l("Enter their family name")
    )
    way = RadioField(
        _l("How do they get the code?"),
        required=_l("Choose how they get the code"),
        choices=[SelectChoice(way.value, words.WAYS[way]) for way in Way],
    )
    email = EmailField(
        _l("Their email address"),
        autocomplete="off",
        hint=_l("Only if we send them an email."),
    )

    def is_valid(self) -> bool:
        """Ask for an address where one is needed."""
        if not super().is_valid():
            return False
        if self.way.data == Way.EMAIL.value and not self.email.data:
            self.refuse("email", ENTER_THEIR_EMAIL)
            return False
        return True


class WhatForm(BaseForm):
    """What somebody may see and do. Nothing is ticked to begin with."""

    scopes = CheckboxesField(
        _l("What may they see and do?"),
        required=TICK_ONE,
        choices=[SelectChoice(scope.value, SCOPES[scope]) for scope in SCOPE_ORDER],
        hints={scope.value: meaning for scope, meaning in words.MEANS.items()},
    )

    def given(self) -> frozenset[Scope]:
        """What was ticked."""
        return frozenset(Scope(each) for each in self.scopes.data or ())


def _lengths() -> list[SelectChoice]:
    usual = council.current().helping.months
    lengths = sorted({*LENGTHS, usual})
    months = _l("%(count)s months")
    found = [SelectChoice(str(count), str(months) % {"count": count}) for count in lengths]
    return [*found, SelectChoice(A_DATE, _l("Until a day that I choose"))]


class WhatAndHowLongForm(WhatForm):
    """The same, and for how long."""

    lasts = RadioField(
        _l("For how long?"),
        required=_l("Choose for how long"),
        hint=_l("It ends by itself. We ask you before. You can end it at any time."),
        choices=_lengths,
        divider_before=A_DATE,
    )
    until = DateField(
        _l("The last day"),
        named=_l("The last day"),
        hint=_l("Only if you chose a day. For example, 27 3 2027"),
    )

    wrong_day = _l("Enter a day after today, and no more than two years from now.")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        if not self.is_submitted() and self.lasts.data is None:
            self.lasts.data = str(council.current().helping.months)
        if self.lasts.data != A_DATE:
            self.until.leave_out()


def last_day(form: WhatAndHowLongForm) -> date | None:
    """The day until which helping is to last; adds the sentence when it will not do."""
    today = clock.today()
    if form.lasts.data != A_DATE:
        return helping.months_after(today, int(form.lasts.data))
    chosen = form.until.data
    if chosen is None or not helping.may_last_until(chosen, today):
        form.refuse("until", form.wrong_day)
        return None
    day: date = chosen
    return day


class EndForm(BaseForm):
    """Whether the helper hears that it is over. The one-press button sends nothing: they do."""

    QUIETLY = "no"
    tell = RadioField(
        _l("Do you want us to tell them?"),
        choices=[
            SelectChoice("yes", _l("Yes, with a kind email that does not name you")),
            SelectChoice("no", _l("No, do not tell them")),
        ],
        default=QUIETLY,
    )


class NumberForm(BaseForm):
    """The number that the person tells by voice."""

    number = CodeField(
        _l("The number that they told you"),
        required=_l("Enter the number"),
        hint=_l("It has 6 numbers. If you do not have it, ring them and ask."),
    )


class OfferForm(BaseForm):
    """Yes, no, or somebody else."""

    answer = RadioField(
        _l("Will you help?"),
        required=_l("Choose an answer"),
        choices=[
            SelectChoice(Answer.YES.value, _l("Yes, I will help")),
            SelectChoice(Answer.NO.value, _l("No, I cannot help")),
            SelectChoice(Answer.NOT_ME.value, _l("I do not know this person")),
        ],
    )


class NewHelperForm(BaseForm):
    """What a helper signs in with from now on."""

    given_name = TextField(
        _l("Your first name"),
        most=60,
        autocomplete="given-name",
        required=_l("Enter your first name"),
    )
    family_name = TextField(
        _l("Your family name"),
        most=60,
        autocomplete="family-name",
        required=_l("Enter your family name"),
    )
    email = EmailField(
        _l("Your email address"),
        autocomplete="username",
        required=ENTER_EMAIL,
        hint=_l("You sign in with it. We write to it when something changes in your account."),
    )
    password = PasswordField(
        _l("Your new password"), new=True, required=_l("Enter a password"), hint=HOW_TO_CHOOSE
    )
