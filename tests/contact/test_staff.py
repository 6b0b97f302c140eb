"""What staff see of safe contact, who opens a safe address, and what stops them writing it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.contact import actions
from portal.contact.rules import ContactWay, Need, Told
from portal.core.looks import Look
from portal.extensions import db
from portal.people.models import Allocation
from tests.cast import Cast
from tests.client import Page
from tests.contact.steps import needs
from tests.staff.test_caseload import actor_of

ADDRESS, KEY = "17 Heron Row, Norwich NR3 1XX", "The code is 4831"


@pytest.fixture
def told(app: Flask, cast: Cast) -> str:
    """The resident has told everything; returns the address of their page for staff."""
    person_id = cast.resident.person.id
    with app.app_context():
        me = actor_of(cast, "resident")
        actions.keep_ways(person_id, me, [ContactWay.TEXT, ContactWay.CALL], "after 4pm")
        actions.keep_manner(
            person_id,
            me,
            may_leave_voicemail=False,
            may_say_who=True,
            shares_email=False,
            shares_phone=False,
        )
        actions.keep_in_their_words(
            person_id, me, {"address": ADDRESS, "key_safe": KEY, "must_not_know": "Mr Heronby"}
        )
        actions.keep_needs(
            person_id, me, needs=[Need.EASY_READ], interpreter="polish", words="Slowly", told=[]
        )
        db.session.commit()
    return f"/staff/people/{person_id}"


def looks(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Look.permission).order_by(Look.at, Look.id)))


@pytest.mark.parametrize("where", ["", "/invitation"])
def test_what_to_heed_stands_above_the_page_and_above_what_writes(
    client_for: Callable, told: str, where: str
) -> None:
    page = client_for("worker").get(told + where)
    for sentence in (
        "Contact: only by text, by phone. When: after 4pm.",
        "Do not leave a message.",
        "Some people must not know.",
        "Needs: Easy Read.",
        "Interpreter: Polish.",
        "In their words: Slowly",
    ):
        assert sentence in page.main
    assert page.main.index("Before you ring or write") < page.main.index("Reference")
    assert "Heron" not in page.html


def test_a_named_worker_opens_each_by_a_press_which_is_a_look(
    app: Flask, client_for: Callable, told: str
) -> None:
    """R4, R21: hidden until the press; each press is a look of its own kind."""
    client = client_for("worker")
    page = client.get(f"{told}/safe-address")
    assert "Heron" not in page.html
    assert "4831" not in page.html
    page = client.submit(status=200)
    assert ADDRESS in page.main
    assert "4831" not in page.html
    page = client.submit(status=200)
    assert KEY in page.main
    assert looks(app) == ["ask_for_safe_address", "view_safe_address", "view_key_safe"]
    client_for("resident").get("/who-has-looked")


@pytest.mark.parametrize(
    "who", ["manager", "worker_elsewhere", "administrator", "carer", "helper", "stranger"]
)
def test_nobody_else_opens_it(client_for: Callable, told: str, who: str) -> None:
    """R4: not the team's manager either, while a worker holds the record."""
    client = client_for(who)
    client.get(f"{told}/safe-address", status=404)
    client.post(f"{told}/safe-address", status=404)
    client.post(f"{told}/safe-address/key-safe", status=404)


def test_the_manager_stands_in_while_nobody_is_allocated(
    app: Flask, client_for: Callable, cast: Cast, told: str
) -> None:
    with app.app_context():
        theirs = Allocation.person_id == cast.resident.person.id
        for held in db.session.scalars(select(Allocation).where(theirs)):
            held.worker_id = None
        db.session.commit()
    client_for("manager").get(f"{told}/safe-address")
    client_for("worker").get(f"{told}/safe-address", status=404)


@pytest.mark.parametrize("text", ["She is at 17, heron  row now", "Send it to N R 3 1 X X please"])
def test_a_text_that_would_find_somebody_is_stopped_and_kept_on_the_page(
    client_for: Callable, told: str, text: str
) -> None:
    """R4: a check before anything is written down."""
    client = client_for("manager")
    client.get(f"{told}/hold")
    page = client.submit({"reason": text}, status=422)
    assert "It must stay secret" in page.errors["reason"]
    assert "heron" in page.html.casefold() or "N R 3" in page.html
    client.submit({"reason": "A complaint is being looked into"})


def test_an_invitation_is_offered_only_in_ways_that_are_safe(
    client_for: Callable, app: Flask, cast: Cast
) -> None:
    """Of somebody without an account: tests/accounts/test_invite.py has those with one."""
    page = f"/staff/people/{cast.newcomer.owner.id}/invitation"
    assert ways_on(client_for("worker").get(page)) == ["email", "letter", "telephone"]
    with app.app_context():
        actions.keep_ways(cast.newcomer.owner.id, actor_of(cast, "worker"), [ContactWay.POST], "")
        db.session.commit()
    assert ways_on(client_for("worker").get(page)) == ["letter", "telephone"]
    with app.app_context():
        actions.keep_ways(cast.newcomer.owner.id, actor_of(cast, "worker"), [ContactWay.EMAIL], "")
        db.session.commit()
    assert ways_on(client_for("worker").get(page)) == ["email", "telephone"]


def ways_on(page: Page) -> list[str]:
    return [str(each["value"]) for each in page.soup.select("[name=way]")]


def test_staff_read_who_may_be_told(
    client_for: Callable, told: str, app: Flask, cast: Cast
) -> None:
    """The Accessible Information Standard: shared at a hand-over, with those the person ticked."""
    assert "When you hand over" not in client_for("worker").get(told).main
    with app.app_context():
        needs(cast, Need.BSL, told=[Told.NHS])
        db.session.commit()
    assert "tell what they need to: the NHS. They agreed." in client_for("worker").get(told).main
