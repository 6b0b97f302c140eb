"""The worked example and its variants, from a council's files to the page, to the penny."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from portal.core import clock
from tests.cast import Cast
from tests.client import Client
from tests.exchange.conftest import Bring, Rows, line

ClientFor = Callable[..., Client]
STEPS = (
    ("Universal Credit", "adds", "190.02"),
    ("Personal Independence Payment, daily living", "adds", "73.90"),
    ("Personal Independence Payment, mobility", "not_counted", "29.20"),
    ("Money to live on", "takes_away", "162.15"),
    ("Council Tax", "takes_away", "4.20"),
    ("Costs because of your illness", "takes_away", "12.50"),
)
THREE = (("4.5", "27.00", "121.50"), ("8", "17.10", "136.80"), ("1", "32.00", "32.00"))
METHODS = ("council_managed", "direct_payment", "isf")


@dataclass(frozen=True)
class Variant:
    """What differs from the worked example: the bases of its lines, and what follows from them."""

    bases: tuple[str, ...]
    chargeable: str
    pays: str
    council: str
    lines: tuple[tuple[str, str, str], ...] = THREE
    total: str = "290.30"
    full_cost: str = "no"


TODAY = clock.today().isoformat()
CHARGED, FREE = "chargeable", "s117_free"
VARIANTS = {
    "the example": Variant((CHARGED,) * 3, "290.30", "85.07", "205.23"),
    "C: two lines are after-care": Variant((CHARGED, FREE, FREE), "121.50", "85.07", "205.23"),
    "C: all lines are": Variant((FREE,) * 3, "0.00", "0.00", "290.30"),
    "C: what is not free is cheaper": Variant(
        (CHARGED, FREE), "60.00", "60.00", "136.80",
        lines=(("1", "60.00", "60.00"), THREE[1]), total="196.80",
    ),
    "D: over the limit": Variant((CHARGED,) * 3, "290.30", "290.30", "0.00", full_cost="yes"),
}  # fmt: skip


def budget(whose: str, here: Variant) -> Rows:
    return [
        {
            "reference": "WE1",
            "version": "1",
            "person_reference": whose,
            "kind": "agreed",
            "became_on": TODAY,
            "from_on": TODAY,
            "total": here.total,
            "you_pay": here.pays,
            "council_pays": here.council,
        }
    ]


def lines(here: Variant) -> Rows:
    return [
        line(
            number,
            budget_reference="WE1",
            description=f"Support {number}",
            quantity=quantity,
            rate=rate,
            week=week,
            charge_basis=basis,
            method=METHODS[number - 1],
        )
        for number, ((quantity, rate, week), basis) in enumerate(
            zip(here.lines, here.bases, strict=True), 1
        )
    ]


def contribution(whose: str, here: Variant) -> Rows:
    return [
        {
            "reference": "WC1",
            "person_reference": whose,
            "from_on": TODAY,
            "worked_out_on": TODAY,
            "assessed": "85.07",
            "chargeable": here.chargeable,
            "charged": here.pays,
            "full_cost": here.full_cost,
            "collected": "invoice",
        }
    ]


def workings(here: Variant) -> Rows:
    return [
        {
            "contribution_reference": "WC1",
            "position": str(position),
            "description": what,
            "effect": effect,
            "amount": amount,
        }
        for position, (what, effect, amount) in enumerate(STEPS, 1)
        if here.full_cost == "no"
    ]


@pytest.mark.parametrize("name", list(VARIANTS))
def test_it_goes_in_and_stands_on_both_pages(
    app: Flask, client_for: ClientFor, cast: Cast, bring: Bring, name: str
) -> None:
    here, whose = VARIANTS[name], cast.resident.person.reference
    files = {
        "budgets": budget(whose, here),
        "lines": lines(here),
        "contributions": contribution(whose, here),
        "workings": workings(here),
    }
    outcome = bring({kind: rows for kind, rows in files.items() if rows})
    assert outcome.went_in
    resident = client_for("resident")
    main = resident.get("/your-budget").main
    for amount in (here.total, here.pays, here.council, *(week for _, _, week in here.lines)):
        assert f"£{amount}" in main
    assert f"You pay £{here.pays} a week from" in main
    charge = resident.get("/your-budget/what-you-pay").main
    assert f"£{here.chargeable}" in charge
    assert "does not add up" not in charge
    assert ("This is the full cost." in charge) is (here.full_cost == "yes")
    assert ("So there is nothing to pay." in charge) is (here.pays == "0.00")
    if here.full_cost == "no":
        assert "The steps make £85.07" in charge
        assert "We added it up again, and it is right." in charge


def test_the_example_over_four_weeks_and_a_year(
    client_for: ClientFor, cast: Cast, bring: Bring
) -> None:
    here, whose = VARIANTS["the example"], cast.resident.person.reference
    bring({"budgets": budget(whose, here), "lines": lines(here)})
    main = client_for("resident").get("/your-budget").main
    for amount in ("1,161.20", "15,095.60", "340.28", "4,423.64", "820.92", "10,671.96"):
        assert f"£{amount}" in main
