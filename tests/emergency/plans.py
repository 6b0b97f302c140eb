"""Emergency plans for tests: one that says enough, and one that is ready."""

from collections.abc import Mapping
from typing import Any

from portal.core import clock
from portal.emergency import actions, queries
from portal.emergency.models import EmergencyPlan
from portal.emergency.rules import About, Place
from portal.extensions import db
from portal.policy import Actor, Role
from tests.factories import Somebody

KEY_SAFE = "Grey box by the back door, 4093"
CONTACT = {"name": "Iris Longmead", "phone": "01632 960444", "will_do": "Comes and stays the night"}
SAYS: Mapping[Place, Mapping[str, Any]] = {
    (About.PERSON, 1): {"name": "Bertram", "conditions": ["dementia"], "aware": "yes"},
    (About.HELP, 1): {"help": "Helps him to get up and wash", "often": "day"},
    (About.CONTACT, 1): CONTACT,
    (About.HOME, 1): {"pets": "A cat called Hector"},
}


def actor_for(who: Somebody) -> Actor:
    """Somebody of the cast as the policy knows them, for their own plan."""
    assert who.account is not None
    assert who.person is not None
    return Actor(
        account_id=who.account.id,
        role=Role.PERSON,
        council=who.person.council,
        today=clock.today(),
        person_id=who.person.id,
    )


def build_plan(
    who: Somebody,
    says: Mapping[Place, Mapping[str, Any]] = SAYS,
    *,
    key_safe: str = KEY_SAFE,
    ready: bool = True,
) -> EmergencyPlan:
    """A carer's plan, put into the running app's database; the caller commits."""
    assert who.person is not None
    actor = actor_for(who)
    row = actions.begin(who.person.id, actor)
    for (about, number), told in says.items():
        actions.keep(plan_of(who), about, number, dict(told), actor)
    actions.keep_key_safe(plan_of(who), key_safe, actor)
    if ready:
        actions.say_right(plan_of(who), actor)
    db.session.flush()
    return row


def plan_of(who: Somebody) -> queries.Plan:
    """The plan that somebody has."""
    assert who.person is not None
    found = queries.mine(who.person.id)
    assert found is not None
    assert found.plan is not None
    return found.plan
