"""A helper who asks something for the resident, and the pages that only such a helper opens."""

from portal.asking.models import Ask
from portal.extensions import db
from portal.people.models import Representation
from tests.cast import Cast
from tests.client import Client


def asks_for_the_resident(client: Client, cast: Cast) -> None:
    """A helper who fills in forms for the resident, and asked something for her."""
    with client.app.app_context():
        given = db.session.get_one(Representation, cast.representations["carer"].id)
        given.scope_words += " submit_forms"
        db.session.get_one(Ask, cast.ask.id).sent_by = cast.carer.person.id
        db.session.commit()
    client.sign_in(cast.carer)


ASKED_FOR = [
    f"/for/<uuid:person_id>/budget/{page}"
    for page in (
        *("ask", "ask/<kind>", "asked/<uuid:ask_id>", "asked/<uuid:ask_id>/sent"),
        "asked/<uuid:ask_id>/withdraw",
    )
]
