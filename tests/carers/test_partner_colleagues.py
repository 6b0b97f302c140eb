"""Who of an organisation's people deals with a request, and what is left once it is taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.carers.actions import booking, handing, returning, working
from portal.carers.actions.moving import NotNow
from portal.carers.models import CarerRemark, CarerRequest
from portal.carers.rules.dealing import MeetingWay, Remark
from portal.carers.rules.handing import TOLD_FOR_DAYS
from portal.carers.rules.stages import Event, State
from portal.core import clock
from portal.core.columns import new_id
from portal.extensions import db
from portal.people.models import Worker
from portal.policy import Role
from tests.carers.handed import for_partner, handed_over, of_partner, theirs
from tests.carers.requests import partner_code
from tests.carers.staff import PLACE, by, page_of, row_of, stands, the_request
from tests.cast import Cast
from tests.client import Client, Page

ClientFor = Callable[..., Client]
SQLITE = pytest.mark.parametrize("database", ["sqlite"])
UNA, OTHER, LEFT = "Una Flint", "Opal Elsewhere", "Lionel Gone"
TOMORROW = clock.today() + timedelta(days=1)


@pytest.fixture
def people(app: Flask, cast: Cast) -> dict[str, str]:
    """A colleague of the partner's, somebody of another organisation, and one who has left."""
    found = {}
    with app.app_context():
        for name, partner, left_on in (
            (UNA, partner_code(), None),
            (OTHER, "mental-health-trust", None),
            (LEFT, partner_code(), clock.today() - timedelta(days=1)),
        ):
            like = db.session.get_one(Worker, cast.partner.worker.id)
            row = Worker(
                id=new_id(), council=like.council, reference=f"W-{name}", name=name,
                email=f"{name[:3]}@demo.example", phone=like.phone, job_title="Adviser",
                employer=like.employer, base="", role=Role.PARTNER.value, partner=partner,
                left_on=left_on,
            )  # fmt: skip
            db.session.add(row)
            found[name] = str(row.id)
        db.session.commit()
    return found


def who_has_it(page: Page) -> str:
    """What the queue says in the last column of the one request."""
    (row,) = page.soup.select("main table tbody tr")
    return row.select("td, th")[-1].get_text(" ", strip=True).removeprefix("Who has it ")


def remarks(app: Flask) -> list[str]:
    with app.app_context():
        found = select(CarerRemark).where(CarerRemark.kind == Remark.GIVEN.value)
        return [each.kind for each in db.session.scalars(found)]


def test_one_of_them_gives_it_to_a_colleague_by_name_and_takes_it_themselves(
    app: Flask, cast: Cast, client_for: ClientFor, people: dict[str, str]
) -> None:
    handed_over(app, cast)
    somebody = of_partner(cast, client_for)
    there = f"{page_of(cast)}/colleague"
    assert there in somebody.get(page_of(cast)).links
    assert "Nobody there deals with it yet." in somebody.page.main
    assert "Nobody yet" in who_has_it(somebody.get(PLACE))
    page = somebody.get(there)
    shown = [each.get_text(strip=True) for each in page.soup.select(".govuk-radios__label")]
    assert shown == ["I do", UNA]
    somebody.submit({"colleague": people[UNA]})
    assert f"{UNA} deals with it there." in somebody.follow().main
    assert who_has_it(somebody.get(PLACE)).startswith(UNA)
    assert page_of(cast) not in somebody.get(f"{PLACE}?show=mine").links
    assert f": {UNA}" in who_has_it(client_for("worker").get(PLACE))
    assert (
        f"{UNA} deals with it there."
        in client_for("worker").may_see(cast.partner).get(page_of(cast)).main
    )
    assert somebody.get(there).form().fields["colleague"] == people[UNA]
    somebody.submit({"colleague": str(cast.partner.worker.id)})
    assert page_of(cast) in somebody.get(f"{PLACE}?show=mine").links


@SQLITE
def test_a_second_press_writes_nothing_more(
    app: Flask, cast: Cast, client_for: ClientFor, people: dict[str, str]
) -> None:
    handed_over(app, cast)
    somebody = of_partner(cast, client_for)
    sent = somebody.get(f"{page_of(cast)}/colleague").form().fields
    for _ in range(2):
        somebody.post(f"{page_of(cast)}/colleague", {**sent, "colleague": people[UNA]})
    assert remarks(app) == [Remark.GIVEN]


@pytest.mark.parametrize("name", [OTHER, LEFT, "nobody"])
@SQLITE
def test_nobody_else_can_be_given_it(
    app: Flask, cast: Cast, client_for: ClientFor, people: dict[str, str], name: str
) -> None:
    handed_over(app, cast)
    somebody = of_partner(cast, client_for)
    somebody.get(f"{page_of(cast)}/colleague")
    page = somebody.submit({"colleague": people.get(name, "x")}, 422)
    assert page.errors == {"colleague": "Choose from the answers on this page."}
    assert "Choose who deals with it" in somebody.submit({"colleague": ""}, 422).errors["colleague"]
    with app.app_context():
        found = select(Worker.id).where(Worker.name == name)
        worker_id, someone = db.session.scalar(found) or new_id(), for_partner(cast, partner_code())
        asked = the_request(cast)
        with pytest.raises(NotNow):
            handing.give(asked, worker_id, someone)
    assert row_of(app, cast).partner_worker_id is None


@SQLITE
def test_another_organisation_and_the_council_give_it_to_nobody(
    app: Flask, cast: Cast, client_for: ClientFor, people: dict[str, str]
) -> None:
    handed_over(app, cast)
    there = f"{page_of(cast)}/colleague"
    client_for("worker").post(there, {"colleague": people[UNA]}, 404)
    with app.app_context():
        db.session.get_one(Worker, cast.partner.worker.id).partner = "mental-health-trust"
        db.session.commit()
    other = client_for("partner")
    other.get(there, 404)
    other.post(there, {"colleague": people[OTHER]}, 404)
    assert row_of(app, cast).partner_worker_id is None


def test_whoever_accepts_deals_with_it_until_they_say_who_does(
    app: Flask, cast: Cast, people: dict[str, str]
) -> None:
    handed_over(app, cast)
    with app.app_context():
        handing.accept(the_request(cast), for_partner(cast, partner_code()))
        db.session.commit()
    assert row_of(app, cast).partner_worker_id == cast.partner.worker.id


def test_nobody_of_them_deals_with_it_once_it_is_the_councils_again_or_they_have_left(
    app: Flask, cast: Cast, client_for: ClientFor, people: dict[str, str]
) -> None:
    handed_over(app, cast)
    somebody = of_partner(cast, client_for)
    somebody.get(f"{page_of(cast)}/colleague")
    somebody.submit({"colleague": people[UNA]})
    with app.app_context():
        una = db.session.scalars(select(Worker).where(Worker.name == UNA)).one()
        una.left_on = clock.today() - timedelta(days=1)
        db.session.commit()
    assert "Nobody there deals with it yet." in somebody.get(page_of(cast)).main
    assert "Nobody yet" in who_has_it(somebody.get(PLACE))
    with app.app_context():
        handing.take_back(the_request(cast), by(cast))
        db.session.commit()
    assert row_of(app, cast).partner_worker_id is None


def test_of_what_the_carer_took_back_they_see_only_that_nobody_needs_to_go(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    theirs(app, cast, State.WAITING)
    with app.app_context():
        when = booking.Meeting(TOMORROW, "10am", MeetingWay.HOME, "At home", "Una Flint")
        booking.book(the_request(cast), Event.BOOK, when, for_partner(cast, partner_code()))
        returning.withdraw(the_request(cast).row, "He found out.", None)
        db.session.commit()
    somebody = of_partner(cast, client_for)
    page = somebody.get(PLACE)
    assert page_of(cast) not in page.links
    assert cast.request.reference in page.main
    assert "Do not ring, write or go there." in page.main
    assert "is off." in page.main
    assert "He found out." not in page.main
    assert "stage=withdrawn" not in page.html
    for rest in ("", "/do/ask_more", "/urgent", "/late", "/colleague", "/give-back"):
        somebody.get(f"{page_of(cast)}{rest}", 404)
    client_for("worker").may_see(cast.partner).get(page_of(cast))
    later = clock.now() + timedelta(days=TOLD_FOR_DAYS + 1)
    with time_machine.travel(later):
        assert cast.request.reference not in of_partner(cast, client_for).get(PLACE).main


@SQLITE
def test_what_was_taken_back_stays_shut_to_them_when_it_is_closed_or_opened_again(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    for event in (Event.CLOSE, Event.REOPEN):
        theirs(app, cast)
        with app.app_context():
            returning.withdraw(the_request(cast).row, "", None)
            working.step(the_request(cast), event, by(cast), "It is over.")
            db.session.commit()
        somebody = of_partner(cast, client_for)
        somebody.get(page_of(cast), 404)
        assert cast.request.reference not in somebody.get(PLACE).main


@SQLITE
def test_what_they_have_finished_they_still_read(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    theirs(app, cast)
    stands(app, cast, State.DECLINED)
    with app.app_context():
        working.step(the_request(cast), Event.CLOSE, by(cast), "It is over.")
        db.session.commit()
    of_partner(cast, client_for).get(page_of(cast))


@SQLITE
def test_another_organisation_reads_nothing_of_what_was_taken_back(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    theirs(app, cast)
    with app.app_context():
        returning.withdraw(the_request(cast).row, "", None)
        db.session.get_one(CarerRequest, cast.request.id).partner = "mental-health-trust"
        db.session.commit()
    assert cast.request.reference not in client_for("partner").get(PLACE).main
