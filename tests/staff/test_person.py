"""A person's page for staff: who holds the record, where it stands, who acts for them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, update

from portal.accounts.models import Invitation
from portal.core import clock
from portal.extensions import db
from portal.people.models import Representation
from portal.staff.queries import account_of
from portal.staff.rules import AccountState


def address(who) -> str:
    return f"/staff/people/{who.person.id}"


def test_what_stands_on_it(client_for, cast):
    page = client_for("worker").get(address(cast.resident))
    who = cast.resident.person
    assert page.h1 == who.name
    for words in (
        "The budget is waiting for sign-off.",
        who.reference,
        "9 March 1948",
        cast.worker.worker.name,
        cast.teams["here"].name,
        "Has had an account since",
    ):
        assert words in page.main
    assert f"{address(cast.resident)}/budget" in page.links


def test_who_acts_for_them_with_scopes_and_days(client_for, cast):
    main = client_for("worker").get(address(cast.resident)).main
    name = cast.carer.person.name
    shown = f"{name} The person agreed May See how the request is going See the budget From"
    assert shown in main
    assert f"{cast.helper.person.name} The person agreed May See how the request is going" in main
    assert "Not today" not in main


@pytest.mark.parametrize(
    "dates",
    [
        {"to_on": clock.today() - timedelta(days=1)},
        {"from_on": clock.today() + timedelta(days=1)},
        {"ended_at": clock.now()},
    ],
)
def test_what_does_not_hold_today_is_marked(app, client_for, cast, dates):
    with app.app_context():
        db.session.execute(update(Representation).values(**dates))
        db.session.commit()
    assert client_for("worker").get(address(cast.resident)).main.count("Not today") == 2


def test_nobody_acts_for_them(client_for, cast):
    main = client_for("worker").get(address(cast.newcomer)).main
    assert "Nobody acts for them here." in main
    assert "There is no request for support yet." in main


def test_an_invitation_is_offered_to_those_without_an_account(client_for, cast):
    client = client_for("worker")
    invited = client.get(address(cast.newcomer))
    assert f"{address(cast.newcomer)}/invitation" in invited.links
    assert "Invited. The code works until" in invited.main
    with_account = client.get(address(cast.resident))
    assert f"{address(cast.resident)}/invitation" not in with_account.links


def test_an_invitation_that_was_withdrawn_or_ran_out(app, cast):
    who = cast.newcomer.person.id
    with app.app_context():
        assert account_of(who).state is AccountState.INVITED
        db.session.execute(update(Invitation).values(expires_at=clock.now()))
        assert account_of(who).state is AccountState.RAN_OUT
        db.session.execute(update(Invitation).values(withdrawn_at=clock.now()))
        assert account_of(who).state is AccountState.NOT_INVITED
        db.session.execute(delete(Invitation))
        assert account_of(who).state is AccountState.NOT_INVITED


def test_the_look_is_told_to_the_person(client_for, cast):
    client_for("manager").get(address(cast.resident))
    page = client_for("resident").get("/who-has-looked")
    assert cast.manager.worker.name in page.main


@pytest.mark.parametrize("who", ["worker_elsewhere", "manager_elsewhere", "administrator", "carer"])
def test_not_yours_is_the_same_as_no_such_person(client_for, cast, who):
    client = client_for(who)
    theirs = client.get(address(cast.resident), 404)
    nobodys = client.get(f"/staff/people/{uuid4()}", 404)
    assert theirs.body.replace(theirs.url.encode(), b"") == nobodys.body.replace(
        nobodys.url.encode(), b""
    )


def test_and_a_refused_look_is_no_look(client_for, cast):
    client_for("worker_elsewhere").get(address(cast.resident), 404)
    assert "Nobody else has looked yet." in client_for("resident").get("/who-has-looked").main
