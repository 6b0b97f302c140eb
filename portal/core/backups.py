"""When the last backup was made that read back whole, for whoever looks after the portal."""

from datetime import date, datetime

from sqlalchemy import Engine, delete, insert

from portal.core import clock
from portal.core.database import DatabaseNote
from portal.extensions import db

LAST = "last_backup_at"


def note_down(engine: Engine, made_at: datetime) -> None:
    """Write down in the database that was backed up that a backup of it is good."""
    with engine.execution_options(write=True).begin() as connection:
        connection.execute(delete(DatabaseNote).where(DatabaseNote.key == LAST))
        connection.execute(insert(DatabaseNote).values(key=LAST, value=made_at.isoformat()))


def last() -> datetime | None:
    """When the last good backup was made, if one ever was."""
    kept = db.session.get(DatabaseNote, LAST)
    return datetime.fromisoformat(kept.value) if kept else None


def is_late(made_at: datetime | None, today: date, days: int) -> bool:
    """Whether a backup is missing, or older than the council allows."""
    return made_at is None or (today - clock.london_date(made_at)).days > days
