"""Helpers and staff read somebody's budget, as far as each may."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from portal.core import clock
from portal.extensions import db
from portal.people.models import Representation
from portal.policy import Scope


def grant(app, helper, *scopes, **dates):
    """Let a helper do exactly this."""
    with app.app_context():
        db.session.execute(
            update(Representation)
            .where(Representation.helper_id == helper.person.id)
            .values(scope_words=" ".join(scopes), **dates)
        )
        db.session.commit()


def address(cast, more=""):
    return f"/for/{cast.resident.person.id}{more}"


@pytest.mark.parametrize("more", ["", "/budget", "/budget/history"])
def test_whose_record_it_is_stands_on_every_page(client_for, cast, more):
    page = client_for("carer").get(address(cast, more))
    band = page.soup.select_one(".portal-whose")
    assert cast.resident.person.name in band.get_text()


def test_a_helper_reads_the_same_budget(client_for, cast):
    main = client_for("carer").get(address(cast, "/budget")).main
    for words in ("The budget is waiting for sign-off.", "£290.29", "The person pays", "£85.07"):
        assert words in main
    assert "You pay" not in main


def test_the_status_alone_shows_no_money(client_for, cast):
    page = client_for("helper").get(address(cast))
    assert "The budget is waiting for sign-off." in page.main
    assert "You may not see the budget." in page.main
    assert "£" not in page.main
    assert not [link for link in page.links if "/budget" in link.removeprefix("/your-budget")]


def test_the_budget_alone_shows_no_status(app, client_for, cast):
    grant(app, cast.carer, Scope.VIEW_BUDGET)
    client = client_for("carer")
    page = client.get(address(cast, "/budget"))
    assert "£290.29" in page.main
    assert "sign-off" not in page.main
    assert "You may not see how the request is going." in page.main
    assert "sign-off" not in client.get(address(cast, "/budget/history")).main
    client.get(address(cast), 404)


@pytest.mark.parametrize("more", ["", "/budget", "/budget/history"])
def test_not_yours_is_the_same_as_no_such_thing(client_for, cast, more):
    client = client_for("stranger")
    theirs = client.get(address(cast, more), 404)
    nobodys = client.get(f"/for/{uuid4()}{more}", 404)
    hidden = str(cast.resident.person.id).encode()
    assert hidden not in theirs.body
    assert theirs.body.replace(theirs.url.encode(), b"") == nobodys.body.replace(
        nobodys.url.encode(), b""
    )


@pytest.mark.parametrize(
    "dates",
    [
        {"from_on": clock.today() + timedelta(days=1)},
        {"to_on": clock.today() - timedelta(days=1)},
        {"ended_at": clock.now()},
    ],
)
def test_what_has_not_begun_or_has_ended_allows_nothing(app, client_for, cast, dates):
    grant(app, cast.carer, Scope.VIEW_STATUS, Scope.VIEW_BUDGET, **dates)
    client = client_for("carer")
    for more in ("", "/budget", "/budget/history"):
        client.get(address(cast, more), 404)
    assert cast.resident.marker not in client.get("/home").text


def test_staff_see_what_the_person_sees_and_that_it_is_noted(client_for, cast):
    page = client_for("worker").get(f"/staff/people/{cast.resident.person.id}/budget")
    assert "Staff view." in page.main
    assert "They can also see that you looked." in page.main
    assert "£290.29" in page.main


@pytest.mark.parametrize("who", ["resident", "carer", "worker_elsewhere", "administrator"])
def test_the_staff_page_is_for_those_who_hold_the_record(client_for, cast, who):
    client_for(who).get(f"/staff/people/{cast.resident.person.id}/budget", 404)


def test_staff_do_not_come_in_by_the_helpers_door(client_for, cast):
    for more in ("", "/budget", "/budget/history"):
        client_for("worker").get(address(cast, more), 404)
