"""Two reports: leavers whose access has not ended, and who can open what."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.core import clock
from portal.core.audit import AuditEvent
from portal.core.spreadsheet import as_csv
from portal.extensions import db
from portal.people.models import Worker
from tests.cast import Cast
from tests.client import Client, Page

ClientFor = Callable[..., Client]


def sheet(page: Page) -> list[list[str]]:
    return list(csv.reader(io.StringIO(page.body.decode("utf-8-sig"))))


def change(app: Flask, who: Worker, **values: object) -> None:
    with app.app_context():
        db.session.execute(update(Worker).where(Worker.id == who.id).values(**values))
        db.session.commit()


def test_what_of_a_leaver_has_not_ended(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    client = client_for("manager")
    assert "Nothing of any leaver" in client.get("/staff/colleagues/leavers").main
    change(app, cast.worker.worker, left_on=clock.today() - timedelta(days=1))
    page = client.get("/staff/colleagues/leavers")
    assert "Leavers with something that did not end: 1" in page.main
    assert "Still open" in page.main
    client.submit(status=200)
    _head, row = sheet(client.page)
    assert row[0] == cast.worker.owner.name
    assert row[3:] == ["Open", cast.teams["here"].name, "2"]


def test_who_can_open_what(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    client_for("worker").get("/staff")
    client = client_for("administrator")
    client.get("/staff/colleagues/access")
    client.submit(status=200)
    found = {row[0]: row[2:] for row in sheet(client.page)}
    today = clock.today().isoformat()
    assert found[cast.worker.owner.name] == [
        *("Worker", cast.teams["here"].name, "An app", today, "No")
    ]
    assert found[cast.manager.owner.name][3:] == ["Never", "Yes"]


@pytest.mark.parametrize("name", ["leavers", "access"])
def test_a_download_is_written_down_and_a_manager_gets_their_own(
    app: Flask, cast: Cast, client_for: ClientFor, name: str
) -> None:
    client = client_for("manager")
    client.post(f"/staff/colleagues/{name}/download", status=200)
    assert cast.worker_elsewhere.owner.name not in client.page.html
    with app.app_context():
        asked = select(AuditEvent).where(AuditEvent.action == f"download_{name}")
        assert db.session.scalars(asked).one().actor_id == cast.manager.account.id
    client_for("worker").post(f"/staff/colleagues/{name}/download", status=404)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    [[_], [read]] = csv.reader(io.StringIO(as_csv(["Name"], [[cell]]), newline=""))
    assert read == f"'{cell}"


def test_a_name_like_a_formula_stays_a_name(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    change(app, cast.worker.worker, name="=cmd|'/C calc'!A0")
    client = client_for("manager")
    client.post("/staff/colleagues/access/download", status=200)
    assert not [cell for row in sheet(client.page) for cell in row if cell[:1] in "=+-@" and cell]
