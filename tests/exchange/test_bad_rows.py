"""Each kind of bad row is refused with its own reason, which never says what a cell held."""

import pytest
from sqlalchemy import select

from portal.contact.actions import keep_in_their_words
from portal.core import clock
from portal.exchange import actions
from portal.exchange.rules import Fate, Reason, Why
from portal.exchange.wording import SENTENCES, sentence
from portal.extensions import db
from portal.people.models import Person
from portal.policy import Actor, Role
from tests.exchange.conftest import good_files, line, person

SECRET = "Zebedee31/02/2026"


def spoilt(sheet, place, /, **cells):
    """Good files with some cells of one row changed."""
    files = good_files()
    files[sheet][place] |= cells
    return files


def reasons(outcome, sheet):
    """What is wrong with the rows of one file."""
    return {
        (reason.why, reason.column)
        for row in outcome.rejected
        if row.sheet == f"{sheet}.csv"
        for reason in row.reasons
    }


CELLS = [
    ("people", {"given_name": ""}, Why.MISSING, "given_name"),
    ("people", {"given_name": "x" * 121}, Why.TOO_LONG, "given_name"),
    ("people", {"given_name": "Ro\u202ebin"}, Why.NOT_TEXT, "given_name"),
    ("people", {"born_on": SECRET}, Why.NOT_A_DATE, "born_on"),
    ("people", {"born_on": "31/02/1984"}, Why.NOT_A_DATE, "born_on"),
    ("people", {"born_on": "03-02-84"}, Why.NOT_A_DATE, "born_on"),
    ("people", {"born_on": "1884-02-03"}, Why.NOT_A_DATE, "born_on"),
    ("people", {"born_on": "2190-02-03"}, Why.NOT_YET, "born_on"),
    ("people", {"reference": "P 1"}, Why.NOT_A_REFERENCE, "reference"),
    ("people", {"email": "robin at home"}, Why.NOT_AN_EMAIL, "email"),
    ("people", {"postcode": "by the church"}, Why.NOT_A_POSTCODE, "postcode"),
    ("workers", {"phone": "extension 4"}, Why.NOT_A_PHONE, "phone"),
    ("workers", {"role": "person"}, Why.NOT_ON_THE_LIST, "role"),
    ("representations", {"scopes": "everything"}, Why.NOT_ON_THE_LIST, "scopes"),
    ("representations", {"helper_reference": "P1"}, Why.ACTS_FOR_SELF, "helper_reference"),
    ("allocations", {"team_code": "nowhere"}, Why.UNKNOWN, "team_code"),
    ("allocations", {"worker_reference": "W9"}, Why.UNKNOWN, "worker_reference"),
    ("journeys", {"started_on": "2190-01-01"}, Why.NOT_YET, "started_on"),
    ("stages", {"stage": "nearly there"}, Why.NOT_ON_THE_LIST, "stage"),
    ("stages", {"journey_reference": "J9"}, Why.UNKNOWN, "journey_reference"),
    ("budgets", {"version": "0"}, Why.NOT_A_NUMBER, "version"),
    ("budgets", {"total": "about 250"}, Why.NOT_MONEY, "total"),
    ("budgets", {"total": "-250.00"}, Why.NOT_MONEY, "total"),
    ("budgets", {"total": "258.31"}, Why.DOES_NOT_ADD_UP, "total"),
    ("lines", {"quantity": "4.555"}, Why.NOT_A_QUANTITY, "quantity"),
    ("lines", {"week": "121.52"}, Why.WEEK_IS_OFF, "week"),
    ("lines", {"outcomes": "A11"}, Why.NOT_ON_THE_LIST, "outcomes"),
    (
        "lines",
        {"charge_basis": "chargeable", "to_on": "2026-01-01"},
        Why.ENDS_BEFORE_IT_BEGINS,
        "to_on",
    ),
    ("contributions", {"charged": "258.31"}, Why.PAYS_TOO_MUCH, "charged"),
    ("contributions", {"collected": "cash"}, Why.NOT_ON_THE_LIST, "collected"),
    ("contributions", {"full_cost": "perhaps"}, Why.NOT_YES_OR_NO, "full_cost"),
    ("workings", {"effect": "doubles"}, Why.NOT_ON_THE_LIST, "effect"),
    ("workings", {"amount": "-1.00"}, Why.NOT_MONEY, "amount"),
    ("workings", {"rate": "mig_of_mars"}, Why.NOT_ON_THE_LIST, "rate"),
    ("workings", {"contribution_reference": "C9"}, Why.UNKNOWN, "contribution_reference"),
    ("accounts", {"kind": "mattress"}, Why.NOT_ON_THE_LIST, "kind"),
    ("accounts", {"taken_off": "547.21"}, Why.TAKES_TOO_MUCH, "taken_off"),
    ("accounts", {"balance": "-"}, Why.NOT_MONEY, "balance"),
    ("payments", {"taken_off": "547.21"}, Why.TAKES_TOO_MUCH, "taken_off"),
    ("payments", {"account_reference": "A9"}, Why.UNKNOWN, "account_reference"),
    ("transactions", {"money_out": "1.00"}, Why.IN_AND_OUT, "money_out"),
    ("transactions", {"balance": "1,2"}, Why.NOT_MONEY, "balance"),
    ("transactions", {"receipt_required": "maybe"}, Why.NOT_YES_OR_NO, "receipt_required"),
    ("transactions", {"account_reference": "A9"}, Why.UNKNOWN, "account_reference"),
    ("teams", {"locality": "atlantis"}, Why.UNKNOWN, "locality"),
]


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize(("kind", "cells", "why", "column"), CELLS)
def test_a_bad_cell_is_refused_with_its_reason(bring, kind, cells, why, column):
    files = good_files()
    for row in files[kind]:
        row.update(dict.fromkeys(set(cells) - set(row), ""))
    files[kind][0] |= cells
    outcome = bring(files)
    assert not outcome.went_in
    assert (why, column) in reasons(outcome, kind)
    for cell in cells.values():
        assert len(cell) < 4 or cell not in actions.say(outcome)


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_a_sentence(app, why):
    with app.app_context():
        said = sentence(Reason(why, "column", "1250"))
    assert said.endswith(".")
    assert "%(" not in said
    assert why in SENTENCES


def test_one_bad_row_and_nothing_changes(bring, everything):
    before = everything()
    outcome = bring(spoilt("people", 1, born_on=SECRET))
    assert not outcome.went_in
    assert everything() == before
    assert "Nothing was changed" in actions.say(outcome)
    assert "people.csv, line 3 (P2): born_on: this is not a date" in actions.say(outcome)


def test_what_leans_on_a_refused_row_is_refused_too(bring):
    outcome = bring(spoilt("people", 0, born_on=SECRET))
    for sheet, column in (
        ("allocations", "person_reference"),
        ("journeys", "person_reference"),
        ("stages", "journey_reference"),
        ("budgets", "person_reference"),
        ("lines", "budget_reference"),
        ("contributions", "person_reference"),
        ("workings", "contribution_reference"),
        ("accounts", "person_reference"),
        ("payments", "account_reference"),
        ("transactions", "account_reference"),
    ):
        assert (Why.LEANS_ON_REJECTED, column) in reasons(outcome, sheet)
    assert "was refused (people.csv:2)" in actions.say(outcome)


def test_rows_that_contradict_each_other_are_all_refused(bring):
    files = good_files()
    files["people"].append(person("P2", given_name="Somebody"))
    outcome = bring(files)
    assert [row.number for row in outcome.rejected if row.sheet == "people.csv"] == [3, 4]
    assert reasons(outcome, "people") == {(Why.TWICE, "")}


def test_lines_that_miss_an_agreed_total_refuse_the_whole_version(bring):
    files = good_files()
    files["lines"].pop()
    outcome = bring(files)
    assert (
        reasons(outcome, "lines") == reasons(outcome, "budgets") == {(Why.LINES_DO_NOT_ADD_UP, "")}
    )
    assert "miss its total by £136.80" in actions.say(outcome)


def test_lines_of_an_estimate_need_not_make_its_total(bring):
    files = spoilt("budgets", 0, kind="estimated")
    files["lines"].pop()
    assert bring(files).went_in


def test_nobody_pays_for_what_is_free(bring):
    files = good_files()
    for row in files["lines"]:
        row["charge_basis"] = "s117_free"
    outcome = bring(files)
    assert reasons(outcome, "budgets") == {(Why.PAYS_TOO_MUCH, "")}
    assert "£85.07 more" in actions.say(outcome)


def test_a_bad_line_keeps_its_whole_version_out(bring):
    outcome = bring(spoilt("lines", 1, quantity="many"))
    assert reasons(outcome, "budgets") == {(Why.LINE_REJECTED, "")}
    assert (Why.LINE_REJECTED, "") in reasons(outcome, "lines")


def test_an_agreed_version_keeps_its_numbers(bring):
    bring(good_files())
    dearer = good_files()["budgets"][0] | {"you_pay": "95.07", "council_pays": "163.23"}
    outcome = bring({"budgets": [dearer]})
    assert reasons(outcome, "budgets") == {
        (Why.AGREED_ALREADY, "you_pay"),
        (Why.AGREED_ALREADY, "council_pays"),
    }
    extra = line(3, description="More", quantity="1", rate="0.00", week="0.00")
    assert reasons(bring({"lines": [extra]}), "lines") == {(Why.AGREED_ALREADY, "position")}
    other = good_files()["lines"][0] | {"method": "isf"}
    assert reasons(bring({"lines": [other]}), "lines") == {(Why.AGREED_ALREADY, "method")}


@pytest.mark.parametrize("kind", ["journeys", "budgets"])
def test_a_record_never_moves_to_somebody_else(bring, kind):
    bring(good_files())
    row = good_files()[kind][0] | {"person_reference": "P2"}
    outcome = bring({kind: [row]})
    assert reasons(outcome, kind) == {(Why.BELONGS_TO_ANOTHER, "person_reference")}
    if kind == "budgets":
        later = bring({kind: [row | {"version": "2"}]})
        assert reasons(later, kind) == {(Why.BELONGS_TO_ANOTHER, "person_reference")}


def test_a_row_with_too_few_cells_is_refused(app, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("reference,given_name,family_name,born_on\nP1,Robin,Marshlight\n")
    with app.app_context():
        outcome = actions.import_files([path])
        assert "does not have as many cells as the first line (3/4)" in actions.say(outcome)
    assert outcome.count(Fate.REJECTED) == 1


def test_rows_with_a_fault_of_their_own_are_named_first(bring):
    outcome = bring(spoilt("people", 0, born_on=SECRET))
    assert outcome.rejected[0].sheet == "people.csv"
    assert not any(row.follows for row in outcome.rejected[:1])
    assert all(row.follows for row in outcome.rejected[1:])


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [("stages", {"note": "We meet at 17 Heron Row."}), ("lines", {"description": "nr3 1xx"})],
)
def test_words_that_say_where_somebody_hides_are_refused(app, bring, sheet, cells):
    """R4: an import cannot bring a safe address into words that helpers read."""
    bring(good_files())
    with app.app_context():
        robin = db.session.scalars(select(Person).where(Person.reference == "P1")).one()
        me = Actor(None, Role.PERSON, robin.council, clock.today(), person_id=robin.id)
        keep_in_their_words(robin.id, me, {"address": "17 Heron Row, Norwich NR3 1XX"})
        db.session.commit()
    outcome = bring(spoilt(sheet, 0, **cells))
    assert (Why.SAYS_WHERE, *cells) in reasons(outcome, sheet)
