"""The demo council: invented people, the same every time, and sign-ins only in its database."""

import csv
import io
import re
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
import time_machine

from portal import create_app
from portal.accounts import passwords
from portal.accounts.models import Account
from portal.accounts.rules import passwords as password_rules
from portal.asking import queries, row_queries
from portal.asking.models import Ask
from portal.asking.rules import Kind
from portal.asking.rules import State as AskState
from portal.carers.models import CarerRequest
from portal.carers.queries import as_asked
from portal.carers.rules import path
from portal.carers.rules.stages import State
from portal.core import chain_check, clock, council, database
from portal.core.database import DatabaseError
from portal.core.places import DEMO
from portal.emergency.models import EmergencyPlan
from portal.emergency.queries import by_number
from portal.exchange import actions, demo
from portal.exchange.demo_carer_stories import STORIES
from portal.exchange.rules import Fate
from portal.extensions import db
from portal.journey.rules import Stage
from portal.messages import reply_queries
from portal.messages.actions import tallying
from portal.messages.models import Thread
from portal.people.models import Person
from tests import databases
from tools.make_demo import as_csv, demo_files

FILES = demo_files()
PHONES = re.compile(r"(01632 960|07700 900)\d{3}")


def test_the_files_are_what_the_script_makes():
    for name, rows in FILES.items():
        assert (DEMO / name).read_text(encoding="utf-8") == as_csv(rows), name
    assert set(FILES) == set(demo.FILES) == {path.name for path in DEMO.iterdir()}


def test_there_are_as_many_people_as_a_small_council_has():
    people = FILES["people.csv"]
    assert sum(row["is_resident"] == "yes" for row in people) == 300
    assert sum(row["is_resident"] == "no" for row in people) == 60
    assert len(FILES["workers.csv"]) == 27
    assert Counter(row["role"] for row in FILES["workers.csv"])["administrator"] == 1
    assert Counter(row["role"] for row in FILES["workers.csv"])["finance"] == 1


def test_nobody_in_it_can_be_reached():
    for row in (*FILES["people.csv"], *FILES["workers.csv"], *FILES["teams.csv"]):
        assert PHONES.fullmatch(row["phone"])
        assert not row.get("email") or row["email"].endswith("@demo.example")


def test_every_name_is_nobody_elses():
    people = [row["given_name"] + row["family_name"] for row in FILES["people.csv"]]
    names = people + [row["name"] for row in FILES["workers.csv"]]
    assert len(set(names)) == len(names)


def test_somebody_stands_at_every_stage_and_somebody_at_none():
    last = {row["journey_reference"]: row["stage"] for row in FILES["stages.csv"]}
    assert set(last.values()) == set(Stage)
    assert 0 < 300 - len(FILES["journeys.csv"]) < 10


def test_some_are_late_with_a_reason_and_some_without():
    as_at = max(row["entered_on"] for row in FILES["stages.csv"])
    last = {row["journey_reference"]: row for row in FILES["stages.csv"]}.values()
    late = [row for row in last if row["expected_by"] and row["expected_by"] < as_at]
    with_reason = [row for row in late if row["late_reason"]]
    assert 10 < len(with_reason) < len(late) - 10


def test_money_comes_in_every_way():
    lines = FILES["lines.csv"]
    assert {row["method"] for row in lines} == {"council_managed", "direct_payment", "isf"}
    assert {row["charge_basis"] for row in lines} >= {"chargeable", "s117_free", "nhs"}
    assert {row["kind"] for row in FILES["budgets.csv"]} == {"estimated", "agreed"}
    methods = defaultdict(set)
    for row in lines:
        methods[row["budget_reference"], row["version"]].add(row["method"])
    assert any(len(each) == 3 for each in methods.values())


def test_the_worked_example_is_one_of_the_residents():
    robin = [row for row in FILES["budgets.csv"] if row["reference"] == "B0001"][-1]
    assert (robin["total"], robin["you_pay"], robin["council_pays"]) == (
        "290.30",
        "85.07",
        "205.23",
    )


def test_records_are_held_in_every_way():
    last = {row["person_reference"]: row for row in FILES["allocations.csv"]}
    leaver = next(row["reference"] for row in FILES["workers.csv"] if row["left_on"])
    held_by = Counter(row["worker_reference"] for row in last.values())
    assert held_by[""] > 20
    assert held_by[leaver] > 1
    assert len(last) < 300
    helpers = FILES["representations.csv"]
    assert len({row["scopes"] for row in helpers}) > 3
    assert any(row["to_on"] for row in helpers)


@pytest.mark.parametrize("today", [date(2026, 3, 3), date(2026, 11, 22), date(2031, 2, 28)])
def test_dates_move_by_whole_weeks_up_to_yesterday(tmp_path, today):
    paths = {path.name: path for path in demo.moved_files(tmp_path, today)}
    moved = list(csv.DictReader(io.StringIO(paths["stages.csv"].read_text())))
    newest = max(date.fromisoformat(row["entered_on"]) for row in moved)
    assert timedelta(days=1) <= today - newest <= timedelta(days=7)
    before = date.fromisoformat(FILES["stages.csv"][0]["entered_on"])
    assert (date.fromisoformat(moved[0]["entered_on"]) - before).days % 7 == 0
    people = list(csv.DictReader(io.StringIO(paths["people.csv"].read_text())))
    assert [row["born_on"] for row in people] == [row["born_on"] for row in FILES["people.csv"]]


@pytest.fixture
def empty_app(empty_database, tmp_path):
    """A portal on a migrated database with nobody in it."""
    settings = databases.settings(tmp_path, database_url=empty_database)
    app = create_app(settings, check=False, testing=True)
    with app.app_context():
        database.migrate(db.engine, tmp_path)
    yield app
    databases.close(app)


def test_a_demonstration_is_set_up_once(empty_app):
    with empty_app.app_context():
        demo.set_up()
        asked = [story for story in STORIES if not story.person]
        assert db.session.query(Person).count() == 360 + len(asked)
        accounts = {row.email: row for row in db.session.query(Account)}
        assert set(accounts) == {sign_in.email for sign_in in demo.SIGN_INS}
        for account in accounts.values():
            assert passwords.matches(demo.PASSWORD, account.password_hash)
        with db.engine.connect() as connection:
            assert database.note(connection, demo.NOTE)
        demo.set_up()
        assert db.session.query(Account).count() == len(demo.SIGN_INS)
        assert demo.PASSWORD in demo.welcome("http://127.0.0.1:8000")
        assert {walk.fault for walk in chain_check.verify(db.session())} == {None}


def test_the_files_it_was_made_from_can_be_imported_again(empty_app):
    with empty_app.app_context():
        demo.set_up()
        outcome = actions.import_files(sorted(demo.files_folder().iterdir()))
        assert outcome.count(Fate.SAME) == outcome.rows_in > 4000
        assert str(demo.files_folder()) in demo.welcome("http://127.0.0.1:8000")


def test_a_carers_request_stands_in_every_state(empty_app):
    with empty_app.app_context():
        demo.set_up()
        found = {row.state for row in db.session.query(CarerRequest)}
        # What is sent is acknowledged, and what has an outcome goes on, in the same moment.
        assert found >= set(State) - {State.SUBMITTED}
        for row in db.session.query(CarerRequest):
            asked = as_asked(row)
            assert row.sent_at is None or path.may_send(asked.facts, asked.answers.answered)


def test_the_number_of_the_emergency_plan_finds_it_as_somebody_types_it(empty_app):
    with empty_app.app_context():
        demo.set_up()
        plan = db.session.query(EmergencyPlan).one()
        typed = plan.number.lower().replace("-", " ")
        assert by_number(plan.council, typed) == [plan.person_id]


def test_something_was_asked_in_every_state_and_of_every_kind(empty_app):
    with empty_app.app_context():
        demo.set_up()
        asks = [queries.asked(ask_id) for ask_id in db.session.scalars(db.select(Ask.id))]
        assert {each.ask.state for each in asks} == set(AskState)
        assert {each.ask.kind for each in asks} == set(Kind)
        late = [each for each in asks if each.late_for]
        assert {(bool(each.late_reason), bool(each.ask.alarmed_at)) for each in late} == {
            (True, True),
            (False, True),
            (False, False),
        }
        [wrong] = [each for each in asks if each.ask.about]
        place = row_queries.place_of_row(wrong)
        assert row_queries.row_at(wrong.ask.person_id, place).words == wrong.ask.about_words


def test_staff_get_codes_that_change(empty_app):
    with empty_app.app_context():
        demo.set_up()
        first = demo.codes()
        assert set(first) == {each.email for each in demo.SIGN_INS if each.is_staff}
        assert all(re.fullmatch(r"\d{6}", code) for code in first.values())
        with time_machine.travel(clock.now() + timedelta(minutes=5)):
            assert demo.codes() != first
        assert next(iter(first)) in demo.say_codes()


def test_a_database_with_a_councils_own_records_is_left_alone(app, everything):
    before = everything()
    with app.app_context():
        with pytest.raises(DatabaseError, match="own records"):
            demo.set_up()
        with pytest.raises(DatabaseError, match="not a demonstration"):
            demo.codes()
    assert everything() == before


def test_the_password_would_do_for_anybody(app):
    with app.app_context():
        assert (
            password_rules.refusal(
                demo.PASSWORD,
                is_common=passwords.is_common,
                council_words=council.current().password_words,
                own_words=[word for each in demo.SIGN_INS for word in each.who.split()],
            )
            is None
        )


def test_there_are_messages_that_wait_that_are_late_urgent_and_answered(empty_app):
    with empty_app.app_context():
        demo.set_up()
        threads = list(db.session.scalars(db.select(Thread)))
        assert any(each.flagged for each in threads)
        assert any(each.due_on and each.due_on < clock.today() for each in threads)
        assert any(each.due_on is None for each in threads)
        assert tallying.count().adds_up
        assert reply_queries.offered()
