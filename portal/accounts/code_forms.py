"""The questions about codes that are sent, and about an address in place of another."""

from wtforms.fields.choices import SelectChoice

from portal.accounts.code_words import by_route
from portal.accounts.forms import ENTER_CODE
from portal.accounts.password_words import ENTER_EMAIL
from portal.accounts.route_queries import Route
from portal.accounts.rules import numbers
from portal.accounts.rules.numbers import Line
from portal.core.forms import BaseForm, Check, CodeField, EmailField, RadioField, TextField, Words
from portal.core.texts import later as _l


class SendCodeForm(BaseForm):
    """Which way a code should go."""

    route = RadioField(
        _l("How do you want to get your code?"), required=_l("Choose how to get your code")
    )

    def offer(self, routes: list[Route]) -> None:
        """Offer these routes; the first one is chosen already."""
        self.route.choices = [SelectChoice(str(each.id), by_route(each)) for each in routes]
        if not self.is_submitted():
            self.route.data = str(routes[0].id)


class SentCodeForm(BaseForm):
    """Six numbers that were sent."""

    code = CodeField(
        _l("Your code"),
        required=ENTER_CODE,
        hint=_l("It has 6 numbers. It works for 10 minutes."),
    )


def _number_field(line: Line | None, sentence: Words) -> TextField:
    return TextField(
        _l("Your telephone number"),
        required=_l("Enter your telephone number"),
        autocomplete="tel",
        inputmode="tel",
        width=20,
        most=40,
        validators=[
            Check(
                lambda typed: (
                    (number := numbers.normalised(typed)) is not None
                    and line in (None, numbers.line_of(number))
                ),
                sentence,
            )
        ],
    )


class MobileForm(BaseForm):
    """A number that can take a text."""

    number = _number_field(
        Line.MOBILE, _l("Check the number. A UK mobile number starts with 07 and has 11 numbers.")
    )


class CallForm(BaseForm):
    """A number that can be rung, at home or a mobile."""

    number = _number_field(
        None,
        _l("Check the number. Write a UK number with its area code, like 01632 960123."),
    )


class NewAddressForm(BaseForm):
    """Another address to sign in with."""

    email = EmailField(
        _l("Your new email address"),
        required=ENTER_EMAIL,
        hint=_l("We send a code there, to be sure that it is yours."),
    )
