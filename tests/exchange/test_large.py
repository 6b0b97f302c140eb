"""A file of 200,000 movements goes in or changes nothing, and takes little memory."""

import csv
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from portal.core.places import DEMO
from tests.ops.processes import portal, surroundings

KEYS = {"PORTAL_SECRET_KEY": "s" * 64, "PORTAL_SEAL_KEYS": "k1:" + "5a" * 32}
ROWS, MOST_MB = 200_000, 400
FIRST = date(2026, 2, 2)
MEASURED = """
import atexit, pathlib, runpy, sys
atexit.register(lambda: sys.stderr.write(pathlib.Path("/proc/self/status").read_text()))
sys.argv[0] = "portal"
runpy.run_module("portal", run_name="__main__", alter_sys=True)
"""
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


def brought_in(path: Path, data: Path) -> tuple[int, str, int]:
    """The real command: its exit code, what it said, the most memory it had, in megabytes.

    The process says it itself: what the system says of a child counts its parent before it began.
    """
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "import", str(path)],
        env=surroundings(data, KEYS),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    [kilobytes] = re.findall(r"VmHWM:\s*(\d+) kB", done.stderr)
    return done.returncode, done.stdout, int(kilobytes) // 1024


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
    code, said, megabytes = brought_in(movements(tmp_path / "bad.csv", "never"), data)
    assert (code, kept(data)) == (1, 0)
    assert "bad.csv, line 200001" in said
    assert megabytes < MOST_MB
    code, said, megabytes = brought_in(movements(tmp_path / "good.csv", "2026-03-01"), data)
    assert (code, kept(data)) == (0, ROWS), said
    assert megabytes < MOST_MB
