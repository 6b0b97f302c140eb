"""Makes the demo council's files, as a case system would export them: the same ones every time.

    python -m tools.make_demo [FOLDER]

Nobody in them exists: family names are put together from two words, e-mails are at a domain that
cannot exist, telephone numbers are those that Ofcom keeps free for drama. Dates are as at one
day; the demonstration moves them by whole weeks, so that they look current when it is made.
"""

import csv
import io
import sys
from pathlib import Path
from random import Random

from portal.core.council import load
from tools import (
    demo_budgets,
    demo_charges,
    demo_journeys,
    demo_lines,
    demo_payments,
    demo_people,
)
from tools.demo_people import Names, Row

SEED = 20140
COUNCIL = "norfolk"
FOLDER = Path(__file__).resolve().parent.parent / "demo"
TEAMS: list[Row] = [
    {
        "code": "discharge",
        "name": "Hospital discharge team",
        "phone": "01632 960990",
        "locality": "",
        "from_on": "2021-04-05",
        "to_on": "",
    },
    {
        "code": "coast",
        "name": "Coastal team",
        "phone": "01632 960991",
        "locality": "north",
        "from_on": "2016-04-04",
        "to_on": "2021-04-04",
    },
]


def demo_files() -> dict[str, list[Row]]:
    """Every file's rows, by the name of the file."""
    random = Random(SEED)
    names = Names(random)
    found = demo_journeys.journeys(random)
    begun = [steps[0].entered_on if steps else None for steps in found]
    budgets, lines, charges, workings, agreed = [], [], [], [], []
    for number, steps in enumerate(found, 1):
        versions = demo_budgets.versions(random, number, steps)
        agreed.append(versions)
        paid, worked_out = demo_charges.rows(number, versions)
        charges += paid
        workings += worked_out
        for version, each in enumerate(versions, 1):
            budgets.append(demo_budgets.budget_row(number, version, each))
            lines += demo_lines.line_rows(number, version, each)
    files = {
        "teams.csv": TEAMS,
        "workers.csv": demo_people.workers(names, load(COUNCIL).name),
        "memberships.csv": demo_people.memberships(),
        "people.csv": demo_people.people(random, names),
        "allocations.csv": demo_people.allocations(random, begun),
        "representations.csv": demo_people.representations(random),
        "journeys.csv": demo_journeys.journey_rows(found),
        "stages.csv": demo_journeys.stage_rows(random, found),
        "budgets.csv": budgets,
        "lines.csv": lines,
        "contributions.csv": charges,
        "workings.csv": workings,
    }
    return files | demo_payments.files(files["people.csv"], agreed)


def as_csv(rows: list[Row]) -> str:
    """The text of a file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main(folder: Path) -> None:
    """Write all files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in demo_files().items():
        (folder / name).write_text(as_csv(rows), encoding="utf-8", newline="")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
