"""Everything that changes an account, by subject."""

from portal.accounts.actions.inviting import (
    Invited,
    Way,
    invite_first_administrator,
    invite_person,
    invite_worker,
)

__all__ = ["Invited", "Way", "invite_first_administrator", "invite_person", "invite_worker"]
