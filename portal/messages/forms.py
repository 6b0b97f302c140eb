"""What is written to the team."""

from uuid import UUID

from portal.core.columns import new_id
from portal.core.forms import BaseForm, HiddenField, TextareaField
from portal.core.texts import later as _l
from portal.messages.actions.sending import Written

MOST = 5000


class MessageForm(BaseForm):
    """A message to the team. `token` makes one of a form that is sent twice."""

    token = HiddenField()
    words = TextareaField(_l("Your message"), rows=8, most=MOST, required=_l("Write your message"))

    def begin(self) -> None:
        """Give a form that is shown for the first time its token."""
        if not self.is_submitted():
            self.token.data = str(new_id())

    def written(self) -> Written:
        """What was written, once the form is valid."""
        return Written(self.words.data or "", token_of(self.token.data))


def token_of(text: str | None) -> str:
    """The token of a form; a new one in place of what is none."""
    try:
        return str(UUID(text or ""))
    except ValueError:
        return str(new_id())
