"""Two versions compared in words, by the person, by who helps, and by staff."""

from datetime import date

import pytest
from sqlalchemy import update

from portal.budgets.comparing import Differs, compared
from portal.budgets.models import Budget, BudgetLine
from portal.budgets.rules import ChargeBasis, Kind, Method, Unit, Version
from portal.budgets.statements import Given, Line, Statement
from portal.core import council, money
from portal.extensions import db

COMPARE = "/your-budget/history/compare"


def a_line(what="Home support", *, provider="Kind Care", hours=450, rate=2700, **more):
    given = {
        "codes": ("A1",), "method": Method.COUNCIL_MANAGED, "unit": Unit.HOUR,
        "from_on": date(2026, 1, 5), "to_on": None, "charge": ChargeBasis.CHARGEABLE,
        "can_use_for": None, "week_pence": hours * rate // 100, **more,
    }  # fmt: skip
    return Line(
        description=what, provider=provider, quantity_hundredths=hours, rate_pence=rate, **given
    )


def a_version(number, *lines):
    total = sum(line.week_pence for line in lines)
    return Statement(
        id=None,
        version=Version(number, Kind.AGREED, date(2026, number, 1), None, None),
        numbers=money.three_numbers(total, 0, council.current().money),
        next_review_on=None,
        reason=None,
        lines=lines,
        replaced_on=None,
        grounds=Given(None, None, None, None, None, None),
    )


@pytest.mark.parametrize(
    ("now", "differs"),
    [
        ({}, ()),
        ({"hours": 550}, (Differs.AMOUNT, Differs.WEEK)),
        ({"rate": 2800}, (Differs.RATE, Differs.WEEK)),
        ({"provider": "Fenbridge"}, (Differs.PROVIDER,)),
        ({"method": Method.ISF}, (Differs.METHOD,)),
        ({"charge": ChargeBasis.NHS}, (Differs.CHARGE,)),
    ],
)
def test_a_line_that_stayed_says_what_of_it_changed(app, now, differs):
    with app.app_context():
        found = compared(a_version(1, a_line()), a_version(2, a_line("home  SUPPORT", **now)))
    assert [each.differs for each in found.changed] == ([differs] if differs else [])
    assert not found.came
    assert not found.went
    assert found.same == (0 if differs else 1)


def test_lines_that_came_and_went_and_two_of_one_name(app):
    with app.app_context():
        old = a_version(1, a_line(provider="A"), a_line(provider="B"), a_line("Day group"))
        new = a_version(2, a_line(provider="B"), a_line(provider="C"), a_line("Art class"))
        found = compared(old, new)
    assert [each.description for each in found.came] == ["Art class"]
    assert [each.description for each in found.went] == ["Day group"]
    assert [(each.old.provider, each.new.provider) for each in found.changed] == [("A", "C")]
    assert found.total == new.numbers.total.week - old.numbers.total.week


def lower(app, cast, **more):
    """The resident's agreed budget, forty pounds a week below the estimate."""
    with app.app_context():
        new = cast.budgets["resident"].id
        db.session.execute(
            update(Budget)
            .where(Budget.id == new)
            .values(total_pence=25_029, council_pence=16_522, **more)
        )
        first = (BudgetLine.budget_id == new) & (BudgetLine.position == 1)
        db.session.execute(
            update(BudgetLine).where(first).values(quantity_hundredths=800, week_pence=16_000)
        )
        db.session.commit()


def test_it_went_down_and_why(app, client_for, cast):
    grounds = {"reason_code": "life_changed", "letter_on": date(2026, 2, 9)}
    lower(app, cast, **grounds)
    page = client_for("resident").get(f"{COMPARE}?old=1&new=2")
    assert "The total went down by £40.00 a week." in page.main
    assert "What you pay stayed the same." in page.main
    assert "The council pays £40.00 less a week." in page.main
    reason = f"The reason: Something in life has changed. Because {cast.resident.money_marker}"
    assert reason in page.main
    assert "Our letter about it is from 9 February 2026." in page.main
    assert "Hours a week: 8. Before: 10." in page.main
    assert "It costs £160.00 a week. Before: £200.00." in page.main
    assert client_for("resident").get(f"{COMPARE}?old=2&new=1").main == page.main


def test_the_budget_page_says_what_changed_and_leads_there(app, client_for, cast):
    lower(app, cast)
    page = client_for("resident").get("/your-budget")
    assert "The total went down by £40.00 a week." in page.main
    assert COMPARE in page.links
    assert client_for("resident").get(COMPARE).main.count("went down by £40.00") == 1


@pytest.mark.parametrize("asked", ["old=1&new=1", "old=1&new=9", "old=1", "old=x&new=2"])
def test_two_that_are_not_there_are_asked_for_again(client_for, asked):
    main = client_for("resident").get(f"{COMPARE}?{asked}").main
    assert "We do not have these two versions. Choose two from the lists." in main


def test_nothing_to_compare(client_for):
    main = client_for("helper").get(COMPARE).main
    assert "There is only one version so far, or none." in main


@pytest.mark.parametrize("who", ["carer", "worker", "manager", "finance"])
def test_helpers_and_staff_read_the_same_and_are_not_called_you(client_for, cast, who):
    person = cast.resident.person.id
    place = f"/for/{person}/budget" if who == "carer" else f"/staff/people/{person}/budget"
    main = client_for(who).get(f"{place}/history/compare?old=1&new=2").main
    assert "What the person pays stayed the same." in main


def test_what_is_not_published_is_not_there(app, client_for, cast):
    with app.app_context():
        one = cast.budgets["resident"].id
        db.session.execute(update(Budget).where(Budget.id == one).values(published_on=None))
        db.session.commit()
    client = client_for("resident")
    assert "This is an estimate from" in client.get("/your-budget").main
    assert "version 2" not in client.get("/your-budget/history").main
    assert "We do not have these two" in client.get(f"{COMPARE}?old=1&new=2").main
