"""Reference and code; a new code; taking a request back."""

from portal.core.forms import BaseForm, CodeField, TextareaField
from portal.core.texts import later as _l


class ComeBackForm(BaseForm):
    """What somebody wrote down when they left."""

    reference = CodeField(
        _l("Your reference"),
        hint=_l("It looks like K7M2-9QXF."),
        digits=0,
        required=_l("Enter your reference"),
    )
    code = CodeField(
        _l("Your code"),
        hint=_l("It has 8 numbers."),
        digits=8,
        required=_l("Enter your code"),
    )


class LostCodeForm(BaseForm):
    """Which request a new code is for."""

    reference = CodeField(
        _l("Your reference"),
        hint=_l("It looks like K7M2-9QXF."),
        digits=0,
        required=_l("Enter your reference"),
    )


class WithdrawForm(BaseForm):
    """Why, if they like."""

    why = TextareaField(
        _l("Why do you take it back?"),
        hint=_l("You do not have to say. It helps us to do better."),
        rows=3,
        most=1000,
    )
