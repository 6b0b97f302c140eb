"""Things that were asked, for tests: sent some days ago, and however far they have got."""

from datetime import timedelta

from portal.asking.models import Ask
from portal.asking.rules import Kind, State
from portal.core import clock
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from tests.factories import Somebody


def build_ask(
    who: Somebody,
    kind: Kind = Kind.COMPLAINT,
    state: State = State.SENT,
    *,
    days_ago: int = 0,
    owner: Somebody | None = None,
    sent_by: Somebody | None = None,
    words: str = "Nobody rang me back.",
) -> Ask:
    """Something of a person's, put into the running app's database; the caller commits.

    It should be acknowledged after 3 days and answered after 20.
    """
    assert who.person is not None
    sender = sent_by or who
    assert sender.person is not None
    at, ask_id = clock.now() - timedelta(days=days_ago), new_id()
    day = clock.london_date(at)
    ask = Ask(
        id=ask_id,
        council=who.person.council,
        number=f"Q-{ask_id.hex[-8:]}",
        person_id=who.person.id,
        sent_by=sender.person.id,
        token=str(ask_id),
        kind_word=kind.value,
        state_word=state.value,
        words_sealed=keyring().seal(words, place_of("ask", "words_sealed", ask_id)),
        sent_at=at,
        acknowledge_by=day + timedelta(days=3),
        answer_by=day + timedelta(days=20),
    )
    if state is not State.SENT:
        ask.acknowledged_at = at + timedelta(minutes=5)
    if state is State.LOOKED_AT:
        ask.taken_at = at + timedelta(minutes=9)
        ask.worker_id = owner.worker.id if owner and owner.worker else None
    db.session.add(ask)
    return ask


def build_late_correction(who: Somebody, owner: Somebody) -> Ask:
    """A correction that somebody looks at, late, of which the team was told."""
    words = f"My heating costs more {who.money_marker}"
    ask = build_ask(who, Kind.CORRECTION, State.LOOKED_AT, days_ago=30, owner=owner, words=words)
    ask.alarmed_at = clock.now() - timedelta(days=1)
    return ask
