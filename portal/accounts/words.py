"""The words of the reports on colleagues."""

from collections.abc import Mapping

from flask_babel.speaklater import LazyString

from portal.accounts.report_queries import Opens
from portal.accounts.rules.staff import Proof
from portal.core.texts import later as _l
from portal.policy import Role

ROLES: Mapping[Role, LazyString] = {
    Role.WORKER: _l("Worker"),
    Role.MANAGER: _l("Manager"),
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.FINANCE: _l("Finance"),
    Role.PARTNER: _l("Another organisation"),
}
PROOFS: Mapping[Proof, LazyString] = {
    Proof.APP: _l("An app"),
    Proof.PASSKEY: _l("A passkey"),
    Proof.CODE: _l("A code we send"),
}
NO_PROOF = _l("None")

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


def second_factor(opens: Opens) -> str:
    """What an account shows besides the password, or in its place."""
    return ", ".join(str(PROOFS[each]) for each in opens.proofs) or str(NO_PROOF)
