"""Staff read what their people asked, take it on and answer it; each refusal beside it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from portal.asking import queries, staff_queries
from portal.asking.actions import dealing
from portal.asking.models import Ask
from portal.asking.rules import Kind, State, Verdict, Wanted
from portal.core import clock
from portal.core.looks import Look
from portal.core.outbox import Outbox
from portal.extensions import db
from portal.people.models import Person
from tests.asking.asks import build_ask
from tests.factories import allocate
from tests.staff.test_caseload import actor_of

LIST = "/staff/asked"


def built(app: Flask, *asks, **more):
    """Put asks of the resident's in, and return their ids."""
    with app.app_context():
        rows = [build_ask(*each, **more) for each in asks]
        db.session.commit()
        return [row.id for row in rows]


def row_of(app, ask_id):
    with app.app_context():
        return db.session.get_one(Ask, ask_id)


def answered(client, ask_id, **answers):
    client.get(f"{LIST}/{ask_id}/answer")
    return client.submit(answers)


def test_the_list_is_late_first_then_oldest_and_of_ones_own_teams(app, client_for, cast):
    with app.app_context():
        for days_ago, kind in ((1, Kind.REVIEW), (10, Kind.COMPLAINT), (2, Kind.EXPLANATION)):
            state = State.SENT if days_ago == 10 else State.LOOKED_AT
            build_ask(cast.resident, kind, state, days_ago=days_ago)
        build_ask(cast.stranger, Kind.ADVOCATE)
        build_ask(cast.resident, Kind.ADVOCATE, State.WITHDRAWN).closed_at = clock.now()
        db.session.commit()
    page = client_for("worker").get(LIST)
    kinds = [row.select("td")[0].get_text(" ", strip=True) for row in page.soup.select("tbody tr")]
    assert [kind.split()[-1] for kind in kinds] == [
        "Correction",
        "Complaint",
        "Explanation",
        "Review",
    ]
    page = client_for("worker").get(f"{LIST}?kind=review")
    assert len(page.soup.select("tbody tr")) == 1
    assert "Advocate" in client_for("worker_elsewhere").get(LIST).main
    assert LIST in client_for("worker").get("/staff").links


def test_what_is_over_stands_in_a_list_of_its_own(app, client_for, cast):
    with app.app_context():
        over = [build_ask(cast.resident, Kind.REVIEW, State.ANSWERED, days_ago=n) for n in (3, 9)]
        for number, ask in enumerate(over):
            ask.answered_at = ask.closed_at = clock.now() - timedelta(days=2 - number)
        db.session.commit()
        numbers = [ask.number for ask in over]
    page = client_for("worker").get(f"{LIST}?over=yes")
    shown = [each.get_text() for each in page.soup.select("tbody .portal-table__under")]
    assert [each for each in shown if each.startswith("Q-")] == numbers[::-1]
    assert f"{LIST}?kind=review&over=yes" in page.links
    assert "Nothing waits here." in client_for("worker").get(f"{LIST}?over=yes&kind=advocate").main


@pytest.mark.parametrize("who", ["worker", "manager", "worker_elsewhere", "manager_elsewhere"])
def test_the_list_shows_all_that_the_policy_allows_and_no_more(app, client_for, cast, who):
    mine, theirs = built(app, (cast.resident,), (cast.stranger,))
    with app.app_context():
        found = staff_queries.listed(actor_of(cast, who), Wanted()).entries
        shown = {each.id for each in found}
    elsewhere = who.endswith("elsewhere")
    assert shown == ({theirs} if elsewhere else {mine, cast.ask.id})
    client = client_for(who)
    client.get(f"{LIST}/{mine}", status=404 if elsewhere else 200)
    client.get(f"{LIST}/{theirs}", status=200 if elsewhere else 404)


def test_it_follows_the_record_to_another_team(app, client_for, cast):
    """Both allocations run: the newer counts, for the list as for the page."""
    with app.app_context():
        team = db.session.merge(cast.teams["elsewhere"], load=False)
        allocate(db.session.get_one(Person, cast.resident.person.id), team, None, days_ago=1)
        db.session.commit()
        for who, number in (("worker", 0), ("worker_elsewhere", 1)):
            assert len(staff_queries.listed(actor_of(cast, who), Wanted()).entries) == number
    client_for("worker").get(f"{LIST}/{cast.ask.id}", status=404)
    client = client_for("worker_elsewhere").may_see(cast.resident).may_see(cast.worker)
    client.get(f"{LIST}/{cast.ask.id}")


@pytest.mark.parametrize("many", [1, 60])
def test_a_long_list_is_one_question_to_the_database(app, cast, many):
    built(app, *[(cast.resident, Kind.REVIEW)] * many)
    asked = []
    with app.app_context():
        actor = actor_of(cast, "worker")
        event.listen(db.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))
        found = staff_queries.listed(actor, Wanted())
    assert len(asked) == 1
    assert (len(found.entries), found.more) == (min(many + 1, 25), many == 60)


def test_access_needs_and_safe_contact_stand_on_top_and_the_look_is_kept(app, client_for, cast):
    page = client_for("worker").get(f"{LIST}/{cast.ask.id}")
    text = page.main
    assert text.index("Before you ring or write") < text.index("In their own words")
    with app.app_context():
        looks = db.session.scalars(select(Look.permission)).all()
    assert "work_ask" in looks


def test_it_is_acknowledged_taken_and_answered_and_the_person_reads_it(app, client_for, cast):
    (ask_id,) = built(app, (cast.resident, Kind.EXPLANATION))
    client = client_for("worker")
    for step, state in (("acknowledge", "acknowledged"), ("take", "looked_at")):
        client.get(f"{LIST}/{ask_id}")
        client.post(f"{LIST}/{ask_id}/{step}")
        assert row_of(app, ask_id).state_word == state
    assert row_of(app, ask_id).worker_id == cast.worker.worker.id
    answered(client, ask_id, answer="The number is for a week.\nNot for a month.")
    page = client_for("resident").get(f"/your-budget/asked/{ask_id}")
    assert "Not for a month." in page.main
    assert cast.worker.worker.name in page.main
    assert "you can ask again or make a complaint" in page.main
    assert row_of(app, ask_id).closed_at


def test_nothing_is_answered_that_nobody_has_taken_on(app, client_for, cast):
    (ask_id,) = built(app, (cast.resident, Kind.EXPLANATION))
    client = client_for("worker")
    client.get(f"{LIST}/{ask_id}/answer", status=303)
    page = client.post(f"{LIST}/{ask_id}/answer", {"answer": "Because of this"}, status=422)
    assert "Nothing of yours was saved" in page.main
    assert page.soup.select_one("textarea").get_text(strip=True) == "Because of this"
    assert row_of(app, ask_id).answer_sealed is None


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"answer": "We looked"}, ["verdict"]),
        ({"verdict": "put_right"}, ["answer"]),
        ({"verdict": "perhaps", "answer": "We looked"}, ["verdict"]),
    ],
)
def test_a_correction_needs_a_verdict_and_a_reason(app, client_for, cast, answers, wrong):
    client = client_for("worker")
    client.get(f"{LIST}/{cast.ask.id}/answer")
    page = client.submit(answers, status=422)
    assert list(page.errors) == wrong
    assert row_of(app, cast.ask.id).state is State.LOOKED_AT


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        (Verdict.PUT_RIGHT, "We have put it right."),
        (Verdict.RIGHT_AS_IT_IS, "We have checked it. It is right as it is."),
    ],
)
def test_a_correction_is_put_right_or_right_as_it_is(app, client_for, cast, verdict, says):
    answered(client_for("worker"), cast.ask.id, verdict=verdict.value, answer="We looked at it.")
    page = client_for("resident").get(f"/your-budget/asked/{cast.ask.id}")
    assert says in page.main
    assert "We looked at it." in page.main


def test_an_answer_sent_twice_is_one_and_tells_once(app, client_for, cast):
    client = client_for("worker")
    form = client.get(f"{LIST}/{cast.ask.id}/answer").form()
    fields = {**form.fields, "verdict": "put_right", "answer": "Done."}
    for _ in range(2):
        client.post(form.action, fields)
    client.post(form.action, {**fields, "answer": "Something else"}, status=422)
    with app.app_context():
        told = db.session.scalars(select(Outbox).where(Outbox.kind == "accounts/budget_news"))
        assert len(list(told)) == 1
        found = queries.asked(cast.ask.id)
        assert found.answer == "Done."


def test_an_answer_must_not_say_where_somebody_is(app, client_for, cast):
    client = client_for("worker")
    client.get(f"{LIST}/{cast.ask.id}/answer")
    words = f"You live at 17 {cast.resident.safe_marker} Row"
    page = client.submit({"verdict": "put_right", "answer": words}, status=422)
    assert list(page.errors) == ["answer"]


def test_pressing_twice_or_late_does_nothing_more(app, client_for, cast):
    client = client_for("worker")
    before = row_of(app, cast.ask.id)
    client.get(f"{LIST}/{cast.ask.id}")
    for step in ("acknowledge", "take", "told"):
        client.post(f"{LIST}/{cast.ask.id}/{step}")
    after = row_of(app, cast.ask.id)
    assert (after.state, after.worker_id) == (before.state, before.worker_id)
    with app.app_context():
        sent = db.session.scalars(select(Outbox.kind)).all()
    assert "accounts/budget_news" not in sent


def test_a_colleague_takes_it_over(app, client_for, cast):
    client = client_for("manager")
    client.get(f"{LIST}/{cast.ask.id}")
    client.submit()
    assert row_of(app, cast.ask.id).worker_id == cast.manager.worker.id
    mine = cast.manager.worker.id
    with app.app_context(), pytest.raises(dealing.NotNow):
        dealing.take(queries.asked(cast.ask.id), mine, actor_of(cast, "manager"))


@pytest.mark.parametrize("seen", ["", "x", "00000000-0000-0000-0000-000000000007"])
def test_nobody_takes_from_a_colleague_what_they_saw_with_nobody(app, client_for, cast, seen):
    client = client_for("manager")
    client.get(f"{LIST}/{cast.ask.id}")
    client.post(f"{LIST}/{cast.ask.id}/take", {"seen": seen})
    assert row_of(app, cast.ask.id).worker_id == cast.worker.worker.id


@pytest.mark.parametrize(
    ("words", "verdict"), [("", Verdict.PUT_RIGHT), ("Words", None), (" ", None)]
)
def test_an_answer_without_words_or_verdict_is_refused(app, cast, words, verdict):
    with app.app_context(), pytest.raises(ValueError, match="an answer needs words"):
        dealing.answer(queries.asked(cast.ask.id), words, verdict, actor_of(cast, "worker"))


def test_the_list_counts_days_since_the_promise_was_not_kept(app, cast):
    with app.app_context():
        db.session.get_one(Ask, cast.ask.id).answer_by = clock.today() - timedelta(days=4)
        db.session.commit()
        (entry,) = staff_queries.listed(actor_of(cast, "worker"), Wanted()).entries
        assert (entry.days_late, entry.kind) == (4, Kind.CORRECTION)
