"""Fixtures that every test may ask for. The guide is in docs/testing.md."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests import databases
from tests.browser import browser_type_launch_args, own_window, window  # noqa: F401 - fixtures
from tests.cast import Cast
from tests.client import Client

LONGEST = (
    *("test_every_page_in_a_browser", "ops.test_serving", "test_every_page", "test_access"),
    *("test_markers", "journeys.test_somebody_helps", "journeys.test_landline_code"),
    *("carers.test_journeys_in_a_browser", "journeys.test_first_budget", "contact.test_marked"),
    "test_query_counts",
)
"""Files that take longest, the longest first: one begun last would run while nothing else does."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=[*databases.KINDS, "both"],
        default="both",
        help="which databases the tests run on",
    )


def named_by(node: pytest.Item | pytest.Function) -> set[str]:
    """The names that a test gives values of its own to."""
    return {
        word.strip()
        for mark in node.iter_markers("parametrize")
        for word in (mark.args[0].split(",") if isinstance(mark.args[0], str) else mark.args[0])
    }


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever touches the database on both, unless the test itself says on which."""
    named = named_by(metafunc.definition)
    if "database" in metafunc.fixturenames and "database" not in named:
        chosen = metafunc.config.getoption("--database")
        metafunc.parametrize("database", databases.KINDS if chosen == "both" else [chosen])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what another case shows, and begin with what takes longest."""
    if config.getoption("--database") == "both":
        left = repeated(items)
        config.hook.pytest_deselected(items=left)
        items[:] = [each for each in items if each not in set(left)]
    if hasattr(config, "workerinput"):  # one of several processes, which take a file each in turn
        many = Counter(file_of(each) for each in items)
        items.sort(key=lambda each: when(file_of(each), many))


def repeated(items: list[pytest.Item]) -> list[pytest.Item]:
    """Where both run, PostgreSQL gets the first case of each test, and SQLite every one.

    What differs between the two is in the statements, not in the cases. Sweeps name their database.
    """
    seen, left = set(), []
    for item in items:
        params = (
            item.callspec.params
            if isinstance(item, pytest.Function) and hasattr(item, "callspec")
            else {}
        )
        if params.get("database") != "postgresql" or "database" in named_by(item):
            continue
        name = item.nodeid.partition("[")[0]
        if name in seen:
            left.append(item)
        seen.add(name)
    return left


def file_of(item: pytest.Item) -> str:
    """The file a test stands in, as LONGEST names it."""
    path = item.nodeid.partition("::")[0]
    return path.removeprefix("tests/").removesuffix(".py").replace("/", ".")


def when(file: str, many: Counter[str]) -> tuple[int, int, str]:
    """Where a file stands in the row: the longest first, then those with most tests."""
    return (LONGEST.index(file) if file in LONGEST else len(LONGEST), -many[file], file)


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what stays: modules, and thousands of tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def council() -> str:
    """The council whose portal this is. A test that tries another parametrises this name."""
    return "norfolk"


@pytest.fixture
def template(database: str, council: str) -> databases.Template:
    """The migrated database with the cast in it, of which each test gets a copy."""
    return databases.template(database, council)


@pytest.fixture
def cast(template: databases.Template) -> Cast:
    """The people of the tests: see tests/cast.py."""
    return template.cast


@pytest.fixture
def app_with(
    template: databases.Template, council: str, tmp_path: Path
) -> Iterator[Callable[..., Flask]]:
    """`app_with(url="…")`: a portal on a database of its own, with other settings."""
    made = []

    def make(**settings: object) -> Flask:
        url = template.copy(tmp_path)
        given = {"council": council, "database_url": url, **settings}
        made.append(databases.portal(databases.settings(tmp_path, **given)))
        return made[-1]

    yield make
    for portal in made:
        databases.close(portal)


@pytest.fixture
def app(template: databases.Template) -> Iterator[Flask]:
    """A portal with the cast in its database, as good as new.

    A test that puts views in, or needs other settings, makes one of its own: `app_with()`.
    """
    portal = databases.as_new(template)
    yield portal
    databases.close(portal)


@pytest.fixture
def servers(template: databases.Template, tmp_path: Path) -> Iterator[list[Flask]]:
    """Two portals with one database, as two processes are."""
    url = template.copy(tmp_path)
    made = [
        databases.portal(databases.settings(tmp_path, council="norfolk", database_url=url))
        for _ in range(2)
    ]
    yield made
    for portal in made:
        databases.close(portal)


@pytest.fixture
def empty_database(database: str) -> str:
    """The address of a database with nothing in it, as DATABASE_URL says it ("" for SQLite)."""
    return databases.empty(database)


@pytest.fixture
def client_for(app: Flask, cast: Cast) -> Callable[..., Client]:
    """`client_for(cast.resident)` or `client_for("resident")`: their browser, signed in."""

    def sign_in(who: object) -> Client:
        somebody = cast[who] if isinstance(who, str) else who
        return Client(app, cast, somebody.key).sign_in(somebody)  # type: ignore[attr-defined]

    return sign_in


@pytest.fixture
def nobody(app: Flask, cast: Cast) -> Client:
    """A browser in which nobody is signed in."""
    return Client(app, cast)
