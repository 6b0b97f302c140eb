"""Who else pays for a line, whom to ring about it, and supported housing until a planned day."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.budgets.models import BudgetLine
from portal.core import clock
from portal.core.language import on_date
from portal.extensions import db
from tests.budgets.test_by_hand import HOURS, NUMBERS, begin, day, edit, send

HOME = {
    "provider_phone": "01632 960142",
    "landlord": "Fen Edge Homes",
    "landlord_phone": "01632 960143",
}
PLACES = ("/your-budget", "/for/{id}/budget")


def change(app, **values):
    """Every first line of a budget."""
    with app.app_context():
        db.session.execute(update(BudgetLine).where(BudgetLine.position == 1).values(**values))
        db.session.commit()


def pages(client_for, cast):
    """The budget as the person, a helper and a worker read it."""
    person_id = cast.resident.person.id
    yield client_for("resident").get("/your-budget")
    yield client_for("carer").get(f"/for/{person_id}/budget")
    yield client_for("worker").get(f"/staff/people/{person_id}/budget")


@pytest.mark.parametrize(
    ("nhs", "other", "said"),
    [
        (4_000, 0, "The NHS pays £40.00 a week of it."),
        (4_000, 1_250, "The NHS pays £40.00 a week of it. Somebody else pays £12.50 a week of it."),
        (20_000, 0, "The NHS pays for all of it."),
    ],
)
def test_what_others_pay_is_said_to_whoever_sees_the_budget(
    app, client_for, cast, nhs, other, said
):
    change(app, nhs_pence=nhs, other_pence=other)
    for page in pages(client_for, cast):
        assert page.main.count("Who pays for it") == 1
        assert said in page.main


def test_where_nobody_else_pays_nothing_is_said(client_for, cast):
    for page in pages(client_for, cast):
        assert "Who pays for it" not in page.main
        assert "Who owns the home" not in page.main


def test_a_supported_home_says_whom_to_ring_and_until_when(app, client_for, cast):
    today = clock.today()
    change(app, **HOME, moved_in_on=today - timedelta(30), move_on_by=today + timedelta(200))
    with app.test_request_context():
        planned = on_date(today + timedelta(200))
    for page in pages(client_for, cast):
        assert "Who owns the home Fen Edge Homes" in page.main
        assert f"We plan this with you for {planned}." in page.main
        for number in ("01632 960142", "01632 960143"):
            assert page.soup.select(f'main a[href^="tel:"]:-soup-contains("{number}")')


@pytest.mark.parametrize(
    ("days", "said"),
    [(None, "No day is planned yet."), (-1, "That day has passed."), (0, "We plan this with you")],
)
def test_no_day_and_a_day_that_passed_are_said_honestly(app, client_for, cast, days, said):
    by = None if days is None else clock.today() + timedelta(days)
    change(app, **HOME, move_on_by=by)
    for page in pages(client_for, cast):
        assert said in page.main


def test_staff_enter_it_by_hand_and_the_next_draft_keeps_it(client_for, cast):
    worker = client_for("worker")
    begin(worker, cast)
    send(worker, cast, "/figures", **NUMBERS)
    send(
        worker, cast, "/lines/1", **HOURS, **HOME, nhs_pays="40.00",
        **day("moved_in_on", -30), **day("move_on_by", 200),
    )  # fmt: skip
    main = worker.get(edit(cast, "/preview")).main
    assert "The NHS pays £40.00 a week of it." in main
    assert "Fen Edge Homes" in main
    again = worker.get(edit(cast, "/lines/1"))
    assert again.soup.select_one("#nhs_pays")["value"] == "40.00"
    assert again.soup.select_one("#others_pay").get("value", "") == ""
    assert again.soup.select_one("#landlord_phone")["value"] == "01632 960143"


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"nhs_pays": "160.01"}, "The NHS and others cannot pay more than the week costs."),
        ({"nhs_pays": "100", "others_pay": "60.01"}, "The NHS and others cannot pay more"),
        ({"others_pay": "some"}, "Enter an amount in pounds and pence, like 85.07"),
        ({"landlord_phone": "01632 960143"}, "Enter who owns the home"),
        ({"landlord": "A", **day("moved_in_on", 2), **day("move_on_by", 1)}, "must not be before"),
    ],
)
def test_what_cannot_be_is_refused_and_keeps_what_was_typed(client_for, cast, answers, says):
    worker = client_for("worker")
    begin(worker, cast)
    page = send(worker, cast, "/lines/1", 422, **HOURS, **answers)
    assert says in page.main
    name = next(iter(answers))
    assert page.soup.select_one(f"#{name}")["value"] == answers[name]
