"""Things of an hour or a day, taken away without ceremony when their time is over."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from portal.accounts import dead_letters
from portal.accounts.actions.staffing import shut_leavers
from portal.accounts.models import (
    AttemptCount,
    Invitation,
    OneTimeCode,
    PasskeyChallenge,
    PasswordReset,
    SignInSession,
    Waiting,
)
from portal.accounts.outside.models import OutsideVisit
from portal.accounts.throttle import FORGET_AFTER
from portal.asking.actions import alarming as asking
from portal.budgets.lateness import tell_of_silence
from portal.carers.actions import alarming, drafts, noticing
from portal.carers.models import CarerRequest
from portal.charges.amiss import tell_of_amiss
from portal.concerns.actions import alarming as concerns
from portal.core import clock, council
from portal.core.council.promises import RecordClass
from portal.core.database import DatabaseNote, for_writing
from portal.core.outbox import Outbox
from portal.emergency import actions as emergency
from portal.extensions import Base, db
from portal.messages.actions import alarming as messages
from portal.messages.actions import filing, following, moving, tallying
from portal.representation.actions.reminding import remind
from portal.upkeep.rules.periods import ends_on

BATCH = 500
TIDIED = "tidied_on"


def tidy() -> dict[str, int]:
    """Take away all that is over, and ask where it is time; how many of each kind. Commits.

    A step that fails keeps none of the others back; its fault is raised when they are done.
    """
    went = {"files that waited to be scanned": filing.scan_held()}
    faults: list[Exception] = []
    with for_writing():
        for name, step in STEPS.items():
            try:
                went[name] = step()
                db.session.commit()
            except Exception as fault:  # noqa: BLE001 - whatever it was, the next step must run
                db.session.rollback()
                faults.append(fault)
    for name, model, over in _over():
        went[name] = _in_batches(model, over)
    if faults:
        raise faults[0]
    return went


def _count_messages() -> int:
    return tallying.tally().waiting


STEPS: Mapping[str, Callable[[], int]] = {
    "leavers shut out": shut_leavers,
    "people reminded of helpers": remind,
    "carers told that a draft ends": drafts.warn,
    "carers asked if a plan is still right": emergency.remind,
    "requests that a partner is silent about": alarming.alarm,
    "late requests that nobody explained": tell_of_silence,
    "things people asked that are late": asking.alarm,
    "conversations that somebody else answers now": moving.tell_of_changes,
    "messages that are late": messages.alarm,
    "people told again of an answer": following.follow_unread,
    "messages that wait": _count_messages,
    "concerns that nobody looked at": concerns.alarm,
    "notices that did not arrive": dead_letters.alarm,
    "charges that do not add up": tell_of_amiss,
    "notices that a carer did not get": noticing.keep_failures,
}
"""What is told and counted, in this order, and how many of each kind a step found. Each commits."""


def see_to() -> None:
    """What is seen to every hour: files to scan, concerns to look at; and once a day the rest."""
    filing.scan_held()
    with for_writing():
        concerns.alarm()
    db.session.remove()
    tidy_once_a_day()


def tidy_once_a_day() -> None:
    """Tidy, unless this or another process has today."""
    today = clock.today().isoformat()
    with Session(db.engine.execution_options(write=True)) as session, session.begin():
        taken = session.execute(
            update(DatabaseNote)
            .where(DatabaseNote.key == TIDIED, DatabaseNote.value < today)
            .values(value=today)
        ).rowcount  # type: ignore[attr-defined]
        if not taken and session.get(DatabaseNote, TIDIED) is None:
            session.add(DatabaseNote(key=TIDIED, value=today))
            taken = 1
    if taken:
        tidy()
    db.session.remove()


def _over() -> Iterator[tuple[str, type[Base], ColumnElement[bool]]]:
    sessions, sign_ins, notices = _since("session"), _since("sign_in"), _since("outbox")
    newer = aliased(SignInSession)
    newest = (
        select(func.max(newer.last_seen_at))
        .where(newer.account_id == SignInSession.account_id)
        .correlate(SignInSession)
        .scalar_subquery()
    )
    # The newest of each account stays: it says when somebody was last here.
    yield (
        "sessions",
        SignInSession,
        (SignInSession.created_at <= sessions) & (SignInSession.last_seen_at < newest),
    )
    yield "codes", OneTimeCode, OneTimeCode.expires_at <= sign_ins
    yield "calls to be let in", Waiting, Waiting.expires_at <= sign_ins
    a_day_ago = clock.now() - timedelta(days=1)
    yield "passkey questions", PasskeyChallenge, PasskeyChallenge.expires_at <= a_day_ago
    yield "ways to providers", OutsideVisit, OutsideVisit.created_at <= a_day_ago
    yield "invitations", Invitation, Invitation.expires_at <= sign_ins
    yield "new password links", PasswordReset, PasswordReset.expires_at <= sign_ins
    yield (
        "counts of tries",
        AttemptCount,
        AttemptCount.window_began_at <= clock.now() - FORGET_AFTER,
    )
    yield "carers' drafts", CarerRequest, drafts.over()
    went_well = (Outbox.sent_at <= notices) & Outbox.given_up_at.is_(None)
    yield "notices", Outbox, or_(went_well, dead_letters.is_over(notices))


def _since(record_class: RecordClass) -> datetime:
    keep = council.current().retention[record_class]
    now = clock.now()
    length = ends_on(now.date(), years=keep.years, days=keep.days) - now.date()
    return now - length


def _in_batches(model: type[Base], over: ColumnElement[bool]) -> int:
    """Some at a time, so that nobody waits long for the write lock."""
    table, gone = model.__table__, 0
    [key] = table.primary_key
    asked: Select[tuple[object]] = select(key).where(over).limit(BATCH)
    while True:
        with Session(db.engine.execution_options(write=True)) as session, session.begin():
            some = session.scalars(asked).all()
            if some:
                _let_go_of(session, table, some)
        gone += len(some)
        if len(some) < BATCH:
            return gone


def _let_go_of(session: Session, table: Any, keys: Sequence[Any]) -> None:
    """Delete rows; what points at them goes with them, or points nowhere where it may."""
    [own] = table.primary_key
    for each in reversed(Base.metadata.sorted_tables):
        for column in each.c:
            if not any(key.column is own for key in column.foreign_keys):
                continue
            pointing = column.in_(keys)
            if column.nullable:
                session.execute(update(each).where(pointing).values({column.name: None}))
            else:
                session.execute(delete(each).where(pointing))
    session.execute(delete(table).where(own.in_(keys)))
