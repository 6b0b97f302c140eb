"""What a person does about somebody who helps them: end it, let it go on, change it."""

from uuid import UUID

from portal.contact import queries as contact
from portal.core import audit, clock
from portal.people.queries import Record
from portal.policy import Scope
from portal.representation.actions.telling import tell_helper, tell_person, tell_workers
from portal.representation.queries import Given
from portal.representation.rules import helping


def end(record: Record, given: Given, by: UUID, *, tell: bool) -> None:
    """End it now, in every session. `tell`: whether the helper hears of it.

    A helper who is suspended hears nothing in any case, nor does any helper of somebody who told
    us that there is a person who must not find them. Ended twice, it stays as it was.
    """
    if given.row.ended_at is not None:
        return
    given.row.ended_at = clock.now()
    audit.record("end_helping", actor_id=by, about_id=record.person.id)
    tell_person(record)
    tell_workers(record, but=by)
    if tell and not given.suspended and not _hides(record.person.id):
        tell_helper(given.helper, "helping_ended")


def _hides(person_id: UUID) -> bool:
    """Whether safe contact says that somebody must not know where the person is."""
    told = contact.safe_contact(person_id)
    return told is not None and bool(told.must_not_know_sealed or told.address_sealed)


def stop(record: Record, given: Given, by: UUID) -> None:
    """End it as the helper, of one's own will."""
    if given.row.ended_at is not None:
        return
    given.row.ended_at = clock.now()
    audit.record("stop_helping", actor_id=by, about_id=record.person.id)
    tell_person(record)
    tell_workers(record)


def keep(record: Record, given: Given, by: UUID) -> None:
    """Let it go on, as long again as the time before."""
    row, today = given.row, clock.today()
    if row.to_on is None or not given.asks_again:
        return
    row.to_on = helping.renewed_until(row.renewed_on or row.from_on, row.to_on, today)
    row.renewed_on = today
    audit.record("keep_helper", actor_id=by, about_id=record.person.id)


def change(record: Record, given: Given, scopes: frozenset[Scope], by: UUID) -> None:
    """Change what somebody may do, at once. Both hear of it."""
    words = " ".join(helping.in_order(scope.value for scope in scopes))
    if words == " ".join(given.scopes):
        return
    given.row.scope_words = words
    audit.record("change_helper", actor_id=by, about_id=record.person.id)
    tell_person(record)
    if not given.suspended:
        tell_helper(given.helper, "helping_changed")
