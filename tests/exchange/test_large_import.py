"""Two hundred thousand rows: all of them or none, in the memory of a small machine."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.exchange.conftest import good_files, person, write_csv
from tests.ops.processes import surroundings
from tests.ops.test_upgrade import KEYS

PEOPLE, ROWS = 500, 200_000
MOST_MEGABYTES = 400


def portal(data: Path, *words: str) -> tuple[int, str, int]:
    """Run `portal …`: its exit code, what it said, and the most memory it had, in megabytes."""
    said = data.parent / "said"
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "portal", *words],
            env=surroundings(data, KEYS),
            stdout=out,
            stderr=out,
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, said.read_text(), used.ru_maxrss // 1024


def accounts() -> Iterator[dict[str, str]]:
    [like] = good_files()["accounts"]
    for number in range(PEOPLE):
        yield like | {"reference": f"LA{number}", "person_reference": f"L{number}"}


def transactions() -> Iterator[dict[str, str]]:
    like = good_files()["transactions"][0]
    for number in range(ROWS - 2 * PEOPLE):
        yield like | {"account_reference": f"LA{number % PEOPLE}", "reference": f"{number:07}"}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """People, an account for each, and all that went in and out of these in some years."""
    people = [person(f"L{number}") for number in range(PEOPLE)]
    with (tmp_path / "transactions.csv").open("w", newline="") as file:
        rows = transactions()
        first = next(rows)
        writer = csv.DictWriter(file, list(first))
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)
    return [
        write_csv(tmp_path / "people.csv", people),
        write_csv(tmp_path / "accounts.csv", list(accounts())),
        tmp_path / "transactions.csv",
    ]


def test_all_go_in_or_none_and_it_needs_little_memory(files: list[Path], tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert portal(data, "migrate")[0] == 0
    text = files[-1].read_text()
    files[-1].write_text(text.replace(",0.00,", ",a lot,", 1))
    names = [str(path) for path in files]
    code, said, megabytes = portal(data, "import", *names)
    assert (code, megabytes < MOST_MEGABYTES) == (1, True), megabytes
    assert "transactions.csv, line 2 (LA0 0000000)" in said
    assert "Nothing was changed." in said

    files[-1].write_text(text)
    code, said, megabytes = portal(data, "import", *names)
    assert (code, megabytes < MOST_MEGABYTES) == (0, True), megabytes
    assert f"transactions.csv (transactions): {ROWS - 2 * PEOPLE} in: {ROWS - 2 * PEOPLE}" in said
    with files[-1].open() as file:
        some = list(islice(file, 3_001))
    files[-1].write_text("".join(some))
    assert "3000 in: 0 added, 0 changed, 3000 same" in portal(data, "import", *names)[1]
