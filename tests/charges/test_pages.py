"""What somebody pays, as the person, their helpers and staff see it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update

from portal.charges.models import Contribution, ContributionStep
from portal.core import clock
from portal.extensions import db
from portal.people.models import Representation
from portal.policy import Scope

YOURS = "/your-budget/what-you-pay"


def theirs(cast):
    return f"/for/{cast.resident.person.id}/budget/what-you-pay"


def for_staff(cast):
    return f"/staff/people/{cast.resident.person.id}/budget/what-you-pay"


def change(app, cast, **values):
    with app.app_context():
        db.session.execute(
            update(Contribution)
            .where(Contribution.person_id == cast.resident.person.id)
            .values(**values)
        )
        db.session.commit()


def test_the_charge_stands_first_then_each_step_with_why(client_for, cast):
    page = client_for("resident").get(YOURS)
    for words in ("£85.07", "£340.28 for four weeks", "We send you a bill every four weeks."):
        assert words in page.main
    steps = page.soup.select(".portal-working__step")
    assert [each.select_one(".portal-working__sum").get_text(strip=True) for each in steps] == [
        "£197.57",
        "−£112.50",
    ]
    assert "We count most benefits." in steps[0].get_text()
    assert f"As told {cast.resident.money_marker}" in steps[0].get_text()
    assert "We added it up again, and it is right." in page.main


@pytest.mark.parametrize(
    ("rate", "says", "links"),
    [
        ("pip_daily_living_standard", "You can read it here:", 1),
        ("mig_single_25", "We worked this amount out from:", 0),  # as of 2026: in no table yet
    ],
)
def test_a_national_rate_says_until_when_and_where_it_comes_from(
    app, client_for, cast, rate, says, links
):
    with app.app_context():
        db.session.execute(
            update(ContributionStep)
            .where(ContributionStep.position == 2)
            .values(rate=rate, as_at_on=date(2026, 5, 4))
        )
        db.session.commit()
    step = client_for("resident").get(YOURS).soup.select(".portal-working__step")[1]
    assert "The amount for all of England is £" in step.get_text()
    assert says in step.get_text()
    assert len(step.select('a[href^="https://"]')) == links


def test_a_working_that_does_not_add_up_is_said_plainly(app, client_for, cast):
    change(app, cast, charged_pence=9_000)
    for client, place in (
        (client_for("resident"), YOURS),
        (client_for("carer"), theirs(cast)),
        (client_for("finance"), for_staff(cast)),
    ):
        main = client.get(place).main
        assert "The steps lead to £85.07 a week, but the charge is £90.00." in main
        assert "it is right" not in main


def test_free_support_and_the_full_cost_are_said(app, client_for, cast):
    change(app, cast, chargeable_pence=0, charged_pence=0)
    assert "None of this support can be charged for." in client_for("resident").get(YOURS).main
    change(app, cast, chargeable_pence=29_029, charged_pence=29_029, full_cost=True)
    main = client_for("resident").get(YOURS).main
    assert "This is the full cost." in main
    assert "We must still look at what help you need" in main


def test_before_anything_was_worked_out_the_page_says_so(app, client_for, cast):
    with app.app_context():
        db.session.execute(delete(ContributionStep))
        db.session.execute(delete(Contribution))
        db.session.commit()
    assert "We have not worked out yet what you pay." in client_for("resident").get(YOURS).main


def test_the_charge_in_force_is_shown_and_others_by_their_days(app, client_for, cast):
    today = clock.today()
    with app.app_context():
        for name, from_on, to_on, pence in (
            ("before", today - timedelta(days=200), today - timedelta(days=21), 4_000),
            ("soon", today + timedelta(days=10), None, 9_900),
        ):
            db.session.add(
                Contribution(
                    council=cast.resident.person.council,
                    reference=f"C-{name}",
                    person_id=cast.resident.person.id,
                    from_on=from_on,
                    to_on=to_on,
                    worked_out_on=from_on,
                    assessed_pence=pence,
                    chargeable_pence=29_029,
                    charged_pence=pence,
                    full_cost=False,
                    collected="invoice",
                )
            )
        db.session.commit()
    main = client_for("resident").get(YOURS).main
    assert "£85.07" in main.partition("How we worked it out")[0]
    assert "£99.00 a week" in main
    assert "£40.00 a week" in main


def test_the_page_of_the_budget_says_it_in_a_line_and_leads_there(client_for, cast):
    for who, place, leads_to in (
        ("resident", "/your-budget", YOURS),
        ("carer", f"/for/{cast.resident.person.id}/budget", theirs(cast)),
        ("worker", f"/staff/people/{cast.resident.person.id}/budget", for_staff(cast)),
        ("finance", f"/staff/people/{cast.resident.person.id}/budget", for_staff(cast)),
    ):
        page = client_for(who).get(place)
        assert "£85.07 a week from" in page.main
        assert leads_to in page.links


@pytest.mark.parametrize("scope", list(Scope))
def test_a_helper_needs_the_scope_for_the_budget(app, client_for, cast, scope):
    with app.app_context():
        db.session.execute(update(Representation).values(scope_words=scope.value))
        db.session.commit()
    client_for("carer").get(theirs(cast), 200 if scope is Scope.VIEW_BUDGET else 404)


@pytest.mark.parametrize(
    "who", ["stranger", "worker_elsewhere", "manager_elsewhere", "administrator", "partner"]
)
def test_nobody_else_sees_it(client_for, cast, who):
    client_for(who).get(theirs(cast), 404)
    client_for(who).get(for_staff(cast), 404)


@pytest.mark.parametrize("who", ["worker", "manager", "finance"])
def test_whoever_deals_with_it_sees_the_same(client_for, cast, who):
    assert "£197.57" in client_for(who).get(for_staff(cast)).main


def test_finance_has_what_does_not_add_up_on_its_list_and_nobodys_name(app, client_for, cast):
    client = client_for("finance")
    assert "Every charge follows from its steps." in client.get("/staff/money").main
    change(app, cast, charged_pence=9_000)
    page = client.get("/staff/money")
    assert f"C-{cast.resident.marker}" in page.main
    assert "steps £85.07, charge £90.00" in page.main
    assert for_staff(cast) in page.links
    assert cast.resident.person.name not in page.main
    change(app, cast, to_on=clock.today() - timedelta(days=1))
    assert "Every charge follows from its steps." in client.get("/staff/money").main
