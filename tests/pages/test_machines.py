"""What machines ask for: colours, health, robots."""

from datetime import timedelta

import pytest
from sqlalchemy import event, text

from portal.core import clock
from portal.core.outbox import notify
from portal.extensions import db
from portal.messages.actions import tallying


def test_the_colours_are_the_councils_and_kept_until_they_change(app, nobody):
    page = nobody.get("/")
    (link,) = (
        str(each["href"])
        for each in page.soup.select("link[rel=stylesheet]")
        if "brand.css" in str(each["href"])
    )
    sheet = nobody.get(link)
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert app.extensions["council"].brand.brand in sheet.body.decode()
    assert "max-age=31536000" in sheet.headers["Cache-Control"]
    nobody.get(link, status=304, headers={"If-None-Match": sheet.headers["ETag"]})


@pytest.mark.parametrize("url", ["/brand.css", "/brand.css?v=old"])
def test_an_old_address_of_the_colours_is_asked_again_each_time(nobody, url):
    sheet = nobody.get(url)
    assert sheet.headers["Cache-Control"] == "no-cache"
    nobody.get(url, status=304, headers={"If-None-Match": sheet.headers["ETag"]})


def test_alive_asks_nothing_of_the_database(app, client_for):
    browser, asked = client_for("resident"), []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    assert browser.get("/healthz").body == b'{"alive":true}\n'
    assert browser.get("/robots.txt").body == b"User-agent: *\nDisallow: /\n"
    assert asked == []


def readiness(nobody, status: int = 200) -> dict[str, object]:
    nobody.get("/readyz", status)
    return dict(nobody.raw.get("/readyz", base_url="https://localhost").json)


def test_ready_says_how_long_notices_wait(app, nobody, database):
    found = readiness(nobody)
    assert found.pop("sqlite") if database == "sqlite" else found.pop("sqlite") is None
    assert found == {
        "ready": True,
        "database": True,
        "schema": True,
        "oldest_unsent_seconds": 0,
        "messages_with_nobody": None,
        "dead_letters": 0,
    }
    with app.app_context():
        notify("accounts/any", "somebody@example.org", language="en")
        (row,) = db.session.new
        row.created_at = clock.now() - timedelta(seconds=90)
        db.session.commit()
    assert 90 <= readiness(nobody)["oldest_unsent_seconds"] < 120


def test_ready_says_how_many_messages_were_with_nobody_last_night(app, nobody):
    with app.app_context():
        today = clock.today()
        for days_ago, unowned in ((1, 3), (0, 0)):
            night = tallying.tally(today - timedelta(days=days_ago))
            night.unowned = unowned
        db.session.commit()
    assert readiness(nobody)["messages_with_nobody"] == 0
    with app.app_context():
        tallying.tally(today + timedelta(days=1)).unowned = 2
        db.session.commit()
    assert readiness(nobody)["messages_with_nobody"] == 2


def say_shape(app, shape: str) -> str:
    """Let the database say it has another shape; returns the one it said before."""
    with app.app_context(), db.engine.execution_options(write=True).begin() as connection:
        before = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": shape})
    return str(before)


def test_another_shape_is_not_ready(app, nobody):
    before = say_shape(app, "other")
    try:
        found = readiness(nobody, 503)
    finally:
        say_shape(app, before)
    assert (found["ready"], found["database"], found["schema"]) == (False, True, False)


@pytest.mark.parametrize("database", ["sqlite"])
def test_no_database_is_not_ready(app, nobody):
    folder = app.extensions["settings"].data
    with app.app_context():
        db.engine.dispose()
    for each in folder.glob("portal.sqlite*"):
        each.unlink()
    (folder / "portal.sqlite").mkdir()
    found = readiness(nobody, 503)
    assert (found["ready"], found["database"]) == (False, False)
