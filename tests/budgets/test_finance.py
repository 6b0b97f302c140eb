"""Finance staff: every budget of the council, found whole, and nothing else of a record."""

import pytest
from sqlalchemy import select

from portal.core.looks import Look
from portal.extensions import db
from portal.policy import Can

MONEY = "/staff/money"


def budget_of(who):
    return f"/staff/people/{who.person.id}/budget"


@pytest.mark.parametrize("who", ["resident", "stranger"])
def test_a_budget_is_found_by_the_whole_reference_and_the_look_is_kept(app, client_for, cast, who):
    client = client_for("finance")
    found = cast[who]
    place = f"{MONEY}?q={found.person.reference.lower()}"
    assert client.get(place, 303).location == budget_of(found)
    client.get(budget_of(found))
    with app.app_context():
        look = db.session.scalars(select(Look)).one()
    assert look.account_id == cast.finance.account.id
    assert (look.person_id, look.permission) == (found.person.id, Can.VIEW_RECORD_BUDGET)


def test_a_budget_is_found_by_its_own_reference(app, client_for, cast):
    reference = cast.budgets["resident"].reference
    assert client_for("finance").get(f"{MONEY}?q={reference}", 303).location == budget_of(
        cast.resident
    )


@pytest.mark.parametrize("part", [slice(0, -1), slice(1, None)])
def test_a_part_of_a_reference_finds_nobody_and_keeps_what_was_typed(client_for, cast, part):
    typed = cast.resident.person.reference[part]
    page = client_for("finance").get(f"{MONEY}?q={typed}")
    assert f"We found nobody with the reference “{typed}”." in page.main
    assert page.soup.find("input", attrs={"name": "q"})["value"] == typed


def test_the_page_of_a_budget_leads_back_to_the_money_and_to_no_record(client_for, cast):
    page = client_for("finance").get(budget_of(cast.resident))
    assert MONEY in page.links
    assert f"/staff/people/{cast.resident.person.id}" not in page.links
    client_for("finance").get(f"/staff/people/{cast.resident.person.id}", 404)


@pytest.mark.parametrize("who", ["resident", "worker", "manager", "administrator", "partner"])
def test_nobody_else_finds_budgets_this_way(client_for, cast, who):
    client_for(who).get(f"{MONEY}?q={cast.resident.person.reference}", 404)


def test_they_start_at_the_money(client_for):
    assert client_for("finance").get("/", 303).location == MONEY
