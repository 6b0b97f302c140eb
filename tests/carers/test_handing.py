"""Handing a request to another organisation: who lets us, the partner's clock, having it back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import product

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.carers import handing_queries, queries
from portal.carers.actions import booking, handing, working
from portal.carers.actions.moving import NotNow
from portal.carers.models import CarerBooking, CarerConsent, CarerNotice, CarerRequest
from portal.carers.rules.dealing import MeetingWay, Standing, offered, usual
from portal.carers.rules.handing import Hindrance, held_after, hindrance, is_silent
from portal.carers.rules.stages import MOVES, Event, Held, Party, State, may
from portal.core import clock
from portal.extensions import db
from tests.carers.handed import for_partner, handed_over, holder, says_yes
from tests.carers.requests import partner_code
from tests.carers.staff import by, page_of, row_of, stands, steps_of, taken_on, the_request
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
SQLITE = pytest.mark.parametrize("database", ["sqlite"])


@pytest.mark.parametrize(
    ("partner", "agreed", "found"),
    [
        (None, (), Hindrance.NO_PARTNER),
        (None, ("ours",), Hindrance.NO_PARTNER),
        ("ours", (), Hindrance.NOT_AGREED),
        ("ours", ("gp", "another"), Hindrance.NOT_AGREED),
        ("ours", ("gp", "ours"), None),
    ],
)
def test_nobody_is_told_whom_the_carer_has_not_named(
    partner: str | None, agreed: tuple[str, ...], found: Hindrance | None
) -> None:
    assert hindrance(partner, agreed) is found


DUE = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("state", "accepted", "today", "silent"),
    [
        (State.WITH_PARTNER, None, DUE, False),
        (State.WITH_PARTNER, None, date(2026, 11, 26), True),
        (State.WITH_PARTNER, datetime(2026, 11, 24, 9, tzinfo=UTC), date(2026, 11, 26), False),
        (State.MORE_INFO, None, date(2026, 11, 26), False),
        (State.WAITING, None, date(2026, 11, 26), False),
        (State.TRIAGE, None, date(2026, 11, 26), False),
    ],
)
def test_a_partner_is_silent_after_the_day_the_council_sets(
    state: State, accepted: datetime | None, today: date, silent: bool
) -> None:
    assert is_silent(state, accepted, DUE, today) is silent


def test_what_comes_back_to_be_looked_at_is_the_councils() -> None:
    for (was, event), state in MOVES.items():
        kept = held_after(was, state, Held("ours")).partner is not None
        assert kept is (state is not State.TRIAGE and was is not State.WITHDRAWN)
        if event in (Event.GIVE_BACK, Event.TAKE_BACK, Event.REOPEN):
            assert not kept


def test_a_partner_gives_back_and_the_council_takes_back_until_there_is_an_outcome() -> None:
    """Whoever holds it; the one never does what is the other's."""
    until = {State.WITH_PARTNER, State.MORE_INFO, State.WAITING, State.BOOKED, State.IN_PROGRESS}
    for state, party in product(State, Party):
        gives = may(state, Event.GIVE_BACK, party, Held("ours"))
        takes = may(state, Event.TAKE_BACK, party, Held("ours"))
        assert gives is (state in until and party is Party.PARTNER)
        assert not takes or party is Party.COUNCIL
    assert all(may(state, Event.TAKE_BACK, Party.COUNCIL, Held("ours")) for state in until)


@pytest.mark.parametrize(
    ("standing", "party", "main"),
    [
        (Standing(State.TRIAGE, Held(), has_partner=True), Party.COUNCIL, Event.HAND_OVER),
        (Standing(State.WITH_PARTNER, Held("ours")), Party.PARTNER, Event.ACCEPT),
        (Standing(State.WITH_PARTNER, Held("ours")), Party.COUNCIL, None),
        (Standing(State.WITH_PARTNER, Held("ours"), silent=True), Party.COUNCIL, Event.TAKE_BACK),
        (Standing(State.WAITING, Held("ours")), Party.PARTNER, Event.BOOK),
        (Standing(State.WAITING, Held("ours")), Party.COUNCIL, None),
        (Standing(State.WAITING, Held()), Party.COUNCIL, Event.BOOK),
    ],
)
def test_who_has_it_is_offered_what_comes_next(
    standing: Standing, party: Party, main: Event | None
) -> None:
    assert usual(standing, party) is main
    if main:
        assert offered(standing, party)[0] is main


def test_without_a_partner_nothing_is_handed_over() -> None:
    assert Event.HAND_OVER not in offered(Standing(State.TRIAGE, Held()), Party.COUNCIL)


def test_it_is_handed_over_to_whom_the_carer_lets_us_tell(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    says_yes(app, cast)
    taken_on(app, cast, Event.START_TRIAGE)
    somebody = client_for("worker")
    page = somebody.get(page_of(cast))
    assert page.soup.select_one("main nav a.govuk-button")["href"] == f"{page_of(cast)}/hand-over"
    somebody.get(f"{page_of(cast)}/hand-over")
    somebody.submit()
    page = somebody.follow()
    assert "Handed over, not accepted" in page.main
    row = row_of(app, cast)
    with app.app_context():
        assert row.partner == partner_code()
    assert (row.state, row.acts_next) == (State.WITH_PARTNER, "partner")
    assert row.handed_over_at is not None
    assert row.partner_accepted_at is None
    somebody.post(f"{page_of(cast)}/hand-over", status=409)
    assert [event for event, _ in steps_of(app, cast)] == ["start_triage", "hand_over"]


def test_without_a_yes_the_page_says_how_to_ask_and_nothing_goes(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    says_yes(app, cast, "gp")
    taken_on(app, cast, Event.START_TRIAGE)
    somebody = client_for("worker")
    page = somebody.get(f"{page_of(cast)}/hand-over")
    assert "has not said that we may tell Carers Matter Norfolk" in page.main
    assert not page.soup.select("main form button")
    somebody.post(f"{page_of(cast)}/hand-over", status=409)
    assert row_of(app, cast).state is State.TRIAGE
    somebody.get(f"{page_of(cast)}/said-yes")
    assert list(somebody.submit({"how": " "}, 422).errors) == ["how"]
    somebody.submit({"how": "By telephone, this morning."})
    somebody.follow()
    somebody.submit()
    assert row_of(app, cast).state is State.WITH_PARTNER
    assert "By telephone, this morning." in somebody.get(page_of(cast)).main


def test_a_yes_can_be_taken_back_and_is_kept_with_its_days(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    handed_over(app, cast)
    somebody = client_for("worker")
    assert "no longer lets us" not in somebody.get(page_of(cast)).main
    says_yes(app, cast, "gp")
    assert (
        "The carer no longer lets us tell them. Take it back." in somebody.get(page_of(cast)).main
    )
    with app.app_context():
        rows = db.session.scalars(select(CarerConsent).order_by(CarerConsent.given_at)).all()
        assert [(each.recipient == "gp", each.ended_at is None) for each in rows] == [
            (False, False),
            (True, True),
        ]


@SQLITE
def test_a_route_whose_partner_has_stopped_goes_to_a_team(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    says_yes(app, cast)
    taken_on(app, cast, Event.START_TRIAGE)
    here = app.extensions["council"]
    gone = [each.model_copy(update={"to_on": date(2026, 1, 1)}) for each in here.partners]
    app.extensions["council"] = here.model_copy(update={"partners": tuple(gone)})
    somebody = client_for("worker")
    assert f"{page_of(cast)}/hand-over" not in somebody.get(page_of(cast)).links
    somebody.get(f"{page_of(cast)}/hand-over", 409)


def test_it_is_taken_back_with_what_was_booked(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    handed_over(app, cast)
    with app.app_context():
        theirs = for_partner(cast, partner_code())
        handing.accept(the_request(cast), theirs)
        when = booking.Meeting(clock.today(), "10am", MeetingWay.PHONE, "", "Una Flint")
        booking.book(the_request(cast), Event.BOOK, when, theirs)
        db.session.commit()
    somebody = client_for("manager").may_see(cast.partner)
    somebody.get(f"{page_of(cast)}/take-back")
    somebody.submit()
    assert "Being looked at" in somebody.follow().main
    row = row_of(app, cast)
    assert (row.partner, row.handed_over_at, row.partner_accepted_at) == (None, None, None)
    assert (row.state, row.acts_next) == (State.TRIAGE, "council")
    with app.app_context():
        assert db.session.scalars(select(CarerBooking.ended_at)).one() is not None
        assert [each.partner for each in queries.events_of(row.id)][-1] == partner_code()
        told = select(CarerNotice.kind).order_by(CarerNotice.at.desc()).limit(1)
        assert db.session.scalars(told).one() == "called_off"


@pytest.mark.parametrize("state", [State.WITH_TEAM, State.WITH_CHILDREN, State.OTHER_COUNCIL])
@SQLITE
def test_what_no_partner_has_can_be_looked_at_again(
    app: Flask, cast: Cast, client_for: ClientFor, state: State
) -> None:
    stands(app, cast, state)
    somebody = client_for("worker")
    assert somebody.get(f"{page_of(cast)}/take-back").h1.startswith("Look at it again")
    somebody.submit()
    assert row_of(app, cast).state is State.TRIAGE


def test_a_partner_does_nothing_with_what_it_no_longer_has(app: Flask, cast: Cast) -> None:
    """Not even where the request went to another organisation between the page and the press."""
    handed_over(app, cast)
    with app.app_context():
        asked, ours = the_request(cast), for_partner(cast, partner_code())
        with pytest.raises(NotNow):
            handing.accept(asked, for_partner(cast, "another"))
        handing.take_back(asked, by(cast))
        for act in (handing.accept, handing.take_back):
            with pytest.raises(NotNow):
                act(asked, ours)
        with pytest.raises(NotNow):
            handing.give_back(asked, ours, "We are full.")
        with pytest.raises(NotNow):
            working.step(asked, Event.ASK_MORE, ours, "When?")
        assert holder(cast) is None


def test_the_clock_stands_still_while_the_carer_is_asked(app: Flask, cast: Cast) -> None:
    friday, due = datetime(2026, 11, 20, 10, tzinfo=clock.LONDON), date(2026, 11, 25)
    with time_machine.travel(friday, tick=False):
        handed_over(app, cast)
    with app.app_context():
        row = db.session.get_one(CarerRequest, cast.request.id)
        assert handing_queries.silent_since(row, due) is None
        assert handing_queries.silent_since(row, date(2026, 11, 26)) == due
        ours = for_partner(cast, partner_code())
        with time_machine.travel(datetime(2026, 11, 24, 10, tzinfo=clock.LONDON), tick=False):
            working.step(the_request(cast), Event.ASK_MORE, ours, "When can we ring?")
        assert handing_queries.silent_since(row, date(2026, 12, 9)) is None
        with time_machine.travel(datetime(2026, 12, 7, 10, tzinfo=clock.LONDON), tick=False):
            working.step(the_request(cast), Event.ANSWER_PARTNER, ours, "Mondays.")
        assert row.partner == partner_code()
        assert handing_queries.silent_since(row, date(2026, 12, 10)) is None
        assert handing_queries.silent_since(row, date(2026, 12, 11)) == date(2026, 12, 10)


@pytest.mark.parametrize("who", ["resident", "worker_elsewhere", "administrator"])
@SQLITE
def test_nobody_else_hands_it_over_or_takes_it_back(
    app: Flask, cast: Cast, client_for: ClientFor, who: str
) -> None:
    handed_over(app, cast)
    somebody = client_for(who)
    for rest in ("hand-over", "said-yes", "take-back", "accept", "give-back"):
        somebody.post(f"{page_of(cast)}/{rest}", {"note": "x", "how": "x"}, 404)
    assert row_of(app, cast).state is State.WITH_PARTNER
