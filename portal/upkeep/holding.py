"""Legal holds: while one stands, nothing of a person is destroyed."""

from portal.core import audit, clock
from portal.extensions import db
from portal.people.models import Person
from portal.policy import Actor
from portal.upkeep.models import LegalHold


def hold(person: Person, reason: str, actor: Actor) -> None:
    """Keep everything of a person until the hold is lifted."""
    db.session.add(
        LegalHold(person_id=person.id, reason=reason, set_at=clock.now(), set_by=actor.account_id)
    )
    audit.record("legal_hold_set", actor_id=actor.account_id, about_id=person.id)


def lift(held: LegalHold, actor: Actor) -> None:
    """Let time count again."""
    held.lifted_at, held.lifted_by = clock.now(), actor.account_id
    audit.record("legal_hold_lifted", actor_id=actor.account_id, about_id=held.person_id)
