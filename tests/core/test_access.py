"""The door: who gets in, what the others are told, and what is written down."""

from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from portal.core.access import UndeclaredView, check_declared, needs
from portal.core.looks import Look
from portal.extensions import db
from portal.people.queries import Record, record
from portal.policy import Can
from tests.cast import SIGNED_IN, Cast
from tests.core.conftest import House


def budget_of(thing: Record) -> str:
    return f"Money of {thing.person.family_name}"


@pytest.fixture
def door(house: House) -> House:
    house.put_in("/money/<uuid:person_id>", needs(Can.VIEW_BUDGET, of=record)(budget_of))
    house.put_in("/record/<uuid:person_id>", needs(Can.VIEW_RECORD, of=record)(budget_of))
    house.put_in("/my-money", needs(Can.VIEW_BUDGET, of=record, mine=True)(budget_of))
    house.put_in("/change/<uuid:person_id>", needs(Can.VIEW_BUDGET, of=record)(budget_of), "POST")
    return house


def looks(app: Flask) -> list[Look]:
    with app.app_context():
        return list(db.session.scalars(select(Look)))


def url_of(cast: Cast, who: str = "resident", place: str = "money") -> str:
    person = cast[who].person
    assert person is not None
    return f"/{place}/{person.id}"


DOORS = {"money": ["resident", "carer"], "record": ["worker", "manager"]}
INSIDE = [(place, who) for place, people in DOORS.items() for who in people]
OUTSIDE = [(place, who) for place in DOORS for who in SIGNED_IN if (place, who) not in INSIDE]


def test_the_portal_does_not_start_with_an_undeclared_view(app: Flask) -> None:
    app.add_url_rule("/open", endpoint="left_open", view_func=lambda: "everything")
    with pytest.raises(UndeclaredView, match="left_open"):
        check_declared(app)


@pytest.mark.parametrize(("place", "who"), INSIDE)
def test_those_whom_the_policy_allows_get_in(door: House, place: str, who: str) -> None:
    answer = door.sign_in(who).get(url_of(door.cast, place=place))
    assert (answer.status_code, answer.text) == (200, f"Money of {door.cast.resident.marker}")


@pytest.mark.parametrize(("place", "who"), OUTSIDE)
def test_not_yours_and_no_such_thing_are_one_answer(door: House, place: str, who: str) -> None:
    door.sign_in(who)
    not_theirs, nowhere = (
        door.get(url_of(door.cast, place=place)),
        door.get(f"/{place}/{uuid4()}"),
    )
    assert (not_theirs.status_code, not_theirs.data) == (404, nowhere.data)
    assert sorted(not_theirs.headers) == sorted(nowhere.headers)
    assert looks(door.app) == []


def test_signed_out_everything_private_leads_to_the_sign_in_page(door: House) -> None:
    for url in (url_of(door.cast), f"/money/{uuid4()}"):
        answer = door.get(url)
        assert (answer.status_code, answer.location) == (303, f"/sign-in?next={url}")


def test_signed_out_a_form_is_not_taken_and_the_page_says_so(door: House) -> None:
    answer = door.post(url_of(door.cast, place="change"))
    assert answer.status_code == 401
    assert "You are signed out" in answer.text


def test_a_person_is_led_to_what_is_theirs_without_an_id(door: House) -> None:
    assert door.cast.stranger.marker in door.sign_in("stranger").get("/my-money").text


def test_staff_have_no_page_of_their_own_money(door: House) -> None:
    assert door.sign_in("worker").get("/my-money").status_code == 404


def test_nobody_writes_down_that_a_person_looked_at_their_own(door: House) -> None:
    door.sign_in("resident").get(url_of(door.cast))
    assert looks(door.app) == []


def test_each_look_of_another_is_written_down_once(door: House) -> None:
    door.sign_in("worker")
    for _ in range(3):
        door.get(url_of(door.cast, place="record"))
    assert [(each.worker_id, each.person_id, each.permission) for each in looks(door.app)] == [
        (door.cast.worker.worker.id, door.cast.resident.person.id, "view_record")
    ] * 3


def test_a_look_stays_written_down_when_the_page_breaks(door: House) -> None:
    def breaks(thing: Record) -> str:
        raise LookupError(thing.person.reference)

    door.put_in("/breaks/<uuid:person_id>", needs(Can.VIEW_BUDGET, of=record)(breaks))
    door.sign_in("carer")
    with pytest.raises(LookupError):
        door.get(url_of(door.cast, place="breaks"))
    assert [each.helper_id for each in looks(door.app)] == [door.cast.carer.person.id]


def test_a_thing_that_does_not_say_whose_it_is_stays_shut(house: House) -> None:
    def of(person_id: UUID) -> SimpleNamespace:
        return SimpleNamespace(person_id=person_id)

    house.put_in("/odd/<uuid:person_id>", needs(Can.VIEW_RECORD, of=of)(lambda _thing: "open"))
    assert house.sign_in("worker").get(f"/odd/{uuid4()}").status_code == 404
