"""Sending something that is asked, once, however often the form is sent."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.accounts.rules import codes
from portal.asking import queries
from portal.asking.actions import telling
from portal.asking.models import Ask
from portal.asking.rules import NEEDS_WORDS, Kind, Place, State
from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.core.once import add_once
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.people.queries import Record
from portal.policy import Actor

NUMBER_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to ask. `token`: of the form. `place`: the row that is wrong."""

    kind: Kind
    words: str
    wants_help: bool
    token: str
    place: Place | None = None
    place_words: str = ""


def send(record: Record, wish: Wish, actor: Actor) -> Ask:
    """Ask something about somebody's budget, oneself or for them; a form sent twice asks once.

    The person is told where a helper asked for them. A complaint and a correction need words:
    ValueError.
    """
    if wish.kind in NEEDS_WORDS and not wish.words.strip():
        raise ValueError(f"{wish.kind} needs words")
    if actor.person_id is None:
        raise ValueError("only a person asks about a budget")
    sent = _of_form(record.person.id, wish.token)
    if sent is not None:
        return sent
    ask = _new(record, wish, actor.person_id)
    sent = add_once(ask, quicker=lambda: _of_form(record.person.id, wish.token))
    if sent is not None:
        return sent
    audit.record("ask_sent", actor_id=actor.account_id, about_id=record.person.id)
    if actor.person_id != record.person.id:
        telling.tell(ask, record.person)
    return ask


def _of_form(person_id: UUID, token: str) -> Ask | None:
    return db.session.scalars(
        select(Ask).where(Ask.person_id == person_id, Ask.token == token)
    ).one_or_none()


def _new(record: Record, wish: Wish, sent_by: UUID) -> Ask:
    ask_id, words = new_id(), wish.words.strip()
    promised = queries.promised(wish.kind, clock.today())
    return Ask(
        id=ask_id,
        council=council.current().code,
        number=codes.in_groups(codes.new_code(NUMBER_LENGTH)),
        person_id=record.person.id,
        sent_by=sent_by,
        token=wish.token,
        kind_word=wish.kind.value,
        state_word=State.SENT.value,
        words_sealed=keyring().seal(words, place_of("ask", "words_sealed", ask_id))
        if words
        else None,
        about=str(wish.place) if wish.place and wish.place_words else None,
        about_words=wish.place_words or None,
        wants_help=wish.wants_help,
        sent_at=clock.now(),
        acknowledge_by=promised.acknowledge_by,
        answer_by=promised.answer_by,
    )
