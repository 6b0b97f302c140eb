"""The first pages for staff: who is waiting on me, who waits longest, what to look after."""

import pytest
from sqlalchemy import update

from portal.core import clock
from portal.extensions import db
from portal.journey.rules import Acts, Stage
from portal.people.models import Allocation
from tests.journey.facts import ask_again, event


def rows(page, number: int = 0) -> list[str]:
    """The rows of one table, each as the words that are shown."""
    table = page.soup.select("main table")[number]
    for name in table.select(".portal-table__name"):
        name.extract()
    return [" ".join(row.get_text(" ").split()) for row in table.select("tbody tr")]


def test_who_is_waiting_on_me_comes_first(client_for, cast):
    page = client_for("worker").get("/staff")
    first = page.main.removeprefix(page.h1).strip()
    assert first.startswith("1 person is waiting for you. 1 is late.")
    (row,) = rows(page)
    assert row.startswith(f"{cast.resident.person.name} {cast.resident.person.reference}")
    assert "Waiting for sign-off" in row
    assert "5 days late" in row
    assert f"/staff/people/{cast.resident.person.id}" in page.links


def test_nobody_waits(app, client_for, cast):
    ask_again(app, cast.resident, event(Stage.LIVE, 9, acts_next=Acts.NOBODY.value))
    page = client_for("worker").get("/staff")
    assert "Nobody is waiting for you." in page.main
    assert not page.soup.select("main table")


def test_who_waits_for_somebody_else_stands_apart(app, client_for, cast):
    ask_again(app, cast.resident, event(Stage.PLANNING, 9, acts_next=Acts.PERSON.value))
    page = client_for("worker").get("/staff")
    assert "Nobody is waiting for you." in page.main
    assert "Your people who wait for somebody else" in page.main
    assert "The person" in rows(page)[0]


def test_what_the_teams_hold_is_counted(app, client_for, cast):
    with app.app_context():
        db.session.execute(update(Allocation).values(worker_id=None))
        db.session.commit()
    page = client_for("worker").get("/staff")
    assert "Nobody is waiting for you." in page.main
    assert "Waiting for us 1 Late 1 Without a worker 2 Everybody 2" in page.main
    for show in ("council", "late", "no-worker", "all"):
        assert f"/staff/people?show={show}" in page.links


def test_an_administrator_sees_what_to_look_after(client_for):
    page = client_for("administrator").get("/staff")
    assert page.h1 == "What you look after"
    assert {"/staff/colleagues", "/staff/imports"} <= set(page.links)
    assert "Polski" in page.main
    assert "contact.hours" in page.main


@pytest.mark.parametrize("who", ["manager", "manager_elsewhere"])
def test_a_manager_sees_who_waits_longest_in_their_teams(client_for, cast, who):
    page = client_for(who).get("/staff/team")
    theirs = cast.resident if who == "manager" else cast.stranger
    (row,) = rows(page)
    assert row.startswith("Waiting for sign-off 1 1 30 days")
    assert theirs.person.name in row
    assert "1 person in your teams is waiting longer than we said." in page.main


def test_stages_come_with_the_longest_wait_first(app, client_for, cast):
    ask_again(app, cast.newcomer, event(Stage.TRIAGE, 90))
    found = rows(client_for("manager").get("/staff/team"))
    assert [row.split(" ")[0] for row in found] == ["Deciding", "Waiting"]
    assert "90 days" in found[0]


def test_records_without_a_worker_are_told(app, client_for, cast):
    with app.app_context():
        db.session.execute(update(Allocation).values(worker_id=None))
        db.session.commit()
    page = client_for("manager").get("/staff/team")
    assert "2 have no worker." in page.main
    assert "Held by a team, without a worker" in page.main


def test_facts_to_confirm_are_shown_to_those_who_can_see_to_them(client_for):
    assert "Facts to confirm" in client_for("manager").get("/staff/team").main
    assert "Facts to confirm" not in client_for("worker").get("/staff").main


def test_the_pages_are_for_staff(client_for):
    for who in ("resident", "carer", "stranger"):
        client_for(who).get("/staff", 404)
        client_for(who).get("/staff/team", 404)
    client_for("worker").get("/staff/team", 404)
    client_for("administrator").get("/staff/team", 404)


def test_a_long_wait_is_counted_in_days_of_london(client_for):
    assert clock.today() == clock.london_date(clock.now())
    assert "30 days" in client_for("worker").get("/staff").main
