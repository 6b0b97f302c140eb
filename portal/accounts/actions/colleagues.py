"""What a manager or an administrator does to the accounts of colleagues."""

from datetime import date
from uuid import UUID

from portal.accounts import staff_queries
from portal.accounts.actions.staffing import shut
from portal.accounts.rules.staff import NotDone
from portal.core import audit
from portal.people.models import Worker
from portal.policy import Role


def close_account(worker: Worker, by: UUID, today: date) -> NotDone | None:
    """Close a colleague's account: every session and every open invitation ends at once.

    The last administrator's stays open, or nobody could open one again.
    """
    if worker.role == Role.ADMINISTRATOR.value and not staff_queries.other_administrators(
        worker.id, today
    ):
        return NotDone.LAST_ADMINISTRATOR
    shut(worker)
    audit.record("close_account", actor_id=by, about_id=worker.id)
    return None
