"""A worker moves a request by hand, says why it is late, and the person reads both."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.core import clock
from portal.core.audit import AuditEvent
from portal.extensions import db
from portal.journey.models import StageEvent
from portal.journey.rules import Acts, Stage
from tests.journey.facts import ask_again, event


def place(cast, what="move"):
    return f"/staff/people/{cast.resident.person.id}/{what}"


def in_days(name, days):
    day = clock.today() + timedelta(days=days)
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def answers(**more):
    return {
        "stage": "final_budget",
        "acts_next": "person",
        "note": "The panel agreed it.",
        **in_days("expected_by", 12),
        **more,
    }


def stages(app, cast):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(StageEvent))


def test_a_move_is_on_the_persons_page_at_once(app, client_for, cast):
    worker = client_for("worker")
    worker.get(place(cast))
    worker.submit(answers(), 303)
    main = client_for("resident").get("/your-budget").main
    assert "Your budget is agreed." in main
    assert "Your turn" in main or "Tell us how you want to use your budget." in main
    assert "The panel agreed it." in main
    with app.app_context():
        row = db.session.scalars(select(StageEvent).where(StageEvent.stage == "final_budget")).one()
        assert row.entered_by == cast.worker.worker.id
        made = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "request_moved"))
        assert made.one().about_id == cast.resident.person.id


def test_what_happened_before_stays_and_a_move_sent_twice_is_one(app, client_for, cast):
    before = stages(app, cast)
    worker = client_for("worker")
    worker.get(place(cast))
    first = worker.submit(answers(), 303)
    assert first.location == f"/staff/people/{cast.resident.person.id}"
    worker.post(place(cast), {**answers(), **in_days("entered_on", 0), "seen": "stale"}, 303)
    assert stages(app, cast) == before + 1
    main = client_for("resident").get("/your-budget/history").main
    assert "Waiting for sign-off" in main


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"stage": "live"}, "Not a valid choice"),
        ({"note": ""}, "Write why, and what the person should know"),
        (in_days("expected_by", -1), "The day must be today or later"),
        (
            {f"expected_by-{part}": "" for part in ("day", "month", "year")},
            "Enter the day by which this should be done",
        ),
        (in_days("entered_on", 1), "The day must be today or earlier"),
        (in_days("entered_on", -400), "must not be before the day on which the step before it"),
    ],
)
def test_what_cannot_be_is_asked_again_and_keeps_what_was_typed(
    app, client_for, cast, more, sentence
):
    before = stages(app, cast)
    worker = client_for("worker")
    worker.get(place(cast))
    page = worker.submit(answers(**{"note": "Kept words", **more}), 422)
    if "valid choice" not in sentence:
        assert sentence in page.main
    if "note" not in more:
        assert "Kept words" in page.main
    assert stages(app, cast) == before


def test_who_opened_the_page_before_somebody_else_moved_it_looks_again(app, client_for, cast):
    worker = client_for("worker")
    worker.get(place(cast))
    ask_again(app, cast.resident, event(Stage.SIGN_OFF, 3, due_in=9))
    page = worker.submit(answers(), 422)
    assert "Somebody has moved this request since you opened the page." in page.main
    worker.submit(answers(), 303)


def test_a_move_may_say_why_the_step_before_was_late(app, client_for, cast):
    ask_again(app, cast.resident, event(Stage.SIGN_OFF, 20, due_in=-3))
    worker = client_for("worker")
    worker.get(place(cast))
    worker.submit(answers(late_reason="The panel did not meet."), 303)
    main = client_for("resident").get("/your-budget/history").main
    assert "Why it was late: The panel did not meet." in main


def test_an_ended_request_goes_nowhere(app, client_for, cast):
    ask_again(app, cast.resident, event(Stage.ENDED, 3))
    page = client_for("worker").get(place(cast))
    assert "This request has ended. If help is needed again, a new request begins." in page.main
    assert not page.soup.main.select("form")


def test_why_it_is_late_is_said_once_and_read_by_the_person(app, client_for, cast):
    ask_again(app, cast.resident, event(Stage.SIGN_OFF, 20, due_in=-3))
    worker = client_for("worker")
    worker.get(place(cast, "late"))
    worker.submit({"reason": "We wait for a price."}, 303)
    worker.post(place(cast, "late"), {"reason": "We wait for a price."}, 303)
    main = client_for("resident").get("/your-budget").main
    assert main.count("We wait for a price.") == 1
    assert "The reason: We wait for a price." in main


def test_what_was_said_already_stays(client_for, cast):
    worker = client_for("worker")
    worker.get(place(cast, "late"))
    worker.submit({"reason": "Now we have two."}, 303)
    main = client_for("resident").get("/your-budget").main
    assert f"We wait for a quote {cast.resident.marker} Now we have two." in main


def test_what_is_not_late_needs_no_reason(app, client_for, cast):
    ask_again(app, cast.resident, event(Stage.SIGN_OFF, 20, due_in=3))
    worker = client_for("worker")
    worker.get(place(cast, "late"), 303)


def test_an_empty_reason_is_asked_again(app, client_for, cast):
    ask_again(app, cast.resident, event(Stage.SIGN_OFF, 20, due_in=-3))
    worker = client_for("worker")
    worker.get(place(cast, "late"))
    assert "Write why it is late" in worker.submit({"reason": " "}, 422).main


@pytest.mark.parametrize("acts", [Acts.COUNCIL, Acts.PERSON])
def test_the_list_of_the_late_has_the_longest_overdue_first(app, client_for, cast, acts):
    ask_again(app, cast.resident, event(Stage.SIGN_OFF, 60, due_in=-40, acts_next=acts.value))
    page = client_for("worker").get("/staff/late")
    cards = [" ".join(each.get_text(" ").split()) for each in page.soup.select(".portal-card")]
    late = [int(card.split(" days late")[0].rsplit(" ", 1)[-1]) for card in cards]
    assert late == sorted(late, reverse=True)
    assert cast.resident.person.name in cards[0]
    assert "Say why it is late" in cards[0]


def test_the_list_can_be_cut_down_to_one_stage(app, client_for, cast):
    ask_again(app, cast.resident, event(Stage.PLANNING, 60, due_in=-40))
    there = client_for("worker").get("/staff/late?stage=planning").main
    assert cast.resident.person.name in there
    assert cast.resident.person.name not in client_for("worker").get("/staff/late?stage=live").main


@pytest.mark.parametrize("who", ["worker_elsewhere", "manager_elsewhere"])
def test_other_teams_late_ones_are_not_in_the_list(client_for, cast, who):
    assert cast.resident.person.name not in client_for(who).get("/staff/late").main


def test_the_list_says_why_straight_away(app, client_for, cast):
    ask_again(app, cast.resident, event(Stage.SIGN_OFF, 60, due_in=-40))
    worker = client_for("worker")
    worker.get("/staff/late")
    worker.post(place(cast, "late"), {"reason": "The manager is away."}, 303)
    assert "The manager is away." in worker.get("/staff/late").main
