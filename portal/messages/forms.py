"""What is written to the team."""

from collections.abc import Mapping
from typing import Any

from wtforms.validators import StopValidation

from portal.core.attaching import ACCEPTED, Attachment, NotKept, Wrong, attachment, shown_name
from portal.core.fields import Words
from portal.core.forms import BaseForm, OnceField, TextareaField
from portal.core.texts import later as _l
from portal.core.uploads import FilesField
from portal.messages.actions import filing
from portal.messages.actions.sending import Written

MOST = 5000
MOST_FILES = 3
FILES_HINT = _l(
    "Photos (JPG, PNG, HEIC), PDF or Word (DOCX). At most 3, and 10 MB together."
    " Where and when a photo was taken is left out."
)
WHY_NOT: Mapping[Wrong, Words] = {
    Wrong.UNKNOWN: _l("%(name)s is none of these. Send a photo, a PDF or a Word file (DOCX)."),
    Wrong.TORN: _l("%(name)s did not arrive whole, or is damaged. Choose it again."),
    Wrong.MIXED: _l("%(name)s has something else hidden in it. Send a new copy, or a photo of it."),
    Wrong.SWELLS: _l("%(name)s is far larger inside than it looks. Send a smaller one."),
    Wrong.RUNS: _l("%(name)s can run a program. Save it as PDF and send that."),
    Wrong.LOCKED: _l("%(name)s has a password. Send it without one."),
}
CHOOSE_AGAIN = _l("Choose your files again. The website may not keep them for you.")
STOPPED = _l("One of the files could harm a computer. We did not keep it. Send it as a photo.")
NOT_NOW = _l("We cannot check files just now. Send your message without them, or try again later.")


class MessageFilesField(FilesField):
    """Files with a message, made into what is kept; a bad one gets a sentence with its name."""

    kept: tuple[Attachment, ...] = ()

    def own_checks(self) -> list[Any]:
        return [*super().own_checks(), self._can_be_kept]

    def _can_be_kept(self, _form: Any, field: Any) -> None:
        kept = []
        for name, content in field.data:
            try:
                kept.append(attachment(name, content))
            except NotKept as fault:
                sentence = str(WHY_NOT[fault.args[0]])
                raise StopValidation(sentence % {"name": shown_name(name)}) from None
        field.kept = tuple(kept)


class FileForm(BaseForm):
    """A form with which files may come, to be sent once. `written` is what they came with."""

    token: OnceField
    words: TextareaField
    files: MessageFilesField

    def sendable(self) -> Written | None:
        """What was written, with its files; nothing where the form is not valid."""
        if not self.is_valid():
            if self.files.data and not self.files.errors:
                self.refuse("files", CHOOSE_AGAIN)
            return None
        try:
            return Written(self.words.data or "", self.token.data, filing.check(self.files.kept))
        except filing.Stopped:
            self.refuse("files", STOPPED)
        except filing.NotNow:
            self.refuse("files", NOT_NOW)
        return None


def files_field() -> MessageFilesField:
    """The question for files."""
    return MessageFilesField(
        _l("Files, if you want to send some"),
        hint=FILES_HINT,
        most=MOST_FILES,
        accept=ACCEPTED,
        too_many=_l("Choose 3 files or fewer. Send the others with another message."),
    )


class MessageForm(FileForm):
    """A message to the team. `token` makes one of a form that is sent twice."""

    token = OnceField()
    words = TextareaField(_l("Your message"), rows=8, most=MOST, required=_l("Write your message"))
    files = files_field()
