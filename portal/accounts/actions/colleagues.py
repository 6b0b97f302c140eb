"""What an administrator does to the accounts of colleagues."""

from enum import Enum
from uuid import UUID

from portal.accounts import queries
from portal.accounts.actions.ending import end_all
from portal.accounts.actions.inviting import withdraw
from portal.core import audit, clock
from portal.people.models import Worker


class NotClosed(Enum):
    """Why an account stayed open."""

    OWN = "own"


def close_account(worker: Worker, by: UUID) -> NotClosed | None:
    """Close a colleague's account: every session and every open invitation ends at once.

    Nobody closes their own, so there is always an administrator left.
    """
    account = queries.account_of(worker)
    if account is not None and account.id == by:
        return NotClosed.OWN
    withdraw(worker)
    if account is not None and account.closed_at is None:
        account.closed_at = clock.now()
        end_all(account.id)
    audit.record("close_account", actor_id=by, about_id=worker.id)
    return None
