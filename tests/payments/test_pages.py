"""How somebody's money is paid, as the person, their helpers and staff see it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from portal.core import clock
from portal.extensions import db
from portal.payments.models import Payment, PaymentAccount, PaymentTransaction
from portal.people.models import Representation
from portal.policy import Scope

YOURS = "/your-budget/payments"
NOBODYS = [
    *("stranger", "helper", "worker_elsewhere", "manager_elsewhere"),
    *("administrator", "partner"),
]


def theirs(cast):
    return f"/for/{cast.resident.person.id}/budget/payments"


def for_staff(cast):
    return f"/staff/people/{cast.resident.person.id}/budget/payments"


def change(app, cast, **values):
    with app.app_context():
        db.session.execute(
            update(PaymentAccount)
            .where(PaymentAccount.person_id == cast.resident.person.id)
            .values(**values)
        )
        db.session.commit()


def give(app, *scopes):
    with app.app_context():
        words = " ".join(scope.value for scope in scopes)
        db.session.execute(update(Representation).values(scope_words=words))
        db.session.commit()


def test_the_next_payment_stands_first_then_the_balance_and_the_calendar(client_for):
    main = client_for("resident").get(YOURS).main
    assert "The next payment is £547.20, on" in main
    assert "It held £1,174.20 on" in main
    assert main.index("The next payment") < main.index("It held")
    assert "Paid on" in main
    assert "To come" in main


def test_the_calendar_has_thirteen_payments(client_for):
    page = client_for("resident").get(YOURS)
    [calendar] = [
        each for each in page.soup.select("table") if "payments of this year" in each.get_text()
    ]
    assert len(calendar.select("tbody tr")) == 13


def test_spending_stands_beside_what_was_agreed(app, client_for, cast):
    with app.app_context():
        db.session.execute(
            update(PaymentTransaction)
            .where(PaymentTransaction.reference == "0003")
            .values(booked_on=clock.today())
        )
        db.session.commit()
    main = client_for("resident").get(YOURS).main
    assert "£361.16" in main  # four weeks of the line
    assert "£52.60" in main
    assert "£308.56" in main


def test_more_than_was_agreed_is_said_kindly(app, client_for, cast):
    with app.app_context():
        db.session.execute(update(PaymentTransaction).values(booked_on=clock.today()))
        db.session.commit()
    main = client_for("resident").get(YOURS).main
    assert "more than agreed" in main
    assert "There may be a good reason." in main


def test_an_old_balance_says_so_with_a_number_to_ring(app, client_for, cast):
    change(app, cast, balance_as_at=clock.today() - timedelta(days=11))
    assert "it may hold more or less by now" in client_for("resident").get(YOURS).main
    change(app, cast, balance_as_at=clock.today() - timedelta(days=10))
    assert "it may hold more or less by now" not in client_for("resident").get(YOURS).main


def test_a_balance_below_zero_is_said_kindly(app, client_for, cast):
    change(app, cast, balance_pence=-1_240)
    main = client_for("resident").get(YOURS).main
    assert "-£12.40" in main
    assert "nobody is cross" in main


def test_what_is_kept_back_of_a_payment_is_shown(app, client_for, cast):
    change(app, cast, taken_off_pence=34_028)
    main = client_for("resident").get(YOURS).main
    assert "The next payment is £206.92" in main
    assert "£340.28" in main


def test_without_an_account_the_page_says_so(app, client_for):
    with app.app_context():
        for model in (Payment, PaymentTransaction, PaymentAccount):
            db.session.execute(delete(model))
        db.session.commit()
    main = client_for("resident").get(YOURS).main
    assert "The council has sent no account here." in main
    assert "the council pays for the support itself" in main


@pytest.mark.parametrize("scope", list(Scope))
def test_a_helper_needs_the_scope_for_the_direct_payment(app, client_for, cast, scope):
    give(app, scope)
    client_for("carer").get(theirs(cast), 200 if scope is Scope.MANAGE_DP else 404)


def test_a_helper_without_the_budget_sees_no_other_line_of_it(app, client_for, cast):
    give(app, Scope.MANAGE_DP)
    page = client_for("carer").get(theirs(cast))
    assert "The council pays for this" not in page.main
    assert f"/for/{cast.resident.person.id}/budget" not in page.links
    give(app, Scope.MANAGE_DP, Scope.VIEW_BUDGET)
    page = client_for("carer").get(theirs(cast))
    assert "The council pays for this" in page.main
    assert f"/for/{cast.resident.person.id}/budget" in page.links


def test_the_page_of_the_budget_leads_there_for_whoever_may_open_it(app, client_for, cast):
    budget = f"/for/{cast.resident.person.id}/budget"
    assert YOURS in client_for("resident").get("/your-budget").links
    assert theirs(cast) not in client_for("carer").get(budget).links
    give(app, Scope.MANAGE_DP, Scope.VIEW_BUDGET)
    assert theirs(cast) in client_for("carer").get(budget).links
    staff = f"/staff/people/{cast.resident.person.id}/budget"
    assert for_staff(cast) in client_for("finance").get(staff).links


@pytest.mark.parametrize("who", NOBODYS)
def test_nobody_else_sees_it(client_for, cast, who):
    client_for(who).get(theirs(cast), 404)
    client_for(who).get(for_staff(cast), 404)


@pytest.mark.parametrize("who", ["worker", "manager", "finance"])
def test_whoever_deals_with_it_sees_the_same(client_for, cast, who):
    assert "It held £1,174.20 on" in client_for(who).get(for_staff(cast)).main
