"""Rows about lines of a budget: who else pays, and supported housing."""

import pytest
from sqlalchemy import select

from portal.budgets.models import BudgetLine
from portal.exchange import actions
from portal.exchange.rules import Why
from portal.extensions import db
from tests.exchange.conftest import good_files
from tests.exchange.test_bad_rows import reasons


@pytest.mark.parametrize(
    ("change", "why", "column"),
    [
        ({"nhs_pays": "121.51"}, Why.OTHERS_PAY_TOO_MUCH, "nhs_pays"),
        ({"nhs_pays": "100", "others_pay": "21.51"}, Why.OTHERS_PAY_TOO_MUCH, "nhs_pays"),
        ({"landlord_phone": "01632 960143"}, Why.NO_LANDLORD, "landlord_phone"),
        ({"move_on_by": "2027-01-04"}, Why.NO_LANDLORD, "move_on_by"),
        (
            {"landlord": "A", "moved_in_on": "2026-02-03", "move_on_by": "2026-02-02"},
            Why.ENDS_BEFORE_IT_BEGINS,
            "move_on_by",
        ),
    ],
)
def test_what_others_pay_and_a_home_must_make_sense(bring, change, why, column):
    files = good_files()
    files["lines"] = [row | dict.fromkeys(change, "") for row in files["lines"]]
    files["lines"][0] |= change
    outcome = bring(files)
    assert (why, column) in reasons(outcome, "lines")
    assert "%(" not in actions.say(outcome)


def test_what_others_pay_and_a_home_go_in(app, bring):
    home = {"landlord": "Fen Edge Homes", "moved_in_on": "2026-02-02", "move_on_by": "2027-01-04"}
    files = good_files()
    change = {"nhs_pays": "40.00", "others_pay": "", **home}
    files["lines"] = [row | dict.fromkeys(change, "") for row in files["lines"]]
    files["lines"][0] |= change
    assert bring(files).went_in
    with app.app_context():
        lines = select(BudgetLine).where(BudgetLine.landlord == home["landlord"])
        row = db.session.scalars(lines).one()
        assert (row.nhs_pence, row.other_pence, row.landlord) == (4_000, 0, "Fen Edge Homes")
    files["lines"][0] |= {"nhs_pays": "41.00"}
    assert (Why.AGREED_ALREADY, "nhs_pays") in reasons(bring(files), "lines")
