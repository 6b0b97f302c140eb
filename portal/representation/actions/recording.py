"""Staff record in what right somebody acts, what showed it, and look at it again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.accounts.rules import codes
from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.core.sealing import keyring
from portal.extensions import db
from portal.people.models import Person, Representation
from portal.people.queries import Record
from portal.people.rules import Basis
from portal.representation import queries
from portal.representation.actions.asking import Wish, ask
from portal.representation.actions.telling import tell_person
from portal.representation.models import Evidence, HelperInvitation
from portal.representation.queries import Given
from portal.representation.rules import helping, rights
from portal.representation.rules.rights import Kind, Refusal


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a member of staff saw, and when."""

    kind: Kind
    reference: str
    sighted_on: date
    worker_id: UUID


@dataclass(frozen=True, slots=True)
class Claim:
    """In what right somebody acts. `can_decide`: whether the person can decide about this."""

    basis: Basis
    can_decide: bool


def record_right(
    record: Record, claim: Claim, wish: Wish, seen: Sighting, by: UUID
) -> HelperInvitation | list[Refusal]:
    """Record a right to act, and invite whoever has it; or say all that stands against it.

    The right stands from now, so that everybody knows whom to ring; it opens nothing before they
    have an account of their own.
    """
    today = clock.today()
    refused = rights.refusals(
        claim.basis,
        wish.scopes,
        seen.kind,
        sighted_on=seen.sighted_on,
        to_on=wish.to_on,
        can_decide=claim.can_decide,
        today=today,
    )
    if refused:
        return refused
    helper = _newcomer(record.person.council, wish)
    given = Representation(
        id=new_id(),
        person_id=record.person.id,
        helper_id=helper.id,
        basis=claim.basis.value,
        scope_words=" ".join(helping.in_order(scope.value for scope in wish.scopes)),
        from_on=today,
        to_on=wish.to_on,
        review_on=helping.months_after(today, council.current().helping.review_months),
    )
    db.session.add_all((helper, given))
    db.session.flush()
    _note(given.id, seen)
    audit.record("record_right", actor_id=by, about_id=record.person.id)
    tell_person(record)
    return ask(record, wish, by, representation_id=given.id)


def _newcomer(council_code: str, wish: Wish) -> Person:
    """A row for somebody the portal did not know; they have no account yet."""
    return Person(
        id=new_id(),
        council=council_code,
        reference=f"H-{codes.new_code(codes.HELPER_LENGTH)}",
        given_name=wish.given_name,
        family_name=wish.family_name,
        email=wish.email,
        is_resident=False,
        is_carer=False,
    )


def _note(representation_id: UUID, seen: Sighting) -> None:
    row_id = new_id()
    place = queries.evidence_place(row_id)
    db.session.add(
        Evidence(
            id=row_id,
            representation_id=representation_id,
            kind=seen.kind.value,
            reference_sealed=keyring().seal(seen.reference, place) if seen.reference else None,
            sighted_by_id=seen.worker_id,
            sighted_on=seen.sighted_on,
            noted_at=clock.now(),
        )
    )


def review(
    record: Record, given: Given, seen: Sighting, by: UUID, *, to_on: date | None
) -> list[Refusal]:
    """Look at a right again: what showed it now, until when, and when to look the next time."""
    today = clock.today()
    refused = rights.refusals(
        Basis(given.row.basis),
        frozenset(given.scopes),
        seen.kind,
        sighted_on=seen.sighted_on,
        to_on=to_on,
        can_decide=False,
        today=today,
    )
    if refused:
        return refused
    _note(given.id, seen)
    given.row.to_on = to_on
    given.row.review_on = helping.months_after(today, council.current().helping.review_months)
    audit.record("review_right", actor_id=by, about_id=record.person.id)
    return []
