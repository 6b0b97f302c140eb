"""The words of the reports on colleagues."""

from collections.abc import Mapping

from flask_babel.speaklater import LazyString

from portal.accounts.report_queries import Opens
from portal.core.texts import later as _l
from portal.policy import Role

ROLES: Mapping[Role, LazyString] = {
    Role.WORKER: _l("Worker"),
    Role.MANAGER: _l("Manager"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
APP, NO_SECOND_FACTOR = _l("An app"), _l("None")

LEAVERS_HEAD = (
    _l("Name"),
    _l("Reference"),
    _l("Last day"),
    _l("Account"),
    _l("Teams not ended"),
    _l("People still named"),
)
ACCESS_HEAD = (
    _l("Name"),
    _l("Reference"),
    _l("Role"),
    _l("Teams"),
    _l("Second proof"),
    _l("Last signed in"),
    _l("Not used for 60 days"),
)


def second_factor(opens: Opens) -> LazyString:
    """What an account asks for besides the password."""
    return APP if opens.has_app else NO_SECOND_FACTOR
