"""Pictures of money say the same as the table beneath them, without colour."""

from datetime import date

from sqlalchemy import update

from portal.core import clock
from portal.extensions import db
from portal.payments.models import PaymentTransaction
from portal.payments.rules.accounts import spending
from portal.payments.rules.periods import Span

YOURS = "/your-budget/payments"
FIRST = Span(date(2026, 2, 2), date(2026, 3, 1))
SECOND = Span(date(2026, 3, 2), date(2026, 3, 29))


def test_spending_is_told_by_period_and_purpose_and_the_small_ones_together():
    gone = [
        (FIRST.first, "College", 500),
        (FIRST.last, "Group", 300),
        (FIRST.last, "Taxi", 20),
        (SECOND.first, None, 7),
        (date(2026, 1, 1), "College", 999),  # before
    ]
    found = spending([FIRST, SECOND], gone, 2)
    assert found.names == ["College", "Group", None]
    assert found.periods == [(FIRST, [500, 300, 20]), (SECOND, [0, 0, 7])]
    assert found.most == 820


def test_a_name_that_is_among_the_small_ones_is_not_taken_for_another():
    found = spending(
        [FIRST], [(FIRST.first, "A", 3), (FIRST.first, "B", 2), (FIRST.first, "C", 1)], 1
    )
    assert found.names == ["A", None]
    assert found.periods == [(FIRST, [3, 3])]


def test_nothing_spent_makes_no_picture():
    assert spending([FIRST], [], 4).most == 0


def test_each_purpose_has_a_pattern_and_its_number_in_the_table(app, client_for):
    with app.app_context():
        for reference, purpose in (("0002", "College"), ("0003", "Taxi")):
            db.session.execute(
                update(PaymentTransaction)
                .where(PaymentTransaction.reference == reference)
                .values(purpose=purpose, booked_on=clock.today())
            )
        db.session.commit()
    page = client_for("resident").get(YOURS)
    [chart] = page.soup.select("svg.portal-chart[role=img]")
    assert chart.select_one("title").get_text(strip=True)
    fills = [each["fill"] for each in chart.select("rect")]
    assert len(set(fills)) == len(fills) == 2
    [table] = [t for t in page.soup.select("table") if "Together" in t.get_text()]
    for words in ("College", "Taxi", "£480.00", "£52.60", "£532.60"):
        assert words in table.get_text()


def test_no_picture_brings_a_style_of_its_own(client_for):
    for chart in client_for("resident").get(YOURS).soup.select("svg"):
        assert not chart.select("style, [style]")
