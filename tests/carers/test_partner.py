"""Somebody of another organisation: what it was handed and still has, and nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.carers.actions import booking, handing, remarking, working
from portal.carers.models import CarerEvent, CarerOutcome
from portal.carers.rules.dealing import MeetingWay
from portal.carers.rules.stages import Event, State
from portal.core import clock
from portal.core.audit import AuditEvent
from portal.core.looks import Look
from portal.extensions import db
from portal.people.models import Worker
from tests.carers.handed import for_partner, handed_over, holder, of_partner, theirs
from tests.carers.requests import build_request, partner_code
from tests.carers.staff import PLACE, by, page_of, row_of, steps_of, the_request
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
SQLITE = pytest.mark.parametrize("database", ["sqlite"])
TOMORROW = clock.today() + timedelta(days=1)
DAY = {f"on_day-{part}": str(getattr(TOMORROW, part)) for part in ("day", "month", "year")}
MEETING = {**DAY, "at_time": "10am", "way": "phone", "who_comes": "Una Flint"}


def test_they_take_it_to_its_outcome(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    handed_over(app, cast)
    somebody = of_partner(cast, client_for)
    assert "1 request waits for your yes" in somebody.get("/staff").main
    page = somebody.get(PLACE)
    assert page_of(cast) in page.links
    page = somebody.get(page_of(cast))
    assert page.soup.select_one("main nav a.govuk-button")["href"] == f"{page_of(cast)}/accept"
    somebody.get(f"{page_of(cast)}/accept")
    somebody.submit()
    assert "On the list" in somebody.follow().main
    assert row_of(app, cast).partner_accepted_at is not None
    for event, typed in (
        ("book", MEETING),
        ("begin", {}),
        ("record_outcome", {"kind": "information_only", "reason": "Why.", "copy_way": "portal"}),
    ):
        somebody.get(f"{page_of(cast)}/do/{event}")
        somebody.submit(typed)
    assert [each[1] for each in steps_of(app, cast)[2:]] == ["partner"] * 5
    with app.app_context():
        assert db.session.scalars(select(CarerOutcome.worker_id)).one() == cast.partner.worker.id
        looks = select(Look.account_id).where(Look.account_id == cast.partner.account.id)
        assert db.session.scalars(looks).first() is not None


def test_giving_it_back_needs_a_reason_and_shuts_it(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    handed_over(app, cast)
    somebody = of_partner(cast, client_for)
    somebody.get(f"{page_of(cast)}/give-back")
    assert list(somebody.submit({"note": " "}, 422).errors) == ["note"]
    somebody.submit({"note": "We know the family. Please ask somebody else."})
    assert "no request here" in somebody.follow().main
    somebody.get(page_of(cast), 404)
    row = row_of(app, cast)
    assert (row.state, row.partner, row.acts_next) == (State.TRIAGE, None, "council")
    told = client_for("worker").may_see(cast.partner).get(page_of(cast)).main
    assert "We know the family." in told


def test_asking_and_answering_come_back_to_whoever_asked(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    handed_over(app, cast)
    somebody = of_partner(cast, client_for)
    somebody.get(f"{page_of(cast)}/do/ask_more")
    somebody.submit({"note": "When may we ring?"})
    somebody.get(f"{page_of(cast)}/do/answer_partner")
    somebody.submit({"note": "On Mondays."})
    assert row_of(app, cast).state is State.WITH_PARTNER
    with app.app_context():
        assert holder(cast) == partner_code()


REFUSED = (
    *("/decide/withdraw", "/decide/close", "/decide/send_to_team", "/hand-over", "/said-yes"),
    *("/take-back", "/mine", "/link", "/unlink", "/fill-in"),
)


def test_what_is_the_councils_to_decide_is_not_there(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    handed_over(app, cast)
    somebody = of_partner(cast, client_for)
    page = somebody.get(page_of(cast))
    for rest in REFUSED:
        assert f"{page_of(cast)}{rest}" not in page.links
        somebody.post(f"{page_of(cast)}{rest}", {"note": "x", "how": "x"}, 404)
    assert row_of(app, cast).state is State.WITH_PARTNER
    with app.app_context():
        tries = select(AuditEvent).where(AuditEvent.actor_id == cast.partner.account.id)
        assert len(db.session.scalars(tries).all()) >= len(REFUSED)


@pytest.mark.parametrize(
    "address",
    [
        *("/staff/people", "/staff/people?q=a", "/staff/team", "/staff/looks", "/staff/imports"),
        *("/staff/colleagues", "/staff/carers/new", "/staff/letters", "/staff/retention", "/home"),
        "/staff/people/{}",
    ],
)
@SQLITE
def test_nothing_else_of_the_portal_is_theirs(
    app: Flask, cast: Cast, client_for: ClientFor, address: str
) -> None:
    theirs(app, cast)
    somebody = of_partner(cast, client_for)
    nav = [each.get_text(strip=True) for each in somebody.get("/staff").soup.select("header nav a")]
    assert {"Home", "Carers", "Your account", "Sign out"} <= set(nav)
    assert not {"People", "Team", "Colleagues"} & set(nav)
    somebody.get(address.format(cast.resident.person.id), 404)


def test_another_organisation_finds_nothing(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    """Neither by the address, nor in the list, nor by looking for the name or the reference."""
    handed_over(app, cast)
    with app.app_context():
        db.session.get_one(Worker, cast.partner.worker.id).partner = "mental-health-trust"
        db.session.commit()
    other = client_for("partner")
    other.get(page_of(cast), 404)
    other.may_see(cast.resident)  # a page shows what was typed
    for typed in (cast.request.reference, cast.resident.person.family_name):
        page = other.get(PLACE, query_string={"q": typed, "partner": "carers-matter"})
        assert page_of(cast) not in page.links
    for rest in ("accept", "give-back", "do/ask_more", "late", "urgent"):
        other.post(f"{page_of(cast)}/{rest}", {"note": "x", "reason": "x"}, 404)
    assert row_of(app, cast).state is State.WITH_PARTNER


def test_it_is_taken_back_while_their_page_is_open(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    handed_over(app, cast)
    somebody = of_partner(cast, client_for)
    somebody.get(f"{page_of(cast)}/accept")
    with app.app_context():
        handing.take_back(the_request(cast), by(cast))
        db.session.commit()
    somebody.submit(status=404)
    somebody.get(page_of(cast), 404)
    assert row_of(app, cast).partner_accepted_at is None


def test_a_second_press_does_nothing(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    handed_over(app, cast)
    somebody = of_partner(cast, client_for)
    sent = somebody.get(f"{page_of(cast)}/accept").form().fields
    somebody.post(f"{page_of(cast)}/accept", sent)
    page = somebody.post(f"{page_of(cast)}/accept", sent, 409)
    assert "cannot be done now" in page.h1
    assert [event for event, _ in steps_of(app, cast)][2:] == ["accept"]


@SQLITE
def test_what_staff_say_among_themselves_is_not_read_to_them(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """Nor what another organisation wrote, nor which other requests belong with it."""
    handed_over(app, cast)
    with app.app_context():
        handing.give_back(the_request(cast), for_partner(cast, partner_code()), "Too far for us.")
        row = the_request(cast).row
        remarking.call_urgent(the_request(cast), "He shouted on the phone.", by(cast))
        other = build_request()
        other.team_id = cast.teams["here"].id
        remarking.link(the_request(cast), other, by(cast))
        db.session.flush()
        handing.hand_over(the_request(cast), by(cast))
        row.handed_over_at = clock.now()
        reference = other.reference
        written = update(CarerEvent).where(CarerEvent.event == "give_back")
        db.session.execute(written.values(partner="another"))
        db.session.commit()
    ours = client_for("worker").may_see(cast.partner).get(page_of(cast)).main
    page = of_partner(cast, client_for).get(page_of(cast)).main
    for words in ("Too far for us.", "He shouted on the phone.", reference):
        assert words in ours
        assert words not in page


def test_the_carer_reads_one_line_whoever_has_it(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    carer, mine = client_for("resident"), f"/carers/{cast.request.reference}/"
    handed_over(app, cast)
    assert "an organisation we work with to talk with you" in carer.get(mine).main
    assert "The next step is with Carers Matter Norfolk." in carer.page.main
    with app.app_context():
        handing.accept(the_request(cast), for_partner(cast, partner_code()))
        db.session.commit()
    assert "You are on the list for a talk" in carer.get(mine).main
    assert "The organisation said yes" in carer.page.main
    assert "The next step is with Carers Matter Norfolk." in carer.page.main
    with app.app_context():
        when = booking.Meeting(TOMORROW, "10am", MeetingWay.PHONE, "", "Una Flint")
        booking.book(the_request(cast), Event.BOOK, when, for_partner(cast, partner_code()))
        db.session.commit()
    assert "There is a day for your talk" in carer.get(mine).main
    assert "The next step is with Carers Matter Norfolk." in carer.page.main
    with app.app_context():
        handing.take_back(the_request(cast), by(cast))
        working.send_to_team(the_request(cast), cast.teams["here"].id, by(cast))
        db.session.commit()
    assert "A team of ours is going to talk with you" in carer.get(mine).main
    assert "The next step is ours." in carer.page.main
