"""Who hears of a change, each in a notice of their own that names nobody."""

from uuid import UUID

from sqlalchemy import select

from portal.accounts import links, notices
from portal.accounts.models import Account
from portal.extensions import db
from portal.people.models import Person
from portal.people.queries import Record


def tell_person(record: Record, kind: str = "helpers_changed") -> None:
    """Tell the person whose record it is, where they have an account."""
    notices.tell_person(record.person.id, kind, link=links.link("/helpers"))


def tell_workers(record: Record, but: UUID | None = None) -> None:
    """Tell whoever holds the record, unless it was they who did it."""
    for worker_id in record.subject.worker_ids:
        account = db.session.scalars(
            select(Account).where(Account.worker_id == worker_id, Account.closed_at.is_(None))
        ).one_or_none()
        if account is not None and account.id != but:
            link = links.link(f"/staff/people/{record.person.id}/helpers")
            notices.tell(account, "helpers_changed_staff", link=link)


def tell_helper(helper: Person, kind: str) -> None:
    """Tell a helper, kindly, that something changed; never about whom."""
    notices.tell_person(helper.id, kind, link=links.link("/home"))
