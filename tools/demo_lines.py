"""The demo council's lines: what each version of a budget is for, and who else pays."""

from datetime import timedelta

from tools.demo_budgets import Part, Version, iso, pounds
from tools.demo_people import Row
from tools.demo_words import HOUSING


def line_rows(number: int, version: int, each: Version) -> list[Row]:
    """Rows of lines.csv."""
    rows = []
    for position, part in enumerate(each.parts, 1):
        what, outcomes, provider, method, unit, rate, _likely, use = part.support
        rows.append(
            {
                "budget_reference": f"B{number:04}",
                "version": str(version),
                "position": str(position),
                "description": what,
                "outcomes": outcomes,
                "provider": provider,
                "method": method,
                "unit": unit,
                "quantity": f"{part.hundredths / 100:g}",
                "rate": pounds(rate),
                "week": pounds(part.week),
                "from_on": iso(each.from_on or each.became_on),
                "to_on": iso(each.to_on),
                "charge_basis": part.basis,
                "can_use_for": use,
                **beside(number, part, each),
            }
        )
    return rows


def beside(number: int, part: Part, each: Version) -> Row:
    """What others pay for a line, whom to ring about it, and a home that goes with it."""
    found = {
        "nhs_pays": pounds(part.week) if part.basis == "nhs" else "",
        "others_pay": "",
        "provider_phone": "01632 960142" if part.support[3] == "council_managed" else "",
        **dict.fromkeys(("landlord", "landlord_phone", "moved_in_on", "move_on_by"), ""),
    }
    if part.basis == "s117_free" and number % 3 == 0:
        found["nhs_pays"] = pounds(part.week // 2)
    if part.support is HOUSING:
        begins = each.from_on or each.became_on
        found |= {
            "landlord": "Fen Edge Homes",
            "landlord_phone": "01632 960143",
            "moved_in_on": iso(begins),
            "move_on_by": iso(begins + timedelta(days=546)),
        }
    return found
