"""What a worker types while somebody is on the telephone."""

from wtforms.fields.choices import SelectChoice

from portal.accounts.rules.letting_in import Lost
from portal.core.forms import BaseForm, CheckboxesField, CodeField, DateField, TextField
from portal.core.texts import later as _l

LOST = {
    Lost.APP: _l("The authenticator app"),
    Lost.TEXT: _l("The mobile for texts"),
    Lost.CALL: _l("The telephone for calls"),
    Lost.EMAIL: _l("The email address for codes"),
    Lost.PASSKEYS: _l("All the passkeys"),
    Lost.CODES: _l("The recovery codes"),
}


class LetInForm(BaseForm):
    """The number on their screen, two things they said, and what they lost."""

    number = CodeField(
        _l("The number on their screen"),
        required=_l("Enter the number that they read out"),
        hint=_l("It has 6 numbers. They see it when they press “I cannot get a code”."),
        autocomplete="off",
    )
    born_on = DateField(
        _l("The date of birth that they said"),
        named=_l("The date of birth"),
        birth=True,
        required=_l("Enter the date of birth that they said"),
    )
    second = TextField(
        _l("The reference on our letters, or the email address we have for them, as they said it"),
        required=_l("Enter the reference or the email address that they said"),
        spellcheck=False,
        autocomplete="off",
        width=30,
    )
    lost = CheckboxesField(
        _l("What have they lost for good?"),
        hint=_l("It stops working at once. Leave it empty if they only cannot use it today."),
    )

    def offer(self, lost: list[Lost]) -> None:
        """Offer what this person has."""
        self.lost.choices = [SelectChoice(each.value, LOST[each]) for each in lost]
        if not lost:
            del self.lost
