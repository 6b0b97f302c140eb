"""The pages on which staff make a draft of a budget, and a worker who has begun one."""

from tests.cast import Cast
from tests.client import Client

EDIT = "/staff/people/<uuid:person_id>/budget/edit"
PARTS = ("figures", "grounds", "lines/<int:number>", "preview", "publish")
DRAFT_PAGES = (EDIT, *(f"{EDIT}/{part}" for part in PARTS))


def has_a_draft(client: Client, cast: Cast) -> None:
    """A worker who has begun the next version of the resident's budget."""
    client.may_see(cast.resident).sign_in(cast.worker)
    place = f"/staff/people/{cast.resident.person.id}/budget/edit"
    client.get(place)
    client.post(f"{place}/begin")
