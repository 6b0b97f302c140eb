"""What somebody can change here: the language that we speak to them."""

from uuid import UUID

from sqlalchemy import update

from portal.accounts.models import Account
from portal.core import audit
from portal.extensions import db


def choose_language(account_id: UUID, code: str) -> None:
    """Keep the language for what we send to this account. `code` is one the council offers."""
    db.session.execute(update(Account).where(Account.id == account_id).values(language=code))
    audit.record("choose_language", actor_id=account_id)
