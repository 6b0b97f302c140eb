"""The deliverer: takes due notices, sends each outside any transaction, and notes the result."""

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.carriers import Carrier
from portal.core.outbox import Opened, Outbox, Way, opened
from portal.core.untaken import is_for_good, named
from portal.extensions import db

LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
# What is good for some minutes only is tried more often.
LONGEST_WAIT_FOR_A_CODE = timedelta(seconds=20)
GIVE_UP_AFTER = timedelta(days=3)
BATCH = 10
SEE_TO_BESIDES_EVERY = 3600.0

log = structlog.get_logger()


def _claim(at: datetime) -> list[Opened]:
    free = (Outbox.locked_until.is_(None)) | (Outbox.locked_until < at)
    due = (
        select(Outbox.id)
        .where(
            Outbox.sent_at.is_(None),
            Outbox.given_up_at.is_(None),
            Outbox.due_at <= at,
            Outbox.way != Way.LETTER.value,
            free,
        )
        .order_by(Outbox.due_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    with _writing() as session, session.begin():
        ids = session.scalars(due).all()
        session.execute(
            update(Outbox)
            .where(Outbox.id.in_(ids))
            .values(locked_until=at + LEASE, attempts=Outbox.attempts + 1)
        )
        rows = session.scalars(select(Outbox).where(Outbox.id.in_(ids))).all()
        return [opened(row) for row in rows]


def _writing() -> Session:
    return Session(db.engine.execution_options(write=True), expire_on_commit=False)


def deliver_due(by: Mapping[Way, Carrier]) -> int:
    """Send every notice that is due now; returns how many went. A failure waits and tries again.

    Once a carrier cannot be reached, what else it should have carried in this round waits too, so
    that one dead provider does not keep the others waiting.
    """
    sent = 0
    unreachable: dict[Way, str] = {}
    while claimed := _claim(clock.now()):
        for one in claimed:
            if _is_too_late(one.row):
                _give_up(one.row)
            elif one.way in unreachable:
                _put_off(one.row, unreachable[one.way])
            elif fault := _fault_of(by[one.way], one):
                _put_off(one.row, named(fault), for_good=is_for_good(fault))
                if isinstance(fault, ConnectionError | TimeoutError):
                    unreachable[one.way] = named(fault)
            else:
                _mark_sent(one.row)
                sent += 1
    return sent


def _fault_of(carry: Carrier, notice: Opened) -> Exception | None:
    try:
        carry(notice)
    except Exception as fault:  # noqa: BLE001 - whatever it was, the next notice must go
        return fault
    return None


def _is_too_late(row: Outbox) -> bool:
    return row.good_until is not None and row.good_until <= clock.now()


def _give_up(row: Outbox) -> None:
    with _writing() as session, session.begin():
        session.execute(
            update(Outbox)
            .where(Outbox.id == row.id)
            .values(given_up_at=clock.now(), to_sealed=None, parts_sealed=None, fault="TooLate")
        )
    log.warning("notice_too_late", outbox_id=str(row.id), kind=row.kind, way=row.way)


def _mark_sent(row: Outbox) -> None:
    with _writing() as session, session.begin():
        session.execute(
            update(Outbox)
            .where(Outbox.id == row.id)
            .values(sent_at=clock.now(), to_sealed=None, parts_sealed=None, fault=None)
        )
    log.info(
        "notice_sent", outbox_id=str(row.id), kind=row.kind, way=row.way, attempts=row.attempts
    )


def _put_off(row: Outbox, fault: str, *, for_good: bool = False) -> None:
    at = clock.now()
    longest = LONGEST_WAIT_FOR_A_CODE if row.good_until else LONGEST_WAIT
    wait = min(FIRST_WAIT * 2 ** min(row.attempts - 1, 12), longest)
    ended = for_good or at - row.created_at > GIVE_UP_AFTER
    with _writing() as session, session.begin():
        session.execute(
            update(Outbox)
            .where(Outbox.id == row.id)
            .values(
                due_at=at + wait,
                locked_until=None,
                fault=fault,
                given_up_at=at if ended else None,
            )
        )
    log.warning("notice_put_off", outbox_id=str(row.id), fault=fault, gave_up=ended)


def run(
    by: Mapping[Way, Carrier],
    *,
    parent: int | None = None,
    pause: float = 1.0,
    besides: Callable[[], None] = lambda: None,
) -> None:
    """Deliver until SIGTERM, SIGINT, or the death of `parent`; what is under way is finished.

    `besides`: what else is seen to once an hour, between notices.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    seen_to = 0.0
    while not stop.is_set() and parent in (None, os.getppid()):
        try:
            deliver_due(by)
            if not seen_to or time.monotonic() - seen_to > SEE_TO_BESIDES_EVERY:
                seen_to = time.monotonic()
                besides()
        except Exception as fault:  # noqa: BLE001 - whatever it was, the next notice must go
            log.error("deliverer_stumbled", fault=type(fault).__name__)
        stop.wait(pause)
