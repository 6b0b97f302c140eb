"""Bringing files in: what goes in, what stays as it is, and in which order."""

import random

import pytest

from portal.exchange import actions
from portal.exchange.rules import Fate
from tests.exchange.conftest import good_files, person

ALL = sum(len(rows) for rows in good_files().values())


def test_good_files_go_in_and_are_counted(bring, everything):
    outcome = bring(good_files())
    assert outcome.went_in, actions.say(outcome)
    assert (outcome.rows_in, outcome.count(Fate.ADDED)) == (ALL, ALL)
    kept = everything()
    robin = next(row for row in kept["person"] if row["reference"] == "P1")
    assert (robin["locality"], str(robin["born_on"])) == ("norwich", "1984-06-12")
    assert "NR3 1AA" not in str(kept)


def test_the_same_files_again_change_nothing(bring, everything):
    bring(good_files())
    before = everything()
    outcome = bring(good_files())
    assert outcome.count(Fate.SAME) == outcome.rows_in == ALL
    after = everything()
    for table in set(after) - {"import_run", "imported_file"}:
        assert after[table] == before[table]
