"""What the council holds about the cast: journeys, budgets, imports, invitations."""

import secrets
from datetime import date, timedelta
from uuid import UUID

from portal.accounts import route_queries, sessions
from portal.accounts.actions import inviting
from portal.accounts.models import (
    CodeRoute,
    Invitation,
    Passkey,
    PasswordReset,
    SignInSession,
)
from portal.accounts.rules import codes
from portal.budgets.models import Budget, BudgetLine
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.outbox import Outbox, Way
from portal.core.sealing import keyring
from portal.exchange.models import ImportedFile, ImportRun, RejectedRow
from portal.exchange.rules import Reason, Why, write_down
from portal.extensions import db
from portal.journey.models import Journey, StageEvent
from portal.people import queries as people
from portal.people.models import Sitting
from portal.policy import Scope
from portal.representation.actions import asking
from portal.representation.actions.asking import Wish
from portal.representation.models import HelperInvitation
from portal.representation.rules import helping
from tests.charges.records import build_charge
from tests.factories import Somebody


def build_journey(who: Somebody) -> Journey:
    """A request that has come through four stages and is late in the last."""
    assert who.person is not None
    today = clock.today()
    journey = Journey(
        id=new_id(),
        council=who.person.council,
        reference=f"J-{who.marker}",
        person_id=who.person.id,
        started_on=today - timedelta(days=120),
    )
    stages = (("contact", 120), ("assessment", 90), ("indicative_budget", 60), ("sign_off", 30))
    for stage, days_ago in stages:
        last = stage == "sign_off"
        journey.events.append(
            StageEvent(
                stage=stage,
                entered_on=today - timedelta(days=days_ago),
                expected_by=today - timedelta(days=days_ago - 25),
                acts_next="council",
                late_reason=f"We wait for a quote {who.marker}" if last else None,
                note=f"Noted {who.marker}",
            )
        )
    db.session.add(journey)
    return journey


def build_budget(who: Somebody) -> Budget:
    """An estimate, then an agreed budget of two lines."""
    assert who.person is not None
    for version, kind, days_ago in ((1, "estimated", 60), (2, "agreed", 20)):
        budget = Budget(
            id=new_id(),
            council=who.person.council,
            reference=f"B-{who.marker}",
            version=version,
            person_id=who.person.id,
            kind=kind,
            became_on=clock.today() - timedelta(days=days_ago),
            from_on=clock.today() - timedelta(days=days_ago),
            published_on=clock.today() - timedelta(days=days_ago),
            total_pence=29_029,
            person_pence=8_507,
            council_pence=20_522,
            next_review_on=clock.today() + timedelta(days=200),
            reason=f"Because {who.money_marker}" if version == 2 else None,
        )
        for position in (1, 2):
            budget.lines.append(build_line(who, position, budget.became_on))
        db.session.add(budget)
    build_charge(who)
    return budget


def build_line(who: Somebody, position: int, from_on: date) -> BudgetLine:
    """One thing the money is for; two of them make the total of `build_budget`."""
    week = 20_000 if position == 1 else 9_029
    return BudgetLine(
        position=position,
        description=f"Help at home {who.money_marker}",
        outcome_words="A1 A2",
        provider=f"Kind Care {who.money_marker}",
        method="council_managed" if position == 1 else "direct_payment",
        unit="hour",
        quantity_hundredths=1000,
        rate_pence=week // 10,
        week_pence=week,
        from_on=from_on,
        charge_basis="chargeable",
        can_use_for=f"Getting up {who.money_marker}",
    )


def build_import() -> tuple[ImportRun, RejectedRow]:
    """A run that left one row over."""
    run = ImportRun(
        id=new_id(),
        council=council.current().code,
        at=clock.now() - timedelta(days=3),
        files="people.csv",
        rows_in=7,
        rows_added=5,
        rows_changed=0,
        rows_same=1,
        rows_rejected=1,
    )
    db.session.add(
        ImportedFile(
            run_id=run.id,
            position=1,
            name="people.csv",
            kind="people",
            rows_in=7,
            rows_added=5,
            rows_changed=0,
            rows_same=1,
            rows_rejected=1,
        )
    )
    row = RejectedRow(
        id=new_id(),
        run_id=run.id,
        kind="people",
        file="people.csv",
        line=4,
        row_key="R-4711",
        reason=write_down([Reason(Why.NOT_A_DATE, "born_on")]),
        found_on=clock.today() - timedelta(days=3),
    )
    db.session.add_all((run, row))
    return run, row


def build_invitation(who: Somebody) -> str:
    """Invite somebody by letter; returns the code."""
    code = codes.new_code(codes.PERSON_LENGTH if who.person else codes.WORKER_LENGTH)
    row = Invitation(
        id=new_id(),
        code_hash=inviting.hash_code(code),
        person_id=who.person.id if who.person else None,
        worker_id=who.worker.id if who.worker else None,
        created_at=clock.now() - timedelta(days=1),
        expires_at=clock.now() + timedelta(days=13),
        way=inviting.Way.LETTER.value,
    )
    db.session.add(row)
    return code


def build_asked(who: Somebody, *, days_ago: int = 0) -> HelperInvitation:
    """Somebody whom a person asked to help them, by word of mouth."""
    assert who.person is not None
    assert who.account is not None
    record = people.record(who.person.id)
    assert record is not None
    wish = Wish(
        "Nina",
        f"Friend {who.marker}",
        helping.Way.TELL,
        None,
        frozenset({Scope.MESSAGE, Scope.VIEW_STATUS}),
        helping.months_after(clock.today(), 12),
    )
    row = asking.ask(record, wish, who.account.id)
    row.created_at -= timedelta(days=days_ago)
    db.session.flush()
    return row


def build_reset(who: Somebody) -> str:
    """Let somebody choose a new password; returns the token of the link."""
    assert who.account is not None
    token = sessions.new_token()
    row = PasswordReset(
        token_hash=sessions.hash_token(token),
        account_id=who.account.id,
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=1),
    )
    db.session.add(row)
    return token


def build_odd_sign_in(who: Somebody) -> str:
    """A sign-in of yesterday that somebody was told of; returns the token of the link."""
    assert who.account is not None
    token, at = sessions.new_token(), clock.now() - timedelta(days=1)
    row = SignInSession(
        token_hash=sessions.hash_token(sessions.new_token()),
        account_id=who.account.id,
        created_at=at,
        complete_at=at,
        last_seen_at=at,
        ended_at=at,
        device="Firefox / Windows",
        new_device=True,
        alert_hash=sessions.hash_token(token),
    )
    db.session.add(row)
    return token


def build_route(who: Somebody, way: Way, number: str = "") -> CodeRoute:
    """Let somebody get codes: by a number, or at the address of their account."""
    assert who.account is not None
    route_id = new_id()
    row = CodeRoute(
        id=route_id,
        account_id=who.account.id,
        way=way.value,
        to_sealed=keyring().seal(number, route_queries.place(route_id)) if number else None,
        created_at=clock.now() - timedelta(days=2),
        verified_at=clock.now() - timedelta(days=2),
    )
    db.session.add(row)
    return row


def build_sitting(who: Somebody, worker: Somebody, days_ago: int = 3) -> Sitting:
    """Half an hour some days ago in which a worker filled in something with somebody."""
    assert who.person is not None
    assert worker.worker is not None
    began = clock.now() - timedelta(days=days_ago)
    sitting = Sitting(
        id=new_id(),
        person_id=who.person.id,
        worker_id=worker.worker.id,
        way="telephone",
        proof="known",
        started_at=began,
        ends_at=began + timedelta(minutes=30),
        ended_at=began + timedelta(minutes=12),
    )
    db.session.add(sitting)
    return sitting


def build_passkey(who: Somebody) -> Passkey:
    """A passkey that somebody named after themselves, of a phone that is in no test."""
    assert who.account is not None
    row = Passkey(
        id=new_id(),
        account_id=who.account.id,
        credential_id=secrets.token_bytes(32),
        public_key=b"never read",
        sign_count=0,
        name=f"Phone of {who.marker}",
        created_at=clock.now(),
    )
    db.session.add(row)
    return row


def build_letter(who: Somebody, letter_id: UUID) -> Outbox:
    """Let a letter wait for somebody to print it."""
    assert who.person is not None
    ring = keyring()
    row = Outbox(
        id=letter_id,
        kind="accounts/let_in",
        way=Way.LETTER.value,
        language="en",
        about_id=who.person.id,
        to_sealed=ring.seal(who.person.name, f"outbox:to:{letter_id}"),
        parts_sealed=ring.seal("{}", f"outbox:parts:{letter_id}"),
        created_at=clock.now(),
        due_at=clock.now(),
    )
    db.session.add(row)
    return row
