"""What people tell about contact and needs, as the tests of this folder tell it."""

from collections.abc import Collection

from portal.contact import actions
from portal.contact.rules import Need, Told
from tests.cast import Cast
from tests.staff.test_caseload import actor_of


def needs(cast: Cast, *chosen: Need, told: Collection[Told] = ()) -> None:
    """The resident says what they need to read or hear, and who may be told."""
    actions.keep_needs(
        cast.resident.owner.id,
        actor_of(cast, "resident"),
        needs=chosen,
        interpreter="",
        words="",
        told=told,
    )
