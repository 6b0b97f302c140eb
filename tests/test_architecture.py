"""The shape of the house: sizes, names, places. What these say is argued in docs/decisions/."""

import ast
import re
import statistics
from functools import cache
from pathlib import Path

from flask import Flask

from portal.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES, FUNCTION_LINES = 300, 40
MEDIAN_FILE, P95_FILE, MEDIAN_FUNCTION, P95_FUNCTION = 85, 210, 8, 25
CONTENTS_PAGE_LINES = 50  # create_app names every feature, and nothing else
MEDIAN_TEST, P95_TEST, MEDIAN_TEMPLATE, P95_TEMPLATE = 8, 20, 20, 60
SAY_NOTHING = {
    *("utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "services"),
    *("handler", "handlers", "data", "info", "tools", "lib", "stuff", "functions"),
}
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HACK)\b")
OF_A_MACHINE = re.compile(
    r"(?<![\w.])/(?:root|home/\w+|work|Users)/|registry\.npmjs|pypi\.org|pythonhosted"
)
WRITTEN = (".py", ".html", ".txt", ".toml", ".md", ".css", ".js", ".sh", ".in", ".json", ".po")
NOT_OURS = {"package-lock.json", "requirements.txt", "requirements-dev.txt"}


def ours(*folders: str, suffix: str = ".py") -> list[Path]:
    """Our files below some folders."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob(f"*{suffix}")
        if "__pycache__" not in path.parts
    )


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(path: Path) -> dict[str, int]:
    """The length of each function of a file, as its body reads: without docstring."""
    found = {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            end = node.end_lineno or node.lineno
            spoken = ast.get_docstring(node, clean=False)
            said = len(spoken.splitlines()) if spoken else 0
            found[f"{shown(path)}:{node.name}"] = end - node.lineno + 1 - said
    return found


def p95(values: list[int]) -> float:
    return statistics.quantiles(values, n=20)[-1]


PYTHON = ours("portal", "tools", "tests")
CODE = [path for path in ours("portal") if "versions" not in path.parts]
TEMPLATES = ours("portal/templates", suffix=".html")
PAGES = [path for path in TEMPLATES if "parts" not in path.parts]


def test_a_file_is_read_in_one_sitting() -> None:
    sizes = {shown(path): lines(path) for path in [*PYTHON, *TEMPLATES]}
    assert {name: size for name, size in sizes.items() if size > FILE_LINES} == {}


def test_a_function_fits_on_a_screen() -> None:
    """But for a migration, which is as long as its tables are wide."""
    paths = [path for path in PYTHON if "versions" not in path.parts]
    sizes = {name: size for path in paths for name, size in functions(path).items()}
    assert sizes.pop("portal/__init__.py:create_app") <= CONTENTS_PAGE_LINES
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


def test_most_files_and_functions_are_much_smaller_than_that() -> None:
    files = [lines(path) for path in CODE if lines(path) > 1]
    sizes = [size for path in CODE for size in functions(path).values()]
    print(f"files {statistics.median(files)} / {p95(files)}, {len(files)} of them")  # noqa: T201
    print(f"functions {statistics.median(sizes)} / {p95(sizes)}, {len(sizes)}")  # noqa: T201
    assert statistics.median(files) <= MEDIAN_FILE
    assert p95(files) <= P95_FILE
    assert statistics.median(sizes) <= MEDIAN_FUNCTION
    assert p95(sizes) <= P95_FUNCTION


def test_most_tests_are_short() -> None:
    sizes = [
        size for path in ours("tests") for name, size in functions(path).items() if ":test_" in name
    ]
    assert statistics.median(sizes) <= MEDIAN_TEST
    assert p95(sizes) <= P95_TEST


def test_most_page_templates_are_short() -> None:
    sizes = [lines(path) for path in PAGES if path.parent.name != "templates"]
    assert statistics.median(sizes) <= MEDIAN_TEMPLATE
    assert p95(sizes) <= P95_TEMPLATE


def test_a_name_says_what_is_inside() -> None:
    for path in [*PYTHON, *TEMPLATES]:
        # The top folder is a place, not a name: tools/.
        said = {path.stem, *path.relative_to(ROOT).parts[1:-1]}
        assert not SAY_NOTHING & said, shown(path)


def test_what_is_heavy_and_rare_is_all_that_is_imported_inside_a_function() -> None:
    """Each of these keeps 5 to 10 MB and a tenth of a second out of every process that starts."""
    found = {
        (inner.module if isinstance(inner, ast.ImportFrom) else inner.names[0].name).partition(".")[
            0
        ]
        for path in CODE
        if shown(path) != "portal/__init__.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert found <= {
        *("alembic", "authlib", "notifications_python_client", "pillow_heif", "PIL", "psycopg"),
        *("requests", "urllib3", "webauthn"),
    }


def written() -> list[Path]:
    """Every text of ours that goes into the repository."""
    top = [path for path in ROOT.iterdir() if path.suffix in WRITTEN or path.name == "Makefile"]
    below = [
        path
        for folder in ("portal", "tools", "tests", "docs", "static", "translations", "demo", "ops")
        for suffix in WRITTEN
        for path in ours(folder, suffix=suffix)
    ]
    return [path for path in [*top, *below] if path.name not in NOT_OURS]


def test_nothing_is_left_unfinished_or_tied_to_one_machine() -> None:
    found = [
        f"{shown(path)}:{number}: {match.group()}"
        for path in written()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        for match in (UNFINISHED.search(line), OF_A_MACHINE.search(line))
        if match and path != Path(__file__)
    ]
    assert not found
    assert len(written()) > 100


def test_the_lock_files_name_no_host() -> None:
    for name in NOT_OURS:
        assert "://" not in re.sub(r'"url": "[^"]*"', "", (ROOT / name).read_text()), name


def test_a_template_has_the_name_of_its_view(app: Flask) -> None:
    views = {endpoint.replace(".", "/") for endpoint in app.view_functions}
    frames = {"errors", "notices", "parts", "standing"}
    pages = {
        str(path.relative_to(ROOT / "portal/templates").with_suffix(""))
        for path in PAGES
        if path.parent.name != "templates" and path.parent.name not in frames
    }
    shared = set(re.findall(r'"([\w/]+)\.html"', "".join(each.read_text() for each in TEMPLATES)))
    assert pages - views - shared == set()
    assert len(pages) > 20


def test_every_setting_says_what_it_is_for() -> None:
    for name, setting in Settings.model_fields.items():
        assert len((setting.description or "").split()) > 2, f"{name} has no description"


def test_every_module_says_what_it_is() -> None:
    silent = [shown(path) for path in PYTHON if lines(path) and not ast.get_docstring(tree(path))]
    assert not silent
