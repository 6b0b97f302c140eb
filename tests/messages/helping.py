"""A helper who writes for the resident, and the pages that only such a helper opens."""

from portal.extensions import db
from portal.messages.models import Thread
from portal.people.models import Representation
from tests.asking.helping import ASKED_FOR, asks_for_the_resident
from tests.cast import Cast
from tests.client import Client
from tests.concerns.visiting import FOR_THE_INTAKE


def writes_for_the_resident(client: Client, cast: Cast) -> None:
    """A helper who may write for the resident, and began her conversation."""
    with client.app.app_context():
        given = db.session.get_one(Representation, cast.representations["carer"].id)
        given.scope_words += " message"
        thread = db.session.get_one(Thread, cast.thread.id)
        thread.begun_by = cast.carer.person.id
        db.session.commit()
    client.sign_in(cast.carer)


FILE = "messages/<uuid:thread_id>/files/<uuid:file_id>"
PAPERS = {
    *(f"/staff/messages/<uuid:thread_id>/{kind}" for kind in ("pdf", "json")),
    *(f"/{whose}{FILE}" for whose in ("", "for/<uuid:person_id>/", "staff/")),
}
"""What is no page: conversations and files to save."""
PAGES = ("", "/about/<matter>", "/<uuid:thread_id>", "/<uuid:thread_id>/sent/<uuid:message_id>")
FOR_ANOTHER = {
    **FOR_THE_INTAKE,
    **dict.fromkeys(ASKED_FOR, asks_for_the_resident),
    **dict.fromkeys(
        (f"/for/<uuid:person_id>/messages{page}" for page in PAGES), writes_for_the_resident
    ),
}
"""Pages of helpers who ask and write for somebody, and of the intake; and what must be so first."""
