"""Administrators see what was imported, and see to the rows that were left over."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from portal.core import clock
from portal.core.columns import new_id
from portal.exchange.models import ImportRun, RejectedRow
from portal.extensions import db


@pytest.fixture
def administrator(client_for, cast):
    return client_for(cast.administrator)


@pytest.fixture
def run_url(cast):
    return f"/staff/imports/{cast.run.id}"


def row_now(app, row):
    """The row as it is kept."""
    with app.app_context():
        return db.session.get(RejectedRow, row.id)


def test_the_list_says_what_came_in_and_what_is_still_open(administrator, cast):
    page = administrator.get("/staff/imports")
    cells = [cell.get_text(" ", strip=True) for cell in page.soup.select("tbody td, tbody th")]
    assert [cell.split()[-1] for cell in cells[2:7]] == ["7", "5", "0", "1", "1"]
    assert "1 since" in cells[7]
    assert f"/staff/imports/{cast.run.id}" in page.links


def test_a_left_over_row_shows_why_whose_and_how_old(administrator, run_url):
    page = administrator.get(run_url)
    for words in ("people.csv, line 4", "R-4711", "Nobody", "3 days"):
        assert words in page.main


def test_an_administrator_takes_a_row_on(app, administrator, cast, run_url):
    page = administrator.post(f"/staff/imports/rows/{cast.row.id}/own", status=303)
    assert page.location == run_url
    assert row_now(app, cast.row).owner_id == cast.administrator.worker.id
    assert "Take it on" not in administrator.get(run_url).main


def test_a_row_is_settled_once(app, administrator, cast, run_url):
    administrator.post(f"/staff/imports/rows/{cast.row.id}/settle", status=303)
    settled_at = row_now(app, cast.row).settled_at
    assert settled_at is not None
    administrator.post(f"/staff/imports/rows/{cast.row.id}/settle", status=303)
    administrator.post(f"/staff/imports/rows/{cast.row.id}/own", status=303)
    assert row_now(app, cast.row).settled_at == settled_at
    assert row_now(app, cast.row).owner_id is None
    page = administrator.get(run_url)
    assert "Settled on" in page.main
    assert not page.soup.select("main form")


@pytest.mark.parametrize("who", ["resident", "helper", "worker", "manager"])
def test_nobody_else_sees_imports_or_touches_their_rows(app, client_for, cast, run_url, who):
    client = client_for(who)
    client.get("/staff/imports", status=404)
    client.get(run_url, status=404)
    client.post(f"/staff/imports/rows/{cast.row.id}/settle", status=404)
    assert row_now(app, cast.row).settled_at is None


def test_another_councils_import_is_not_there(app, administrator, cast, run_url):
    with app.app_context():
        db.session.get(ImportRun, cast.run.id).council = "quillshire"
        db.session.commit()
    administrator.get(run_url, status=404)
    administrator.post(f"/staff/imports/rows/{cast.row.id}/settle", status=404)
    assert "Nothing has been imported yet" in administrator.get("/staff/imports").main


def add_rows(app, cast, count):
    """More rows left over by the same run."""
    with app.app_context():
        db.session.get(ImportRun, cast.run.id).rows_rejected = count
        for number in range(count - 1):
            db.session.add(
                RejectedRow(
                    id=new_id(),
                    run_id=cast.run.id,
                    kind="people",
                    file="people.csv",
                    line=10 + number,
                    row_key=f"P{number}",
                    reason="not_a_date|born_on|\nmissing|given_name|",
                    found_on=clock.today() - timedelta(days=1),
                )
            )
        db.session.commit()


def test_many_rows_take_as_many_statements_as_one_and_come_in_pages(
    app, administrator, cast, run_url
):
    seen = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *about: seen.append(about[2]))
    administrator.get(run_url)
    one = len(seen)
    add_rows(app, cast, 120)
    seen.clear()
    page = administrator.get(run_url)
    assert len(seen) == one
    assert "given_name: this is empty." in page.main
    assert f"{run_url}?page=2" in page.links
    assert "P118" in administrator.get(f"{run_url}?page=3").main
    assert "P118" in administrator.get(f"{run_url}?page=99").main
