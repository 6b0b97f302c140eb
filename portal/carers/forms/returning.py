"""Reference and code."""

from portal.core.forms import BaseForm, CodeField
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
