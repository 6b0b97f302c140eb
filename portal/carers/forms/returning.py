"""Reference and code; a new code; taking a request back."""

from portal.core.forms import BaseForm, CodeField, HiddenField, TextareaField
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


class AnswerForm(BaseForm):
    """The answer to a question. `seen`: how far the request had got when it was read."""

    seen = HiddenField()
    answer = TextareaField(
        _l("Your answer"),
        hint=_l("Write it in your own words. If you do not know, say so."),
        rows=5,
        most=2000,
        required=_l("Write your answer"),
    )

    @property
    def saw(self) -> int | None:
        """How far it had got on the page, if the page said it."""
        said = self.seen.data or ""
        return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else None


class WithdrawForm(BaseForm):
    """Why, if they like."""

    why = TextareaField(
        _l("Why do you take it back?"),
        hint=_l("You do not have to say. It helps us to do better."),
        rows=3,
        most=1000,
    )
