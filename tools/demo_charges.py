"""The demo council's charges: what each person pays, and the steps that make it."""

from dataclasses import dataclass
from datetime import date, timedelta

from tools.demo_budgets import Version, iso, pounds
from tools.demo_people import Row

AMISS = 19
"""The number of a person whose working does not make the charge, to see what happens then."""
COLLECTED = ("invoice", "pay_into_dp_account", "net_from_dp")


@dataclass(frozen=True)
class Step:
    """One step: words, what it does, pence a week, how it came about, and why."""

    words: str
    effect: str
    pence: int
    inputs: str = ""
    rule: str = ""


WORKED_EXAMPLE = [
    Step(
        "Universal Credit",
        "adds",
        19002,
        "(£400.14 + £423.27) × 12 ÷ 52. It is paid by the month, and a charge is by the week.",
        "We count most benefits.",
    ),
    Step(
        "Personal Independence Payment: daily living",
        "adds",
        7390,
        rule="We count it, because it is for care.",
    ),
    Step(
        "Personal Independence Payment: mobility",
        "not_counted",
        2920,
        rule="The law says that we must not count it.",
    ),
    Step(
        "Money to live on",
        "takes_away",
        11250,
        rule="Everybody keeps this much. The law calls it the minimum income guarantee.",
    ),
    Step(
        "More to live on, for a disability",
        "takes_away",
        4965,
        rule="People with some benefits keep this as well.",
    ),
    Step("Council Tax that no benefit pays", "takes_away", 420, rule="You need it for your home."),
    Step(
        "Costs that come from a disability",
        "takes_away",
        1250,
        "Laundry £5.00, and taxis to appointments £7.50.",
        "We agreed these costs with you.",
    ),
]


def steps(number: int, assessed: int) -> list[Step]:
    """A working that makes what somebody can be asked for; for one person it does not."""
    if number == 1:
        return WORKED_EXAMPLE
    keeps = 11250 + 4965
    gets = keeps + assessed if assessed else keeps - 2000
    if number == AMISS:
        gets += 500
    return [
        Step("Benefits", "adds", gets, rule="We count most benefits."),
        Step(
            "Money to live on",
            "takes_away",
            11250,
            rule="Everybody keeps this much. The law calls it the minimum income guarantee.",
        ),
        Step(
            "More to live on, for a disability",
            "takes_away",
            4965,
            rule="People with some benefits keep this as well.",
        ),
    ]


def chargeable(version: Version) -> int:
    """What a version's lines cost a week, of those that can be charged for."""
    return sum(part.week for part in version.parts if part.basis == "chargeable")


def rows(number: int, versions: list[Version]) -> tuple[list[Row], list[Row]]:
    """Rows of contributions.csv and workings.csv: one result for each agreed version."""
    charges: list[Row] = []
    working: list[Row] = []
    for count, version in enumerate(versions, 1):
        if version.kind != "agreed" or version.from_on is None:
            continue
        reference = f"C{number:04}.{count}"
        worked_out = version.became_on - timedelta(days=6)
        charges.append(charge_row(reference, number, version, worked_out))
        if chargeable(version):
            working += [
                working_row(reference, position, step, worked_out)
                for position, step in enumerate(steps(number, version.assessed), 1)
            ]
    return charges, working


def charge_row(reference: str, number: int, version: Version, worked_out: date) -> Row:
    """A row of contributions.csv."""
    return {
        "reference": reference,
        "person_reference": f"P{number:04}",
        "from_on": iso(version.from_on),
        "to_on": iso(version.to_on),
        "worked_out_on": iso(worked_out),
        "letter_on": iso(version.became_on - timedelta(days=4)),
        "assessed": pounds(version.assessed),
        "chargeable": pounds(chargeable(version)),
        "charged": pounds(version.you_pay),
        "full_cost": "no",
        "collected": COLLECTED[number % 3] if number > 1 else "invoice",
    }


def working_row(reference: str, position: int, step: Step, worked_out: date) -> Row:
    """A row of workings.csv."""
    return {
        "contribution_reference": reference,
        "position": str(position),
        "description": step.words,
        "effect": step.effect,
        "amount": pounds(step.pence),
        "inputs": step.inputs,
        "rule": step.rule,
        "rate": "",
        "as_at_on": iso(worked_out),
    }
