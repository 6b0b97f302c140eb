"""Bringing files in: what goes in, what stays as it is, and in which order."""

import random
import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from portal.exchange import actions
from portal.exchange.importing import bring_in_council_teams
from portal.exchange.rules import Fate
from portal.extensions import db
from tests.exchange.conftest import good_files, person, write_csv

ALL = sum(len(rows) for rows in good_files().values())
ACCOUNT_OF_RUNS = {"import_run", "imported_file", "rejected_row"}


def row_of(rows, **wanted):
    """The one row with these values."""
    (found,) = [row for row in rows if all(str(row[key]) == want for key, want in wanted.items())]
    return found


def test_good_files_go_in_and_are_counted(bring, everything):
    outcome = bring(good_files())
    assert outcome.went_in, actions.say(outcome)
    assert outcome.rows_in == outcome.count(Fate.ADDED) == ALL
    kept = everything()
    robin = row_of(kept["person"], reference="P1")
    assert (robin["locality"], robin["born_on"]) == ("norwich", date(1984, 6, 12))
    assert row_of(kept["budget_line"], position="1", week_pence="12150")["outcome_words"] == "A1 A9"
    (run,) = [row for row in kept["import_run"] if row["rows_in"] == ALL]
    assert run["rows_in"] == run["rows_added"] == ALL


def test_a_postcode_is_not_kept(bring, everything):
    bring(good_files())
    assert "NR3 1AA" not in str(everything())


def test_the_same_files_again_change_nothing(bring, everything):
    bring(good_files())
    before = everything()
    outcome = bring(good_files())
    assert outcome.count(Fate.SAME) == outcome.rows_in == ALL
    after = everything()
    for table in set(after) - ACCOUNT_OF_RUNS:
        assert after[table] == before[table]


def test_the_order_of_files_and_rows_does_not_matter(bring, everything):
    files = list(good_files().items())
    chance = random.Random(7)
    chance.shuffle(files)
    shuffled = {name: chance.sample(rows, len(rows)) for name, rows in files}
    assert bring(shuffled).count(Fate.ADDED) == ALL


def test_files_may_come_one_at_a_time(bring):
    for name, rows in reversed(good_files().items()):
        outcome = bring({name: rows})
        assert outcome.count(Fate.ADDED) == len(rows), actions.say(outcome)


def test_only_what_a_file_says_is_changed(bring, everything):
    bring(good_files())
    changed = {"people": [person("P1", given_name="Robyn"), person("P2")]}
    for row in changed["people"]:
        del row["email"], row["postcode"]
    outcome = bring(changed)
    assert (outcome.count(Fate.CHANGED), outcome.count(Fate.SAME)) == (1, 1)
    robin = row_of(everything()["person"], reference="P1")
    assert (robin["given_name"], robin["email"]) == ("Robyn", "p1@demo.example")
    assert robin["locality"] == "norwich"


def test_an_empty_cell_takes_a_value_away(bring, everything):
    bring(good_files())
    bring({"people": [person("P1", email="")]})
    assert row_of(everything()["person"], reference="P1")["email"] is None


def test_a_new_allocation_closes_the_one_before_on_the_day_before(bring, everything):
    bring(good_files())
    allocation = {"person_reference": "P1", "team_code": "west", "from_on": "2026-03-02"}
    assert bring({"allocations": [allocation]}).count(Fate.ADDED) == 1
    closed = row_of(everything()["allocation"], from_on="2026-01-05", to_on="2026-03-01")
    assert closed["worker_id"] is not None
    again = bring({"allocations": good_files()["allocations"]})
    assert again.count(Fate.SAME) == 1


def test_an_allocation_in_between_ends_when_the_next_begins(bring, everything):
    spells = [
        {"person_reference": "P1", "team_code": "west", "from_on": day}
        for day in ("2026-03-02", "2026-01-05", "2026-02-02")
    ]
    files = good_files() | {"allocations": spells}
    bring(files)
    ends = {
        (str(row["from_on"]), str(row["to_on"]))
        for row in everything()["allocation"]
        if str(row["from_on"]) in ("2026-01-05", "2026-02-02", "2026-03-02")
    }
    assert ends == {
        ("2026-01-05", "2026-02-01"),
        ("2026-02-02", "2026-03-01"),
        ("2026-03-02", "None"),
    }


def test_stages_are_added_and_never_taken_away(bring, everything):
    bring(good_files())
    count = len(everything()["stage_event"])
    stage = good_files()["stages"][1] | {"stage": "sign_off", "entered_on": "2026-02-20"}
    assert bring({"stages": [stage]}).count(Fate.ADDED) == 1
    assert len(everything()["stage_event"]) == count + 1


def test_an_estimate_may_become_agreed(bring, everything):
    files = good_files()
    files["budgets"][0] |= {"kind": "estimated", "total": "300.00", "council_pays": "214.93"}
    assert bring(files).went_in
    outcome = bring({"budgets": good_files()["budgets"]})
    assert outcome.count(Fate.CHANGED) == 1, actions.say(outcome)
    assert row_of(everything()["budget"], reference="B1")["total_pence"] == 25830


def test_an_agreed_version_may_still_get_its_end_and_its_next_review(bring, everything):
    bring(good_files())
    ends = {"to_on": "2026-08-02", "notice_on": "2026-07-01", "next_review_on": "2026-06-01"}
    later = good_files()["budgets"][0] | ends
    assert bring({"budgets": [later]}).count(Fate.CHANGED) == 1
    assert row_of(everything()["budget"], reference="B1")["to_on"] == date(2026, 8, 2)


def test_a_row_that_stands_twice_counts_once(bring, everything):
    files = good_files()
    files["people"].append(person("P2"))
    outcome = bring(files)
    assert (outcome.count(Fate.ADDED), outcome.count(Fate.SAME)) == (ALL, 1)


def test_the_councils_own_teams_are_there_first(app, bring, everything):
    here = app.extensions["council"]
    with app.app_context():
        db.session.execute(db.text("DELETE FROM membership"))
        db.session.execute(db.text("DELETE FROM allocation"))
        db.session.execute(db.text("UPDATE carer_request SET team_id = NULL"))
        db.session.execute(db.text("DELETE FROM team"))
        db.session.commit()
        bring_in_council_teams(db.session())
        db.session.commit()
    assert {row["code"] for row in everything()["team"]} == {team.code for team in here.teams}


def test_a_row_about_the_councils_own_team_agrees_with_its_file(app, bring):
    team = app.extensions["council"].teams[0]
    row = {"code": team.code, "name": team.name, "phone": team.phone, "from_on": "2020-01-01"}
    assert bring({"teams": [row]}).count(Fate.SAME) == 1
    assert not bring({"teams": [row | {"name": "Another name"}]}).went_in


def test_two_imports_at_once_do_not_meet(app, tmp_path):
    paths = [write_csv(tmp_path / f"{name}.csv", rows) for name, rows in good_files().items()]
    fates, faults = Counter(), []

    def run():
        try:
            with app.app_context():
                outcome = actions.import_files(paths)
                fates.update({fate: outcome.count(fate) for fate in Fate})
        except Exception as fault:  # noqa: BLE001 -- the thread's own fault is the finding
            faults.append(fault)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert (fates[Fate.ADDED], fates[Fate.SAME]) == (ALL, 2 * ALL)


def many_people(count):
    """People with an allocation, a request and a stage each."""
    numbers = range(count)
    day = (date(2026, 3, 2) - timedelta(days=30)).isoformat()
    return {
        "people": [person(f"N{number}") for number in numbers],
        "allocations": [
            {"person_reference": f"N{number}", "team_code": "west", "from_on": day}
            for number in numbers
        ],
        "journeys": [
            {"reference": f"NJ{number}", "person_reference": f"N{number}", "started_on": day}
            for number in numbers
        ],
        "stages": [
            {
                "journey_reference": f"NJ{number}",
                "stage": "contact",
                "entered_on": day,
                "acts_next": "council",
            }
            for number in numbers
        ],
    }


@pytest.mark.parametrize("again", [False, True], ids=["added", "the same"])
def test_a_thousand_rows_take_as_many_statements_as_one(app, bring, again):
    bring({"people": [person("P1")]})
    seen = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *about: seen.append(about[2]))

    def statements(count):
        if again:
            bring(many_people(count))
        seen.clear()
        assert bring(many_people(count)).went_in
        return len(seen)

    assert statements(1) == statements(1000)


def test_the_database_has_counted_what_went_in(bring, app, everything):
    bring(good_files())
    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            told = "SELECT stat FROM sqlite_stat1 WHERE tbl = 'person' LIMIT 1"
        else:
            told = "SELECT reltuples::int FROM pg_class WHERE relname = 'person'"
        counted = connection.exec_driver_sql(told).scalar_one()
    assert int(str(counted).split()[0]) == len(everything()["person"])
