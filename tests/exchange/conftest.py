"""A house of files for the tests of importing: small, right, and easy to spoil in one place."""

import csv
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from flask import Flask

from portal.exchange import actions
from portal.exchange.outcome import Outcome
from portal.extensions import Base, db

Rows = list[dict[str, str]]
Files = dict[str, Rows]


def person(reference: str, **more: str) -> dict[str, str]:
    """A row of people.csv."""
    return {
        "reference": reference,
        "given_name": "Robin",
        "family_name": "Marshlight",
        "born_on": "12/06/1984",
        "email": "",
        "postcode": "",
        **more,
    }


def line(position: int, **more: str) -> dict[str, str]:
    """A row of lines.csv."""
    return {
        "budget_reference": "B1",
        "version": "1",
        "position": str(position),
        "method": "council_managed",
        "unit": "hour",
        "charge_basis": "chargeable",
        "from_on": "2026-02-23",
        "outcomes": "A9 A1",
        **more,
    }


GOOD: Files = {
    "transactions": [
        {
            "account_reference": "A1",
            "reference": "0001",
            "booked_on": "2026-02-23",
            "description": "Direct payment from the council",
            "purpose": "",
            "payee": "",
            "money_in": "547.20",
            "money_out": "0.00",
            "balance": "1159.60",
            "receipt_required": "no",
        },
        {
            "account_reference": "A1",
            "reference": "0002",
            "booked_on": "2026-02-24",
            "description": "PA wages, 32 h at £15.00",
            "purpose": "Personal assistant",
            "payee": "Brightway Payroll",
            "money_in": "0.00",
            "money_out": "480.00",
            "balance": "679.60",
            "receipt_required": "no",
        },
    ],
    "payments": [
        {
            "account_reference": "A1",
            "pays_from_on": "2026-02-23",
            "due_on": "2026-02-23",
            "paid_on": "2026-02-23",
            "payment": "547.20",
            "taken_off": "0.00",
        }
    ],
    "accounts": [
        {
            "reference": "A1",
            "person_reference": "P1",
            "kind": "prepaid_self",
            "holder": "Somebody",
            "provider": "",
            "frequency": "four_weekly",
            "from_on": "2026-02-23",
            "periods_from_on": "2026-02-23",
            "payment": "547.20",
            "taken_off": "0.00",
            "week": "136.80",
            "balance": "-12.40",
            "balance_on": "2026-02-24",
        }
    ],
    "workings": [
        {
            "contribution_reference": "C1",
            "position": "1",
            "description": "Universal Credit",
            "effect": "adds",
            "amount": "197.57",
            "rate": "",
            "as_at_on": "2026-02-01",
        },
        {
            "contribution_reference": "C1",
            "position": "2",
            "description": "Money to live on",
            "effect": "takes_away",
            "amount": "112.50",
            "rate": "mig_single_25",
            "as_at_on": "",
        },
    ],
    "contributions": [
        {
            "reference": "C1",
            "person_reference": "P1",
            "from_on": "2026-02-23",
            "worked_out_on": "2026-02-09",
            "assessed": "85.07",
            "chargeable": "258.30",
            "charged": "85.07",
            "full_cost": "no",
            "collected": "invoice",
        }
    ],
    "lines": [
        line(1, description="Home support", quantity="4.5", rate="27.00", week="121.50"),
        line(2, description="Personal assistant", quantity="8", rate="17.10", week="136.80"),
    ],
    "budgets": [
        {
            "reference": "B1",
            "version": "1",
            "person_reference": "P1",
            "kind": "agreed",
            "became_on": "2026-02-16",
            "total": "258.30",
            "you_pay": "85.07",
            "council_pays": "173.23",
        }
    ],
    "stages": [
        {
            "journey_reference": "J1",
            "stage": "contact",
            "entered_on": "2026-01-05",
            "expected_by": "2026-01-07",
            "acts_next": "council",
            "late_reason": "",
        },
        {
            "journey_reference": "J1",
            "stage": "planning",
            "entered_on": "03/02/2026",
            "expected_by": "",
            "acts_next": "person",
            "late_reason": "",
        },
    ],
    "journeys": [{"reference": "J1", "person_reference": "P1", "started_on": "2026-01-05"}],
    "representations": [
        {
            "person_reference": "P1",
            "helper_reference": "P2",
            "basis": "consent",
            "scopes": "view_status view_budget",
            "from_on": "2026-01-05",
        }
    ],
    "allocations": [
        {
            "person_reference": "P1",
            "team_code": "discharge",
            "worker_reference": "W1",
            "from_on": "2026-01-05",
        }
    ],
    "people": [person("P1", email="p1@demo.example", postcode="NR3 1AA"), person("P2")],
    "memberships": [{"worker_reference": "W1", "team_code": "discharge", "from_on": "2025-01-06"}],
    "workers": [
        {
            "reference": "W1",
            "name": "Ada Brightwater",
            "email": "ada@demo.example",
            "phone": "01632 960107",
            "job_title": "Social worker",
            "employer": "The council",
            "base": "Fenland House",
            "role": "worker",
            "left_on": "",
        }
    ],
    "teams": [
        {
            "code": "discharge",
            "name": "Hospital discharge team",
            "phone": "01632 960100",
            "from_on": "2025-01-06",
        }
    ],
}


def good_files() -> Files:
    """One row or a few of every kind, and nothing wrong with any: a copy to spoil."""
    return deepcopy(GOOD)


def write_csv(path: Path, rows: Rows, encoding: str = "utf-8") -> Path:
    """Write rows as a case system would."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


Bring = Callable[..., Outcome]


@pytest.fixture
def bring(app: Flask, tmp_path: Path) -> Bring:
    """`bring(files, take_good=True)`: write the files and import them."""
    folder = tmp_path / "files"
    folder.mkdir()

    def run(files: Files, *, take_good: bool = False) -> Outcome:
        paths = [write_csv(folder / f"{name}.csv", rows) for name, rows in files.items()]
        with app.app_context():
            return actions.import_files(paths, take_good=take_good)

    return run


Everything = dict[str, list[dict[str, object]]]


@pytest.fixture
def everything(app: Flask) -> Callable[[], Everything]:
    """Every row of every table, to see what changed."""

    def read() -> Everything:
        with app.app_context(), db.engine.connect() as connection:
            return {
                table.name: sorted(
                    (dict(row) for row in connection.execute(table.select()).mappings()),
                    key=str,
                )
                for table in Base.metadata.sorted_tables
            }

    return read
