"""The questions of signing in, and the sentence for each way an answer can be wrong."""

from flask_babel import LazyString
from wtforms.fields.choices import SelectChoice

from portal.accounts.checked_words import CHECKED
from portal.accounts.password_words import ENTER_EMAIL, HOW_TO_CHOOSE
from portal.accounts.rules import codes
from portal.accounts.rules.passkeys import NAME_MOST
from portal.accounts.rules.standing import Checked, Returned
from portal.core.forms import (
    BaseForm,
    Check,
    CheckboxField,
    CodeField,
    DateField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    TextField,
)
from portal.core.texts import later as _l

ENTER_PASSWORD = _l("Enter your password")
ENTER_CODE = _l("Enter the code")


def new_password_field() -> PasswordField:
    """The question for a password that somebody makes up."""
    return PasswordField(
        _l("Your new password"), new=True, required=_l("Enter a password"), hint=HOW_TO_CHOOSE
    )


def shared_device_field() -> CheckboxField:
    """The box to tick on a ward or in a library."""
    return CheckboxField(
        _l("Other people use this device"),
        hint=_l("For example on a ward or in a library. We sign you out sooner and keep nothing."),
    )


def app_code_field(hint: LazyString | None = None) -> CodeField:
    """The question for the six numbers that an app shows."""
    return CodeField(_l("Code from your app"), required=ENTER_CODE, hint=hint)


class SignInForm(BaseForm):
    """An email address and a password."""

    email = EmailField(_l("Your email address"), autocomplete="username", required=ENTER_EMAIL)
    password = PasswordField(_l("Your password"), required=ENTER_PASSWORD)
    shared = shared_device_field()


class SecondFactorForm(BaseForm):
    """Six numbers."""

    code = app_code_field(_l("It has 6 numbers and changes every 30 seconds."))


class RecoveryCodeForm(BaseForm):
    """One of the codes that were shown once."""

    code = CodeField(
        _l("Recovery code"),
        digits=0,
        width=20,
        required=ENTER_CODE,
        hint=_l("It has 12 letters and numbers. You wrote it down or printed it."),
    )


class InvitationForm(BaseForm):
    """The code from a letter or an email."""

    code = CodeField(
        _l("Your code"),
        digits=0,
        width=20,
        required=ENTER_CODE,
        hint=_l("It has letters and numbers, like 7KQ2-M9TX-04WD. Capitals do not matter."),
        validators=[
            Check(
                lambda typed: codes.is_code(codes.read_code(typed)),
                _l("Check the code. Copy all its letters and numbers."),
            )
        ],
    )


class DateOfBirthForm(BaseForm):
    """What proves that an invitation is in the right hands."""

    proof = DateField(
        _l("Your date of birth"),
        named=_l("Your date of birth"),
        birth=True,
        required=_l("Enter your date of birth"),
        hint=_l("For example, 27 3 1950"),
    )


class StaffReferenceForm(BaseForm):
    """The same for staff."""

    proof = TextField(
        _l("Your staff reference"),
        required=_l("Enter your staff reference"),
        spellcheck=False,
        width=20,
        hint=_l("The number that the council knows you by at work."),
    )


class NewAccountForm(BaseForm):
    """What somebody signs in with from now on."""

    email = EmailField(
        _l("Your email address"),
        autocomplete="username",
        required=ENTER_EMAIL,
        hint=_l("You sign in with it. We write to it when something changes in your account."),
    )
    password = new_password_field()


class ForgottenPasswordForm(BaseForm):
    """Where to send a link."""

    email = EmailField(_l("Your email address"), required=ENTER_EMAIL)


class NewPasswordForm(BaseForm):
    """A password in place of a forgotten one."""

    password = new_password_field()


class ChangePasswordForm(BaseForm):
    """A password in place of a known one."""

    current = PasswordField(_l("The password you have now"), required=ENTER_PASSWORD)
    password = new_password_field()


class SetUpAuthenticatorForm(BaseForm):
    """The first code of an app shows that it works."""

    code = app_code_field(_l("The 6 numbers that your app shows now."))


class ProveForm(BaseForm):
    """What shows again that somebody is who signed in."""

    current = PasswordField(_l("Your password"), required=ENTER_PASSWORD)


class ProveWithCodeForm(ProveForm):
    """The same for an account with an authenticator app."""

    code = CodeField(
        _l("Code from your app"),
        digits=0,
        width=20,
        required=ENTER_CODE,
        hint=_l("The 6 numbers that your app shows now. Or one of your recovery codes."),
    )


class ProveWithSentCodeForm(ProveWithCodeForm):
    """The same for an account that gets codes by text, call or e-mail."""

    code = CodeField(
        _l("Your code"),
        digits=0,
        width=20,
        required=ENTER_CODE,
        hint=_l("The 6 numbers that we sent. Or one of your recovery codes."),
    )


class InvitePersonForm(BaseForm):
    """How the code reaches somebody. Without a known address there is only the letter."""

    way = RadioField(
        _l("How do you want to send the code?"),
        required=_l("Choose how to send the code"),
        choices=[
            SelectChoice("email", _l("By email")),
            SelectChoice("letter", _l("In a letter that I print")),
            SelectChoice("telephone", _l("On the telephone: I read it out now")),
        ],
    )
    checked = RadioField(
        _l("How do you know that you talk to them?"),
        hint=_l("Only if you read it out. Ringing the number on their record is best."),
        choices=[SelectChoice(each.value, CHECKED[each]) for each in Checked],
    )

    def is_valid(self) -> bool:
        """On the telephone, ask how the worker knows who is there."""
        if not super().is_valid():
            return False
        if self.way.data == "telephone" and not self.checked.data:
            self.refuse("checked", _l("Choose how you know"))
            return False
        return True


class NotMineForm(BaseForm):
    """A code that reached somebody else."""

    code = CodeField(
        _l("The code"),
        digits=0,
        width=20,
        required=ENTER_CODE,
        hint=_l("It stands in the letter or the email."),
    )
    why = RadioField(
        _l("What is wrong?"),
        required=_l("Choose an answer"),
        choices=[
            SelectChoice(Returned.NOT_ME.value, _l("It is for somebody else")),
            SelectChoice(Returned.MOVED.value, _l("They do not live here any more")),
        ],
    )


class NewPasskeyForm(BaseForm):
    """What to call a passkey. The browser's own answer comes along, put there by a script."""

    name = TextField(
        _l("A name for this device"),
        most=NAME_MOST,
        required=_l("Enter a name for this device, like my phone"),
        hint=_l("So that you know it again. For example, my phone."),
    )
    credential = HiddenField()


class PasskeyForm(BaseForm):
    """A passkey's answer, put there by a script."""

    credential = HiddenField()


class PasskeySignInForm(PasskeyForm):
    """The same for somebody who is not signed in yet."""

    shared = shared_device_field()
