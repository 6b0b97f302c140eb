"""Saying that one is worried about somebody: kept once, and the intake is told at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.accounts.alarms import Bell
from portal.accounts.duty_queries import everybody_in
from portal.accounts.models import Account
from portal.accounts.rules import codes
from portal.concerns import queries
from portal.concerns.models import Concern
from portal.concerns.rules import About, Answer, Contact
from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.core.once import add_once
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.policy import Actor

NUMBER_LENGTH = 8
KIND, PLACE = "concern_staff", "/staff/concerns"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says. `token`: of the form it came from."""

    token: str
    words: str
    who: str = ""
    about: About = About.OTHER
    helper_id: UUID | None = None
    worker_id: UUID | None = None
    danger: Answer | None = None
    knows: Answer | None = None
    children: Answer | None = None
    contact: Contact = Contact.NOTHING


def say(told: Told, reporter_id: UUID, actor: Actor) -> Concern:
    """Keep what somebody is worried about, and tell the intake. A form sent twice makes one.

    Where a worker copies it out of a message, `reporter_id` is whoever wrote the message. No words:
    ValueError.
    """
    if not told.words.strip():
        raise ValueError("a concern needs words")
    kept = _of_form(told, actor)
    if kept is not None:
        return kept
    concern = _row(told, reporter_id, actor)
    kept = add_once(concern, quicker=lambda: _of_form(told, actor))
    if kept is not None:
        return kept
    audit.record("concern_said", actor_id=actor.account_id)
    if ring(Bell(KIND, PLACE), who_reads(), concern):
        concern.told_at = clock.now()
    return concern


def ring(bell: Bell, intake: Iterable[Account], concern: Concern) -> bool:
    """Tell everybody of the intake, but never a worker whom it is about."""
    return bell.ring(each for each in intake if each.worker_id != concern.worker_id)


def who_reads() -> list[Account]:
    """Everybody of the intake."""
    team = queries.intake().team
    return everybody_in(team.id) if team else []


def _of_form(told: Told, actor: Actor) -> Concern | None:
    asked = select(Concern).where(
        Concern.account_id == actor.account_id, Concern.token == told.token
    )
    return db.session.scalars(asked).one_or_none()


def _row(told: Told, reporter_id: UUID, actor: Actor) -> Concern:
    concern_id, ring_of_keys = new_id(), keyring()

    def sealed(name: str, words: str) -> bytes | None:
        words = words.strip()
        place = place_of("concern", f"{name}_sealed", concern_id)
        return ring_of_keys.seal(words, place) if words else None

    return Concern(
        id=concern_id,
        council=council.current().code,
        number=codes.in_groups(codes.new_code(NUMBER_LENGTH)),
        account_id=actor.account_id,
        token=told.token,
        reporter_id=reporter_id,
        raised_by=actor.worker_id,
        about_word=told.about.value,
        helper_id=told.helper_id,
        worker_id=told.worker_id,
        who_sealed=sealed("who", told.who),
        words_sealed=sealed("words", told.words),
        danger_word=told.danger,
        knows_word=told.knows,
        children_word=told.children,
        contact_word=told.contact.value,
        said_at=clock.now(),
    )
