"""Taking the good rows: the rest stay as a list, each with an owner and an age."""

from datetime import timedelta

import time_machine

from portal.core import clock
from portal.exchange.rules import Fate
from tests.exchange.conftest import good_files

SECRET = "the ninth of May"


def spoilt():
    """Good files, but for one date."""
    files = good_files()
    files["people"][1]["born_on"] = SECRET
    return files


def open_rows(everything):
    """The rows that wait for somebody, by file and line."""
    return {
        (row["file"], row["line"]): row
        for row in everything()["rejected_row"]
        if row["settled_at"] is None and row["row_key"] != "R-4711"
    }


def test_the_good_rows_go_in_and_the_rest_are_listed(bring, everything, cast):
    outcome = bring(spoilt(), take_good=True)
    assert outcome.went_in
    assert {(row.sheet, row.number) for row in outcome.rejected} == set(open_rows(everything))
    kept = everything()
    assert "P1" in {row["reference"] for row in kept["person"]}
    assert "P2" not in {row["reference"] for row in kept["person"]}
    left = open_rows(everything)["people.csv", 3]
    assert (left["row_key"], left["reason"]) == ("P2", "not_a_date|born_on|")
    assert left["owner_id"] == cast.administrator.worker.id
    assert left["found_on"] == clock.today()
    assert ("representations.csv", 2) in open_rows(everything)
    assert SECRET not in str(kept)


def test_counts_in_are_counts_out(bring, everything):
    outcome = bring(spoilt(), take_good=True)
    files = [row for row in everything()["imported_file"] if row["run_id"] == outcome.run_id]
    assert len(files) == len(outcome.files) == 15
    for row in files:
        parts = ("rows_added", "rows_changed", "rows_same", "rows_rejected")
        assert row["rows_in"] == sum(row[part] for part in parts)
    assert sum(row["rows_rejected"] for row in files) == len(outcome.rejected) == 2


def test_a_row_refused_again_keeps_its_owner_and_its_age(bring, everything):
    found_on = clock.today()
    bring(spoilt(), take_good=True)
    with time_machine.travel(clock.now() + timedelta(days=9)):
        outcome = bring(spoilt(), take_good=True)
        left = open_rows(everything)["people.csv", 3]
    assert (left["run_id"], left["found_on"]) == (outcome.run_id, found_on)
    assert len(open_rows(everything)) == 2
    assert outcome.count(Fate.SAME) == outcome.rows_in - 2


def test_a_row_that_comes_in_well_later_is_settled_by_itself(bring, everything):
    bring(spoilt(), take_good=True)
    assert bring(good_files()).went_in
    assert open_rows(everything) == {}


def test_a_row_without_a_key_that_can_be_read_is_listed_without_one(bring, everything):
    files = {"people": good_files()["people"]}
    files["people"][1]["reference"] = SECRET
    bring(files, take_good=True)
    assert open_rows(everything)["people.csv", 3]["row_key"] == ""
    assert SECRET not in str(everything())
