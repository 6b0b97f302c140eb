"""A file of a conversation as a download: never shown in a page, whatever is in it."""

from werkzeug.http import dump_options_header
from werkzeug.wrappers import Response

from portal.messages.file_queries import HeldFile, content_of


def to_save(held: HeldFile) -> Response:
    """A file to save under its name. Nothing in it may run, load or be guessed at."""
    answer = Response(content_of(held.file), mimetype=held.file.media)
    answer.headers["Content-Disposition"] = dump_options_header(
        "attachment", {"filename": held.file.name}
    )
    return answer
