"""The words for parts of a caseload, and for how far somebody is with signing in."""

from collections.abc import Mapping

from flask_babel.speaklater import LazyString

from portal.core import language
from portal.core.texts import later as _l
from portal.staff.rules import AccountStanding, AccountState, Show

SHOWS: Mapping[Show, LazyString] = {
    Show.ALL: _l("Everybody"),
    Show.MINE: _l("Yours"),
    Show.COUNCIL: _l("Waiting for us"),
    Show.OTHERS: _l("Waiting for others"),
    Show.LATE: _l("Late"),
    Show.NO_WORKER: _l("Without a worker"),
}

ACCOUNTS: Mapping[AccountState, LazyString] = {
    AccountState.NOT_INVITED: _l("Not invited yet"),
    AccountState.INVITED: _l("Invited. The code works until %(at)s."),
    AccountState.RAN_OUT: _l("Invited, but the code ran out on %(at)s."),
    AccountState.OPEN: _l("Has had an account since %(at)s."),
    AccountState.CLOSED: _l("The account was closed on %(at)s."),
}


def account(standing: AccountStanding) -> str:
    """How far somebody is with signing in, in a sentence."""
    at = language.at_time(standing.at) if standing.at else ""
    return str(ACCOUNTS[standing.state]) % {"at": at}
