"""What docs promise names tests that are there, for every requirement that is ours by now."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REGISTER = (ROOT / "docs" / "assurance.md").read_text(encoding="utf-8")
STEPS = (ROOT / "docs" / "accessible-information.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
ROW = re.compile(r"^\| (R\d+) \|", re.MULTILINE)
STEP = re.compile(r"^\| (Identify|Record|Flag|Share|Meet|Review) \|")
OURS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 21, 22, 23, 25, 26, 27, 28, 30}


def test_every_requirement_has_a_line() -> None:
    assert {f"R{number}" for number in OURS} <= set(ROW.findall(REGISTER))


@pytest.mark.parametrize(
    "line",
    [
        *(each for each in REGISTER.splitlines() if ROW.match(each)),
        *(each for each in STEPS.splitlines() if STEP.match(each)),
    ],
)
def test_every_test_it_names_is_there(line: str) -> None:
    named = NAMED.findall(line)
    assert named, f"names no test: {line[:80]}"
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
