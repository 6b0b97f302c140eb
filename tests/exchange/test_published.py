"""What a file must say before a version of a budget may be shown to the person."""

from datetime import date

import pytest

from portal.exchange.rules import Fate, Why
from tests.exchange.conftest import good_files

LOWER = {
    "version": "2",
    "became_on": "2026-03-16",
    "total": "121.50",
    "you_pay": "85.07",
    "council_pays": "36.43",
}
EXPLAINED = {
    "reason": "You need less help.",
    "reason_code": "needs_less",
    "reassessment": "A0001",
    "reassessed_on": "2026-03-02",
    "letter_on": "2026-03-09",
}


def budget(**more):
    """A row of budgets.csv: the second version, which is lower, with its grounds."""
    return good_files()["budgets"][0] | LOWER | EXPLAINED | more


def whys(outcome):
    return {(reason.why, reason.column) for row in outcome.rejected for reason in row.reasons}


def kept(everything, version):
    (row,) = [
        row
        for row in everything()["budget"]
        if (row["reference"], row["version"]) == ("B1", version)
    ]
    return row


def test_without_the_column_a_version_is_published_on_the_day_it_became_so(bring, everything):
    bring(good_files())
    assert kept(everything, 1)["published_on"] == date(2026, 2, 16)


def test_an_empty_cell_is_a_draft_which_needs_no_grounds_yet(bring, everything):
    bring(good_files())
    draft = good_files()["budgets"][0] | LOWER | {"published_on": ""}
    assert not bring({"budgets": [draft]}).rejected
    assert kept(everything, 2)["published_on"] is None
    refused = bring({"budgets": [draft | {"published_on": "2026-03-16"}]})
    assert (Why.NEEDS_LETTER, "letter_on") in whys(refused)
    assert not bring({"budgets": [budget(published_on="2026-03-16")]}).rejected


@pytest.mark.parametrize(
    ("gone", "refused"),
    [
        (("reason", "reason_code"), (Why.NEEDS_REASON, "reason")),
        (("reassessment", "reassessed_on"), (Why.NEEDS_REASSESSMENT, "reassessed_on")),
        (("letter_on",), (Why.NEEDS_LETTER, "letter_on")),
    ],
)
@pytest.mark.parametrize("together", [True, False])
def test_a_decrease_says_why_or_is_refused(bring, everything, gone, refused, together):
    files, second = good_files(), budget(**dict.fromkeys(gone, ""))
    if together:
        whole = {**files["budgets"][0], **dict.fromkeys(EXPLAINED, "")}
        files["budgets"] = [whole, second]
        outcome = bring(files)
    else:
        bring(files)
        before = everything()
        outcome = bring({"budgets": [second]})
        assert everything() == before
    assert refused in whys(outcome)


def test_a_decrease_with_its_grounds_goes_in(bring):
    bring(good_files())
    assert bring({"budgets": [budget()]}).count(Fate.ADDED) == 1


@pytest.mark.parametrize("notice", ["", "2026-08-02"])
def test_an_end_without_notice_before_it_is_refused(bring, notice):
    ends = good_files()["budgets"][0] | {"to_on": "2026-08-02", "notice_on": notice}
    assert whys(bring(good_files() | {"budgets": [ends]})) >= {(Why.NEEDS_NOTICE, "notice_on")}
    assert not bring(good_files() | {"budgets": [ends | {"notice_on": "2026-07-01"}]}).rejected


def test_a_version_that_a_newer_one_replaces_ends_without_notice(bring):
    bring(good_files())
    first = good_files()["budgets"][0] | dict.fromkeys(EXPLAINED, "") | {"to_on": "2026-03-22"}
    assert not bring({"budgets": [first, budget(to_on="")]}).rejected


@pytest.mark.parametrize("day", ["2026-02-17", ""])
def test_nothing_is_published_twice_or_taken_back(bring, day):
    bring(good_files())
    row = good_files()["budgets"][0]
    assert not bring({"budgets": [row | {"published_on": "2026-02-16"}]}).rejected
    refused = bring({"budgets": [row | {"published_on": day}]})
    assert whys(refused) == {(Why.PUBLISHED_ALREADY, "published_on")}
