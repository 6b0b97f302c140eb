"""The import contracts, each broken on purpose in a small copy of the house."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
BREACHES = {
    "Import only from below": ("people/queries.py", "from portal.budgets import rules\n"),
    "Inside a feature": ("budgets/models.py", "from portal.budgets import queries\n"),
    "Rules and policy are plain Python": ("budgets/rules.py", "import sqlalchemy\n"),
    "know no web page": ("budgets/actions.py", "import flask\n"),
    "From another feature": ("staff/queries.py", "from portal.budgets import forms\n"),
}
FEATURES = ("core", "people", "accounts", "journey", "budgets", "exchange", "pages", "staff")
FILES = ("views", "staff_views", "forms", "actions", "queries", "models", "rules")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Empty files with the names that the real ones have, and the real contracts."""
    for feature in FEATURES:
        folder = tmp_path / "portal" / feature
        folder.mkdir(parents=True)
        for name in ("__init__", *FILES):
            (folder / f"{name}.py").touch()
    for name in ("__init__", "permissions", "policy", "settings", "extensions"):
        (tmp_path / "portal" / f"{name}.py").touch()
    (tmp_path / "tools").mkdir()
    shutil.copy(CHECKOUT / "tools" / "contracts.py", tmp_path / "tools")
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(house: Path) -> list[str]:
    """The names of the contracts that do not hold."""
    program = "from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = " ".join(done.stdout.split("Contracts:")[0].split())
    assert "Analyzed" in lines, done.stdout + done.stderr
    return [name for name in BREACHES if _verdict(lines, name) == "BROKEN"]


def _verdict(lines: str, name: str) -> str:
    after = lines.partition(name)[2]
    return min(("KEPT", "BROKEN"), key=lambda word: after.find(word) % (len(after) + 1))


def test_a_house_in_order_keeps_every_contract(house: Path) -> None:
    """What is allowed is not refused: core's forms are everybody's."""
    (house / "portal/budgets/forms.py").write_text("from portal.core import forms\n")
    (house / "portal/budgets/views.py").write_text("from portal.people import queries\n")
    assert broken(house) == []


def test_each_breach_breaks_its_contract(house: Path) -> None:
    """All at once, because the linter takes its time to start."""
    for path, line in BREACHES.values():
        (house / "portal" / path).write_text(line)
    assert broken(house) == list(BREACHES)


def test_a_feature_that_stands_nowhere_is_refused(house: Path) -> None:
    """A new folder has to say what it is above and below."""
    (house / "portal" / "surprises").mkdir()
    (house / "portal" / "surprises" / "__init__.py").touch()
    assert broken(house) == ["Import only from below"]
