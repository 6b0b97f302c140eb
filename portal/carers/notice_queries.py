"""Reading what a carer was told of their request, and when: never to which address."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, case, select

from portal.carers.models import CarerNotice
from portal.carers.rules.notices import Notice
from portal.core.outbox import Outbox, Way
from portal.extensions import db
from portal.people.models import Worker

_UNPRINTED = case(
    (
        and_(
            Outbox.way == Way.LETTER.value, Outbox.sent_at.is_(None), Outbox.given_up_at.is_(None)
        ),
        Outbox.id,
    )
)


@dataclass(frozen=True, slots=True)
class Told:
    """One notice. `way`: None where there was no safe one; `failed`: it could not be delivered.

    `letter`: the number of a letter that nobody has printed yet.
    """

    notice: Notice
    at: datetime
    way: str | None
    quiet: bool
    failed: bool
    told_at: datetime | None
    told_by: str | None
    letter: UUID | None = None

    @property
    def reached(self) -> bool:
        """Whether it is on its way or was said, as far as anybody knows."""
        return self.told_at is not None or (self.way is not None and not self.failed)


def told_of(request_id: UUID) -> list[Told]:
    """All that a carer was told, or should have been, newest first: one query."""
    rows = db.session.execute(
        select(CarerNotice, Outbox.given_up_at, _UNPRINTED, Worker.name)
        .outerjoin(Outbox, Outbox.id == CarerNotice.outbox_id)
        .outerjoin(Worker, Worker.id == CarerNotice.told_by)
        .where(CarerNotice.request_id == request_id)
        .order_by(CarerNotice.at.desc(), CarerNotice.id)
    )
    return [
        Told(
            notice=Notice(row.kind),
            at=row.at,
            way=row.way,
            quiet=row.quiet,
            failed=given_up is not None or row.failed_at is not None,
            told_at=row.told_at,
            told_by=name,
            letter=letter,
        )
        for row, given_up, letter, name in rows
    ]
