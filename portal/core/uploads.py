"""Files that people send: which views take one, how large it may be, and the question for it.

Every other view refuses more than a form can hold, so that nobody fills the memory of a server.
"""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import flask
import wtforms
from flask import current_app, request
from wtforms.validators import StopValidation

from portal.core.fields import Question, Words

LARGEST_FILE_BYTES = 10 * 1024 * 1024
View = TypeVar("View", bound=Callable[..., Any])


def takes_files(view: View) -> View:
    """Say that a view may be sent a file, so that its requests may be as large as one."""
    view.__dict__["takes_files"] = True
    return view


class Request(flask.Request):
    """A request that may be large where its view takes files, and nowhere else."""

    @property
    def max_content_length(self) -> int | None:
        """The most bytes that are read of it."""
        view = current_app.view_functions.get(self.endpoint or "")
        if view is not None and getattr(view, "takes_files", False):
            return LARGEST_FILE_BYTES + 64 * 1024
        found: int | None = super().max_content_length
        return found

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        flask.Request.max_content_length.fset(self, value)  # type: ignore[attr-defined]


class FileField(Question, wtforms.Field):  # type: ignore[misc]
    """One file, as its bytes. It cannot be shown again: a refused form asks for it anew."""

    part_name: ClassVar[str] = "file_upload"

    def __init__(self, label: Words, *, too_large: Words, accept: str = "", **options: Any) -> None:
        self.accept, self.too_large = accept, too_large
        super().__init__(label, **options)

    def process(self, formdata: Any, *_given: Any, **_more: Any) -> None:
        """Take the file of this name, if one was sent. Nothing else is ever an answer."""
        super().process(None, None)
        sent = request.files.get(self.name) if formdata is not None else None
        self.data = sent.read(LARGEST_FILE_BYTES + 1) if sent else b""

    def own_checks(self) -> list[Any]:
        return [self._not_too_large]

    def _not_too_large(self, _form: Any, field: Any) -> None:
        if len(field.data) > LARGEST_FILE_BYTES:
            raise StopValidation(str(self.too_large))

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | ({"accept": self.accept} if self.accept else {})


class FilesField(Question, wtforms.Field):  # type: ignore[misc]
    """Some files, each as its name and its bytes: at most `most`, which the hint should say.

    What is larger in all than a request may be is refused before it is read.
    """

    part_name: ClassVar[str] = "file_upload"

    def __init__(
        self, label: Words, *, most: int, too_many: Words, accept: str = "", **options: Any
    ) -> None:
        self.most, self.accept, self.too_many = most, accept, too_many
        super().__init__(label, **options)

    def process(self, formdata: Any, *_given: Any, **_more: Any) -> None:
        """Take the files of this name, if any were sent. Nothing else is ever an answer."""
        super().process(None, None)
        sent = request.files.getlist(self.name) if formdata is not None else []
        chosen = [each for each in sent if each.filename]
        self.is_too_many = len(chosen) > self.most
        self.data = [(each.filename or "", each.read()) for each in chosen[: self.most]]

    def own_checks(self) -> list[Any]:
        return [self._not_too_many]

    def _not_too_many(self, _form: Any, field: Any) -> None:
        if field.is_too_many:
            raise StopValidation(str(self.too_many))

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        attributes = {**given.get("attributes", {}), "multiple": "multiple"}
        return given | {"accept": self.accept, "attributes": attributes}
