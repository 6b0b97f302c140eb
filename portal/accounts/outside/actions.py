"""Going to a provider and coming back: signing in, connecting, disconnecting."""

import json
import secrets
from enum import Enum
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from portal.accounts import links, notices, route_queries, sessions
from portal.accounts.actions.ending import end_by_token
from portal.accounts.actions.signing_in import In
from portal.accounts.models import Account
from portal.accounts.outside import offered, queries
from portal.accounts.outside.models import OutsideIdentity, OutsideVisit
from portal.accounts.outside.provider import Proved, Provider, Secrets
from portal.accounts.outside.rules.faults import Fault, Refused
from portal.accounts.outside.rules.tokens import same
from portal.accounts.rules import lifetimes
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.core.sealing import keyring
from portal.core.transaction import let_go, separate
from portal.extensions import db

BACK = "/sign-in/outside/back"
FORGET_AFTER = 6 * lifetimes.OUTSIDE_VISIT_LASTS


class NotIn(Enum):
    """Why a right answer from outside does not sign anybody in."""

    NOT_CONNECTED = "not_connected"
    NOT_SET_UP = "not_set_up"


def _place(visit_id: UUID) -> str:
    return f"outside_visit:secrets_sealed:{visit_id}"


def begin(
    provider: Provider, *, then: str, account_id: UUID | None = None, shared: bool = False
) -> str:
    """Begin a visit; returns the token that this browser must bring back. Raises `Refused`."""
    let_go()
    provider.about()  # a provider that is away is said now, while nobody has gone anywhere
    now, visit_id, token = clock.now(), new_id(), sessions.new_token()
    drawn = [secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48)]
    db.session.execute(delete(OutsideVisit).where(OutsideVisit.created_at < now - FORGET_AFTER))
    db.session.add(
        OutsideVisit(
            id=visit_id,
            browser_hash=sessions.hash_token(token),
            profile=provider.profile.code,
            secrets_sealed=keyring().seal(json.dumps(drawn), _place(visit_id)),
            then=then,
            account_id=account_id,
            shared=shared,
            created_at=now,
        )
    )
    return token


def secrets_of(visit: OutsideVisit) -> Secrets:
    """What a visit is known by."""
    return Secrets(*json.loads(keyring().open(visit.secrets_sealed, _place(visit.id))))


def is_of(visit: OutsideVisit, state: str) -> bool:
    """Whether an answer carries the state of this visit."""
    return same(state, secrets_of(visit).state)


def way_there(visit: OutsideVisit, provider: Provider) -> str:
    """The address at the provider that this visit leads to."""
    return provider.way_there(secrets_of(visit), links.link(BACK))


def take(browser: str) -> OutsideVisit:
    """Use up the visit that a browser is on, whatever comes of it, however many ask at once."""
    visit = queries.visit(sessions.hash_token(browser))
    if visit is None:
        raise Refused(Fault.NO_VISIT)
    with separate() as session:
        taken = session.execute(
            update(OutsideVisit)
            .where(OutsideVisit.id == visit.id, OutsideVisit.used_at.is_(None))
            .values(used_at=clock.now())
            .returning(OutsideVisit.id)
        ).scalar_one_or_none()
    if taken is None:
        raise Refused(Fault.NO_VISIT)
    return visit


def prove(visit: OutsideVisit, provider: Provider, code: str) -> Proved:
    """Who came back, asked of the provider while no transaction is open. Raises `Refused`."""
    kept = secrets_of(visit)
    let_go()
    return provider.prove(code, kept, links.link(BACK))


def sign_in(
    proved: Proved, profile: str, *, device: str, before: bytes | None, shared: bool = False
) -> In | NotIn:
    """Begin a session for whoever connected this, in place of the one the browser had `before`.

    Nobody is found by name, e-mail or anything else the provider says. A second factor given
    there counts only where the profile says so; else the one of the account is asked for.
    """
    account = queries.account_of(profile, proved.issuer, proved.subject)
    if account is None:
        return NotIn.NOT_CONNECTED
    is_staff = account.worker_id is not None
    if not offered.is_for(profile, staff=is_staff):
        raise Refused(Fault.NOT_OFFERED)
    if is_staff and account.totp_sealed is None:
        return NotIn.NOT_SET_UP
    if before is not None:
        end_by_token(before)
    code_next = route_queries.owes_a_code(account) and not proved.second_factor
    audit.record("sign_in_from_outside", actor_id=account.id, about_id=account.id)
    token = sessions.start(
        account,
        complete=not code_next,
        second_factor=proved.second_factor and not code_next,
        device=device,
        shared=shared,
    )
    return In(token, account, code_next=code_next)


def connect(proved: Proved, profile: str, account: Account) -> None:
    """Let a sign-in elsewhere open this account from now on, and tell its owner.

    Raises `Refused` when it opens another account already, or this account has one of its kind.
    """
    if not offered.is_for(profile, staff=account.worker_id is not None):
        raise Refused(Fault.NOT_OFFERED)
    made = OutsideIdentity(
        account_id=account.id,
        profile=profile,
        issuer=proved.issuer,
        subject=proved.subject,
        connected_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        raise Refused(Fault.ANOTHER_ACCOUNT) from None
    notices.tell(account, "outside_connected")
    audit.record("connect_outside", actor_id=account.id, about_id=account.id)


def disconnect(account: Account, profile: str) -> bool:
    """Let a sign-in elsewhere open nothing here any more, and tell. False when there is none."""
    gone = db.session.execute(
        delete(OutsideIdentity)
        .where(OutsideIdentity.account_id == account.id, OutsideIdentity.profile == profile)
        .returning(OutsideIdentity.id)
    ).scalar_one_or_none()
    if gone is None:
        return False
    notices.tell(account, "outside_disconnected")
    audit.record("disconnect_outside", actor_id=account.id, about_id=account.id)
    return True
