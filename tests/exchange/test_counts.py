"""Whatever comes in comes out: every row has exactly one fate."""

from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from portal.exchange.importing import bring_in, read_files
from portal.exchange.rules import Fate
from portal.extensions import db
from tests.exchange.conftest import good_files, write_csv

CELLS = st.sampled_from(
    ["", "P1", "P2", "J1", "B1", "1", "2", "2026-01-05", "31/02/2026", "yes", "agreed", "£85.07"]
)


@st.composite
def files(draw):
    """Good files, some of whose rows are doubled, left out, or spoilt in a cell or two."""
    found = good_files()
    for kind, rows in found.items():
        count = len(rows)
        found[kind] = [
            dict(rows[at]) for at in draw(st.lists(st.integers(0, count - 1), max_size=4))
        ]
        for row in found[kind]:
            for column in draw(st.lists(st.sampled_from(sorted(row)), max_size=1)):
                row[column] = draw(CELLS)
    return {kind: rows for kind, rows in found.items() if rows}


@contextmanager
def undone(app):
    """A transaction of which nothing stays."""
    with app.app_context(), Session(db.engine.execution_options(write=True)) as session:
        yield session
        session.rollback()


@pytest.mark.parametrize("database", ["sqlite"])
@given(given_files=files(), first=st.booleans())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_rows_in_are_rows_out(app, tmp_path, given_files, first):
    paths = [write_csv(tmp_path / f"{kind}.csv", rows) for kind, rows in given_files.items()]
    with undone(app) as session:
        if first:
            house = [write_csv(tmp_path / f"0{kind}.csv", it) for kind, it in good_files().items()]
            assert bring_in(session, read_files(house)[0]).went_in
        outcome = bring_in(session, read_files(paths)[0], take_good=True)
        assert outcome.went_in
        assert outcome.rows_in == sum(map(len, given_files.values()))
        assert outcome.rows_in == sum(outcome.count(fate) for fate in Fate)
        assert outcome.count(Fate.REJECTED) == len(outcome.rejected)
        again = bring_in(session, read_files(paths)[0], take_good=True)
        assert again.count(Fate.SAME) == outcome.rows_in - outcome.count(Fate.REJECTED)
        assert again.count(Fate.REJECTED) == outcome.count(Fate.REJECTED)
