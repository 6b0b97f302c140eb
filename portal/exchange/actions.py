"""Bringing files in, and seeing to the rows that were left over."""

from portal.core import audit, clock
from portal.exchange.importing import bring_in, bring_in_council_teams, import_files
from portal.exchange.models import RejectedRow
from portal.exchange.report import say
from portal.policy import Actor

__all__ = [
    "bring_in",
    "bring_in_council_teams",
    "import_files",
    "own_row",
    "say",
    "settle_row",
]


def own_row(row: RejectedRow, actor: Actor) -> None:
    """Make the administrator who asks the owner of a row. A settled row stays as it is."""
    if row.settled_at is None and row.owner_id != actor.worker_id:
        row.owner_id = actor.worker_id
        audit.record("rejected_row_owned", actor_id=actor.account_id, about_id=row.id)


def settle_row(row: RejectedRow, actor: Actor) -> None:
    """Mark a row as seen to: put right in the case system, or not needed. Only once."""
    if row.settled_at is None:
        row.settled_at = clock.now()
        audit.record("rejected_row_settled", actor_id=actor.account_id, about_id=row.id)
