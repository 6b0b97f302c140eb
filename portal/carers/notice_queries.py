"""Reading what a carer was told of their request, and when: never to which address."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal.carers.models import CarerNotice
from portal.carers.rules.notices import Notice
from portal.core.outbox import Outbox
from portal.extensions import db
from portal.people.models import Worker


@dataclass(frozen=True, slots=True)
class Told:
    """One notice. `way`: None where there was no safe one; `failed`: it could not be delivered."""

    notice: Notice
    at: datetime
    way: str | None
    quiet: bool
    failed: bool
    told_at: datetime | None
    told_by: str | None

    @property
    def reached(self) -> bool:
        """Whether it is on its way or was said, as far as anybody knows."""
        return self.told_at is not None or (self.way is not None and not self.failed)


def told_of(request_id: UUID) -> list[Told]:
    """All that a carer was told, or should have been, newest first: one query."""
    rows = db.session.execute(
        select(CarerNotice, Outbox.given_up_at, Worker.name)
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
        )
        for row, given_up, name in rows
    ]
