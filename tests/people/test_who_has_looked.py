"""People see who has looked at their record."""

from datetime import timedelta

from portal.core import clock
from portal.core.looks import Look
from portal.extensions import db
from portal.people.look_queries import LOOKS_ON_A_PAGE
from portal.policy import Can


def entries(page) -> list[str]:
    return [" ".join(each.get_text(" ").split()) for each in page.soup.select(".portal-looks li")]


def look(cast, *, days_ago: int = 0, permission: str = Can.VIEW_RECORD.value) -> Look:
    return Look(
        at=clock.now() - timedelta(days=days_ago),
        person_id=cast.resident.person.id,
        account_id=cast.worker.account.id,
        worker_id=cast.worker.worker.id,
        permission=permission,
    )


def add(app, looks):
    with app.app_context():
        db.session.add_all(looks)
        db.session.commit()


def test_nobody_yet(client_for):
    assert "Nobody else has looked yet." in client_for("resident").get("/who-has-looked").main


def test_a_workers_look_appears_with_job_team_time_and_what(client_for, cast):
    client_for("worker").get(f"/staff/people/{cast.resident.person.id}/budget")
    (entry,) = entries(client_for("resident").get("/who-has-looked"))
    worker = cast.worker.worker
    start = f"{worker.name} {worker.job_title}, {cast.teams['here'].name} Looked at your budget, "
    assert entry.startswith(start)
    assert entry[-3] == ":"


def test_a_helpers_look_appears(client_for, cast):
    client_for("helper").get(f"/for/{cast.resident.person.id}")
    (entry,) = entries(client_for("resident").get("/who-has-looked"))
    name = cast.helper.person.name
    assert entry.startswith(f"{name} Acts for you Looked at how your request is going")


def test_ones_own_visits_and_refused_ones_do_not_appear(client_for, cast):
    client_for("resident").get("/your-budget")
    client_for("stranger").get(f"/for/{cast.resident.person.id}", 404)
    client_for("worker_elsewhere").get(f"/staff/people/{cast.resident.person.id}", 404)
    assert entries(client_for("resident").get("/who-has-looked")) == []


def test_looks_are_each_persons_own(app, client_for, cast):
    add(app, [look(cast)])
    assert entries(client_for("stranger").get("/who-has-looked")) == []


def test_days_stand_apart_and_the_newest_first(app, client_for, cast):
    add(app, [look(cast, days_ago=days) for days in (3, 0, 3)])
    page = client_for("resident").get("/who-has-looked")
    sections = page.soup.select("main section[aria-labelledby^=day]")
    assert [len(each.select("li")) for each in sections] == [1, 2]


def test_a_look_whose_name_is_not_known_any_more_is_still_told(app, client_for, cast):
    add(app, [look(cast, permission="something_older")])
    (entry,) = entries(client_for("resident").get("/who-has-looked"))
    assert "Looked at your record" in entry


def test_a_long_list_comes_in_pages(app, client_for, cast):
    add(app, [look(cast, days_ago=day) for day in range(LOOKS_ON_A_PAGE + 3)])
    client = client_for("resident")
    first = client.get("/who-has-looked")
    assert len(entries(first)) == LOOKS_ON_A_PAGE
    assert "/who-has-looked?page=2" in first.links
    assert len(entries(client.get("/who-has-looked?page=2"))) == 3
    for wrong in ("0", "-1", "3", "99999999999999999999"):
        client.get(f"/who-has-looked?page={wrong}", 404)
    client.get("/who-has-looked?page=nonsense")


def test_a_month_at_a_time(app, client_for, cast):
    add(app, [look(cast, days_ago=days) for days in (0, 40, 41)])
    client = client_for("resident")
    page = client.get("/who-has-looked")
    months = [each["value"] for each in page.soup.select("[name=month] option")]
    assert len(entries(page)) == 3
    assert (
        sum(len(entries(client.get(f"/who-has-looked?month={code}"))) for code in months[1:]) == 3
    )
    assert len(entries(client.get(f"/who-has-looked?month={months[1]}"))) == 1
    assert len(entries(client.get("/who-has-looked?month=1066-10"))) == 3


def test_somebody_to_ask_about_a_look(client_for, cast):
    page = client_for("resident").get("/who-has-looked")
    assert f"Ask for {cast.manager.worker.name}, who manages the team." in page.main
    assert cast.teams["here"].phone in page.main
