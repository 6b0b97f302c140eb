"""What the intake does: looks at it, passes it on, and stops a helper at once."""

from uuid import UUID

from portal.accounts.news import tell_news
from portal.concerns.models import Concern
from portal.concerns.queries import Taken
from portal.concerns.rules import Contact, PassedTo
from portal.core import audit, clock
from portal.core.sealing import keyring, place_of
from portal.people import queries as people
from portal.policy import Actor
from portal.representation import queries as representation
from portal.representation.actions import suspending


def look(found: Taken, actor: Actor) -> None:
    """Say that somebody looks at it. Twice is once, and the first stays."""
    concern = found.concern
    if concern.looked_at is None:
        concern.looked_at, concern.looked_by = clock.now(), actor.worker_id
        audit.record("concern_looked_at", actor_id=actor.account_id)
        _tell(found)


def pass_on(found: Taken, to: PassedTo, note: str, actor: Actor) -> None:
    """Say who sees to it from here. Passed on already: nothing is done.

    Whoever said it learns that it was passed on, and neither to whom nor what was found.
    """
    concern = found.concern
    if concern.passed_on_at is not None:
        return
    now = clock.now()
    if concern.looked_at is None:
        concern.looked_at, concern.looked_by = now, actor.worker_id
    concern.passed_on_at, concern.passed_to_word = now, to.value
    if note.strip():
        place = place_of("concern", "note_sealed", concern.id)
        concern.note_sealed = keyring().seal(note.strip(), place)
    audit.record("concern_passed_on", actor_id=actor.account_id)
    _tell(found)


def stop_helper(found: Taken, actor: Actor) -> None:
    """Stop the helper whom it is about from seeing anything of the person's, at once and silently.

    Nothing is done where it is about nobody who helps the person here. Twice is once.
    """
    concern = found.concern
    record = people.record(concern.reporter_id)
    if concern.helper_id is None or record is None or actor.worker_id is None:
        return
    suspending.suspend(
        record,
        concern.helper_id,
        worker_id=actor.worker_id,
        by=actor.account_id,
        reason=concern.number,
    )


def is_stopped(concern: Concern) -> bool:
    """Whether the helper whom it is about is stopped."""
    helper: UUID | None = concern.helper_id
    return helper is not None and representation.stopped(concern.reporter_id, helper)


def _tell(found: Taken) -> None:
    """Send word where whoever said it wants that: by a safe way, and never what it is."""
    concern = found.concern
    if concern.contact is Contact.SAFE and concern.raised_by is None:
        concern.untold = not tell_news(found.reporter)
