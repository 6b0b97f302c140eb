"""One notice for each step that a carer should know of, promised with the step itself.

What went, by which way and when is kept (`CarerNotice`), and also that nothing could go: then
somebody rings.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select, update

from portal.accounts import links
from portal.carers import notice_words, queries
from portal.carers.actions import letters, telling
from portal.carers.models import CarerNotice, CarerRequest
from portal.carers.rules.notices import NAMES_A_DAY, TALKS, Notice, told_of
from portal.carers.rules.stages import Event, Party, State
from portal.core import clock, language
from portal.core.columns import new_id
from portal.core.outbox import Outbox, Way
from portal.extensions import db

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that has just been taken."""

    was: State
    event: Event
    by: Party


def tell_of(row: CarerRequest, step: Taken) -> None:
    """Tell the carer of a step, if they should know of it."""
    found = told_of(step.was, step.event, step.by)
    if isinstance(found, Notice):
        tell(row, found)


def tell(row: CarerRequest, notice: Notice) -> None:
    """Promise one notice by a safe way, and keep that it was, or that there is no such way."""
    if row.first_contact_at is None and row.sent_at is None:
        return
    answers, _skipped = queries.answers_of(row.id)
    sent = telling.tell(row, answers, "step", **_parts(row, notice))
    kept = CarerNotice(id=new_id(), request_id=row.id, kind=notice.value, at=clock.now())
    if sent is not None:
        kept.way, kept.quiet, kept.outbox_id = sent.way, sent.quiet, sent.outbox_id
    db.session.add(kept)


def _parts(row: CarerRequest, notice: Notice) -> dict[str, str]:
    with language.speaking(row.language):
        day = language.on_date(row.expected_by) if row.expected_by else ""
        return {
            "line": str(notice_words.LINES[notice]),
            "talk_on": day if notice in TALKS else "",
            "next_by": day if notice in NAMES_A_DAY else "",
            "link": links.link("/carers/come-back"),
        }


def told_by_hand(request_id: UUID, worker_id: UUID | None) -> None:
    """Keep that somebody has told the carer what no notice could, or what did not arrive."""
    given_up = select(Outbox.id).where(Outbox.given_up_at.is_not(None))
    not_reached = or_(
        CarerNotice.way.is_(None),
        CarerNotice.failed_at.is_not(None),
        CarerNotice.outbox_id.in_(given_up),
    )
    db.session.execute(
        update(CarerNotice)
        .where(CarerNotice.request_id == request_id, CarerNotice.told_at.is_(None), not_reached)
        .values(told_at=clock.now(), told_by=worker_id)
    )


def keep_failures() -> int:
    """Keep which notices could not be delivered, before the outbox forgets them. Commits.

    Somebody has to tell these carers, however long ago it was.
    """
    given_up = (
        select(CarerNotice.id, Outbox.given_up_at)
        .join(Outbox, Outbox.id == CarerNotice.outbox_id)
        .where(Outbox.given_up_at.is_not(None), CarerNotice.failed_at.is_(None))
        .limit(AT_ONCE)
    )
    kept = 0
    while found := db.session.execute(given_up).all():
        for notice_id, at in found:
            db.session.execute(
                update(CarerNotice).where(CarerNotice.id == notice_id).values(failed_at=at)
            )
        db.session.commit()
        kept += len(found)
    return kept


def told_with_copy(request_id: UUID, letter: UUID | None, worker_id: UUID | None) -> None:
    """Keep that the carer's copy of the outcome tells of it, where no message did.

    `letter`: the copy that waits to be printed; without one, `worker_id` gave it to them. No other
    letter is printed then to say that there is an outcome.
    """
    notice = db.session.scalars(
        select(CarerNotice)
        .where(
            CarerNotice.request_id == request_id,
            CarerNotice.kind == Notice.OUTCOME.value,
            CarerNotice.way.is_(None) | (CarerNotice.way == Way.LETTER.value),
            CarerNotice.told_at.is_(None),
        )
        .order_by(CarerNotice.at.desc())
    ).first()
    if notice is None:
        return
    letters.take_back(notice)
    notice.quiet, notice.outbox_id = False, letter
    notice.way = Way.LETTER.value if letter else None
    if letter is None:
        notice.told_at, notice.told_by = clock.now(), worker_id
