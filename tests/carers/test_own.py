"""After it was sent: the list, what can be changed and how long, taking it back."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from portal.carers import own_queries, queries
from portal.carers.actions import asking, moving
from portal.carers.models import CarerAnswer, CarerRequest
from portal.carers.rules.answers import Asker
from portal.carers.rules.path import Step
from portal.carers.rules.stages import UNTIL_OUTCOME, Event, Party, State
from portal.contact import queries as contact
from portal.contact.actions import keep_ways
from portal.contact.rules import ContactWay, Need
from portal.core import clock
from portal.extensions import db
from portal.policy import Can, allowed
from tests.carers.requests import build_request
from tests.carers.steps import Kept, begun, comes_back, kept, row_of
from tests.cast import SIGNED_IN, Cast
from tests.client import Client
from tests.staff.test_caseload import actor_of
from tests.test_query_counts import counted

ClientFor = Callable[..., Client]


def as_stands(one: Kept, state: State) -> None:
    """Put a request into a state, whatever led there."""
    row_of(one).state_word = state.value
    db.session.commit()


def says(one: Kept, step: Step, **answers: object) -> None:
    """Answer one page again."""
    asking.keep(queries.as_asked(row_of(one)), step, answers, Party.CARER, None)
    db.session.commit()


@pytest.mark.parametrize("who", SIGNED_IN)
def test_the_list_is_all_that_the_policy_allows(
    app: Flask, cast: Cast, client_for: ClientFor, who: str
) -> None:
    with app.app_context():
        references = [build_request(who=cast[each]).reference for each in ("carer", "stranger")]
        references.append(build_request(who=cast.carer, send=False).reference)
        db.session.commit()
        actor = actor_of(cast, who)
        mine = {
            row.reference
            for row in db.session.scalars(select(CarerRequest))
            if allowed(actor, Can.OWN_CARER_REQUEST, queries.as_asked(row))
        }
    page = client_for(who).get("/carers/yours", 200 if cast[who].person else 404)
    shown = {each for each in [*references, cast.request.reference] if each in page.main}
    assert shown == mine


def test_each_in_the_list_leads_on(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    with app.app_context():
        draft, sent = (build_request(who=cast.carer, send=each) for each in (False, True))
        db.session.commit()
        wanted = {f"/carers/{draft.reference}/check", f"/carers/{sent.reference}/"}
    carer = client_for("carer")
    assert wanted <= set(carer.get("/carers/yours").links)
    assert "/carers/yours" in carer.get("/home").links
    assert "/carers/yours" not in client_for("helper").get("/home").links


def test_the_list_asks_no_more_often_for_twenty(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    carer, asked = client_for("carer"), []
    for more in (1, 19):
        with app.app_context():
            for _ in range(more):
                build_request(who=cast.carer, send=False)
            db.session.commit()
        with counted(app) as said:
            carer.get("/carers/yours")
        asked.append(len(said))
    assert asked[0] == asked[1]


def test_what_was_changed_is_kept_with_what_it_said_before(app: Flask, nobody: Client) -> None:
    one = kept(app)
    comes_back(nobody, one)
    assert "not changed anything" in nobody.get(one.at("changes")).main
    nobody.get(one.at("ask/safe"))
    nobody.submit({"ways": "email"})
    nobody.get(one.at("ask/in-your-words"))
    nobody.submit({"sentence": "He has moved out."})
    page = nobody.get(one.at("changes")).main
    for words in ("Phone call", "Email", "I am tired", "He has moved out."):
        assert words in page
    with app.app_context():
        newest, older = own_queries.changes_of(one.id)
        assert (newest.step, older.step) == (Step.SENTENCE, Step.SAFE)
        assert (older.before["ways"], older.after["ways"]) == (["call", "text"], ["email"])
        assert newest.by is Party.CARER


def test_before_it_is_sent_nothing_is_kept_of_what_it_said_before(app: Flask) -> None:
    one = kept(app, send=False)
    with app.app_context():
        says(one, Step.SENTENCE, sentence="Something else")
        assert own_queries.changes_of(one.id) == []


@pytest.mark.parametrize("state", State)
def test_answers_change_until_the_outcome_and_not_after(
    app: Flask, nobody: Client, state: State
) -> None:
    one = kept(app)
    comes_back(nobody, one)
    with app.app_context():
        as_stands(one, state)
    may_change = f"{one.at('ask/in-your-words')}?change=1" in nobody.get(one.at("check")).links
    assert may_change is (state in UNTIL_OUTCOME)
    page = nobody.get(one.at("ask/in-your-words"))
    assert ("cannot change" in page.h1) is (state not in UNTIL_OUTCOME)
    sent = {"sentence": "It is worse now."}
    if state in UNTIL_OUTCOME:
        nobody.post(one.at("ask/in-your-words"), sent)
    else:
        refused = nobody.post(one.at("ask/in-your-words"), sent, 409)
        assert "It is worse now." in refused.main
    with app.app_context():
        assert len(own_queries.changes_of(one.id)) == (state in UNTIL_OUTCOME)


def test_an_urgent_answer_given_later_raises_the_request_the_same_day(app: Flask) -> None:
    with time_machine.travel("2026-06-01 09:00:00+00:00", tick=False) as moved:
        one = kept(app)
        with app.app_context():
            assert not row_of(one).urgent
            moved.shift(timedelta(hours=2))
            says(one, Step.RISK, at_risk="yes")
            row = row_of(one)
            assert row.urgent
            assert row.alarm_words == "at_risk"
            assert row.expected_by == clock.today()
            says(one, Step.RISK, at_risk="no")
            assert row_of(one).urgent


def test_what_a_new_carer_tells_about_contact_and_needs_is_theirs(app: Flask) -> None:
    one = kept(
        app,
        SAFE={"ways": ["text"], "may_say_who": "no"},
        ACCESS={"needs": ["bsl"], "also": "Face me when you talk."},
    )
    with app.app_context():
        person_id = row_of(one).person_id
        ways = contact.safe_ways(person_id)
        assert (ways.text, ways.email, ways.may_say_who) == (True, False, False)
        kept_needs = contact.communication_need(person_id)
        assert kept_needs.needs == {Need.BSL}
        assert contact.opened(kept_needs, "words") == "Face me when you talk."
        says(one, Step.SAFE, ways=["none"])
        assert contact.safe_ways(person_id).portal_only


def test_what_the_person_says_later_on_their_own_pages_stays(app: Flask, cast: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved, app.app_context():
        row = build_request(who=cast.carer, SAFE={"ways": ["call"]})
        db.session.commit()
        one, person_id = Kept(row.id, row.reference, ""), row.person_id
        assert contact.safe_contact(person_id).ways == {ContactWay.CALL}
        moved.shift(timedelta(minutes=5))
        keep_ways(person_id, actor_of(cast, "carer"), [ContactWay.EMAIL], times="")
        moved.shift(timedelta(minutes=5))
        says(one, Step.HELPS, helps="A break")
        assert contact.safe_contact(person_id).ways == {ContactWay.EMAIL}
        says(one, Step.SAFE, ways=["post"])
        assert contact.safe_contact(person_id).ways == {ContactWay.POST}


def test_a_new_number_is_the_persons_until_they_sign_in(app: Flask, cast: Cast) -> None:
    one = kept(app)
    with app.app_context():
        says(one, Step.REACH, phone="07700 900555")
        assert db.session.get_one(queries.CarerRequest, one.id).person_id
        row = build_request(who=cast.carer, REACH={"phone": "07700 900777"})
        db.session.commit()
        people = {
            found.person_id: db.session.get_one(type(cast.carer.person), found.person_id).phone
            for found in (row_of(one), row)
        }
        assert list(people.values()) == ["07700 900555", cast.carer.person.phone]


def test_taking_it_back_says_what_it_means_and_is_kept(app: Flask, nobody: Client) -> None:
    one = kept(app)
    comes_back(nobody, one)
    page = nobody.get(one.at("withdraw"))
    assert "You can ask again at any time" in page.main
    nobody.submit({"why": "My sister has come."})
    assert "took your request back" in nobody.follow().h1
    with app.app_context():
        row = row_of(one)
        done = queries.events_of(one.id)[-1]
        assert (row.state, done.event) == (State.WITHDRAWN, Event.WITHDRAW.value)
        assert queries.opened(done, "note_sealed") == "My sister has come."
        assert row.closed_at is not None
    nobody.get(one.at("withdraw"))
    assert "cannot change" in nobody.page.h1
    nobody.post(one.at("withdraw"), status=409)
    begun(nobody)


@pytest.mark.parametrize("state", [State.OUTCOME_RECORDED, State.CLOSED, State.SUPPORT_ACTIVE])
def test_nothing_is_taken_back_after_the_outcome(app: Flask, nobody: Client, state: State) -> None:
    one = kept(app)
    comes_back(nobody, one)
    with app.app_context():
        as_stands(one, state)
    nobody.post(one.at("withdraw"), status=409)


def test_a_draft_that_nobody_has_seen_is_deleted_at_once(app: Flask, nobody: Client) -> None:
    reference = begun(nobody)
    assert "Delete" in nobody.get(f"/carers/{reference}/withdraw").h1
    nobody.submit()
    assert "deleted" in nobody.follow().h1
    nobody.get(f"/carers/{reference}/save", 303)
    with app.app_context():
        assert left_of(reference) == 0


def left_of(reference: str) -> int:
    """How many requests and answers of it there are."""
    found: UUID | None = db.session.scalar(
        select(CarerRequest.id).where(CarerRequest.reference == reference)
    )
    answers = select(func.count()).where(CarerAnswer.request_id == found)
    return (found is not None) + (db.session.scalar(answers) or 0)


def test_two_servers_move_a_request_once(app: Flask) -> None:
    """Whoever read the state before it changed is told that it did."""
    one = kept(app, Asker.SELF)
    with app.app_context():
        moving.move(row_of(one), Event.WITHDRAW, Party.CARER)
        with pytest.raises(moving.NotNow):
            moving.move(row_of(one), Event.WITHDRAW, Party.CARER)
