"""A file of 200,000 movements goes in or changes nothing, and takes little memory."""

import csv
import resource
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from portal.core.places import DEMO
from tests.ops.processes import portal

KEYS = {"PORTAL_SECRET_KEY": "s" * 64, "PORTAL_SEAL_KEYS": "k1:" + "5a" * 32}
ROWS, MOST_MB = 200_000, 400
FIRST = date(2026, 2, 2)
NEEDED = ("teams", "workers", "people", "accounts")


def movements(path: Path, last_day: str) -> Path:
    """Movements of one account; the day of the last may be none."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            (
                *("account_reference", "reference", "booked_on", "description", "purpose"),
                *("payee", "money_in", "money_out", "balance", "receipt_required"),
            )
        )
        for number in range(ROWS):
            day = FIRST + timedelta(days=number % 28)
            writer.writerow(
                (
                    *("A0001", f"X{number:07}", last_day if number == ROWS - 1 else day),
                    *(
                        "Wages",
                        "Getting out",
                        "A shop",
                        "0.00",
                        f"{number % 9000}.12",
                        "4.00",
                        "no",
                    ),
                )
            )
    return path


def kept(data: Path) -> int:
    [database] = data.glob("*.sqlite")
    with create_engine(f"sqlite:///{database}").connect() as connection:
        found = connection.execute(text("SELECT count(*) FROM payment_transaction"))
        return int(found.scalar_one())


def test_it_goes_in_or_changes_nothing_in_little_memory(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert portal("migrate", data=data, **KEYS).returncode == 0
    files = [str(DEMO / f"{name}.csv") for name in NEEDED]
    assert portal("import", *files, data=data, **KEYS).returncode == 0
    refused = portal("import", str(movements(tmp_path / "bad.csv", "never")), data=data, **KEYS)
    assert refused.returncode == 1
    assert "bad.csv:200001" in refused.stdout or "line 200001" in refused.stdout
    assert kept(data) == 0
    good = portal("import", str(movements(tmp_path / "good.csv", "2026-03-01")), data=data, **KEYS)
    assert good.returncode == 0, good.stdout + good.stderr
    assert kept(data) == ROWS
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    assert most < MOST_MB
