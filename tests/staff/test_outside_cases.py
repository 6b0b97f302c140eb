"""A record outside one's cases opens only for somebody who was found exactly, and with a reason."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.core import clock
from portal.core.looks import Kind, Look, ReasonGiven
from portal.extensions import db
from tests.factories import build_person

FIND = "/staff/find"
WHY = {"why": "cover", "words": "Their worker is away until Monday."}


def record_of(who) -> str:
    return f"/staff/people/{who.person.id}"


def facts(who) -> dict[str, str]:
    person = who.person
    born = {"day": person.born_on.day, "month": person.born_on.month, "year": person.born_on.year}
    name = f" {person.given_name}  {person.family_name.upper()}"
    return {"name": name, **{f"born_on-{box}": str(number) for box, number in born.items()}}


def found(client, who):
    """The page that shows whom somebody found."""
    client.may_see(who)
    client.get(FIND)
    return client.submit({"reference": who.person.reference}, status=200)


def opened(client, who, **given):
    """Give a reason and open the record."""
    found(client, who)
    client.submit({**WHY, **given})
    return client.follow()


def looks(app) -> list[tuple[str, str]]:
    with app.app_context():
        rows = db.session.scalars(select(Look).order_by(Look.seq))
        return [(row.kind, row.permission) for row in rows]


@pytest.mark.parametrize("by", ["reference", "name"])
def test_a_worker_finds_by_exact_facts_and_sees_name_team_and_phone_only(
    client_for, cast, by
) -> None:
    who = cast.resident
    client = client_for("worker_elsewhere").may_see(who)
    client.get(FIND)
    sent = {"reference": who.person.reference.lower()} if by == "reference" else facts(who)
    page = client.submit(sent, status=200)
    assert page.h1 == who.person.name
    assert cast.teams["here"].name in page.main
    for hidden in (who.person.reference, who.person.phone, "1948", who.contact_marker):
        assert hidden not in page.main


@pytest.mark.parametrize(
    "change",
    [{"name": "Resident"}, {"born_on-year": "1949"}, {"name": "", "reference": "R-"}],
)
def test_anything_less_finds_nobody(client_for, cast, change) -> None:
    client = client_for("worker_elsewhere")
    client.get(FIND)
    page = client.submit({**facts(cast.resident), **change}, status=200)
    assert "We found nobody with exactly these facts" in page.main


def test_half_a_question_is_sent_back_with_what_was_typed(client_for) -> None:
    client = client_for("worker_elsewhere")
    client.get(FIND)
    assert "Enter the date of birth" in client.submit({"name": "Ann Lee"}, status=422).main
    page = client.submit({"name": ""}, status=422)
    assert "Enter a reference" in page.main


def test_nobody_is_found_for_people_and_administrators(client_for) -> None:
    for who in ("resident", "carer", "administrator"):
        client_for(who).get(FIND, 404)


def test_a_record_opens_for_an_hour_with_a_reason_and_not_without(client_for, cast) -> None:
    """R21, R1: not yours stays 404 until a reason was given, and is 404 again after an hour."""
    client = client_for("worker_elsewhere").may_see(cast.resident)
    client.get(record_of(cast.resident), 404)
    found(client, cast.resident)
    client.get(record_of(cast.resident), 404)
    found(client, cast.resident)
    client.submit(WHY)
    page = client.may_see(cast.worker).may_see(cast.carer).may_see(cast.helper).follow()
    assert page.h1 == cast.resident.person.name
    for closed in ("budget", "invitation", "assist"):
        client.get(f"{record_of(cast.resident)}/{closed}", 404)
        assert f"{record_of(cast.resident)}/{closed}" not in page.links
    with time_machine.travel(clock.now() + timedelta(minutes=9)):
        client.get(record_of(cast.resident))
    client_for("manager_elsewhere").get(record_of(cast.resident), 404)


def test_the_hour_ends(app, client_for, cast) -> None:
    client = client_for("worker_elsewhere").may_see(cast.resident)
    client.may_see(cast.worker).may_see(cast.carer).may_see(cast.helper)
    opened(client, cast.resident)
    for minutes, status in ((59, 200), (61, 404)):
        with time_machine.travel(clock.now() + timedelta(minutes=minutes)):
            client.sign_in(cast.worker_elsewhere).get(record_of(cast.resident), status)


@pytest.mark.parametrize("wrong", [{"why": ""}, {"words": ""}, {"words": "for work"}])
def test_a_reason_must_be_chosen_and_said(app, client_for, cast, wrong) -> None:
    client = client_for("worker_elsewhere").may_see(cast.resident)
    found(client, cast.resident)
    page = client.submit({**WHY, **wrong}, status=422)
    assert page.h1 == cast.resident.person.name
    with app.app_context():
        assert db.session.scalars(select(ReasonGiven)).all() == []


def test_what_one_worker_found_is_worth_nothing_to_another(client_for, cast) -> None:
    client = client_for("worker_elsewhere").may_see(cast.resident)
    page = found(client, cast.resident)
    sealed = page.soup.select_one("[name=found]")["value"]
    for taken in (sealed, sealed[:-2], "é"):
        other = client_for("manager_elsewhere")
        other.get(FIND)
        page = other.post(FIND, {**WHY, "found": taken}, status=422)
        assert "Look for the person again" in page.main


def test_every_look_is_one_record_with_its_reason(app, client_for, cast) -> None:
    """R21: who, whom, what, when and why."""
    client = client_for("worker_elsewhere").may_see(cast.resident)
    client.may_see(cast.worker).may_see(cast.carer).may_see(cast.helper)
    opened(client, cast.resident)
    assert looks(app) == [("search", "find_person"), ("look", "view_record")]
    with app.app_context():
        look = db.session.scalars(select(Look).filter_by(kind=Kind.LOOK)).one()
        given = db.session.get(ReasonGiven, look.reason_id)
        assert (given.code, given.words) == (WHY["why"], WHY["words"])
        assert look.worker_id == cast.worker_elsewhere.worker.id
    page = client_for("resident").may_see(cast.worker_elsewhere).get("/who-has-looked")
    assert "Covering for a colleague who is away: “Their worker is away until Monday.”" in page.main
    assert "Searched, and saw your name" in page.main


def test_seven_records_opened_are_seven_entries(app, client_for, cast) -> None:
    """R21: open 7 records as a worker: exactly 7 entries."""
    with app.app_context():
        team = db.session.merge(cast.teams["here"], load=False)
        people = [build_person("many", "", team, cast.worker, signs_in=False) for _ in range(7)]
        db.session.commit()
        addresses = [record_of(who) for who in people]
    client = client_for("worker")
    client.hidden.clear()
    client.get("/staff/people")
    for address in addresses:
        client.get(address)
    assert looks(app) == [("look", "view_record")] * 7


def test_a_search_is_a_record_of_each_person_whom_it_showed(app, client_for, cast) -> None:
    """R21, R22: whom it found is kept; what was typed is not."""
    client = client_for("worker")
    client.get(f"/staff/people?q={cast.resident.person.family_name}")
    client.get("/staff/people?q=nobody-at-all")
    assert looks(app) == [("search", "see_caseload")]
    page = client_for("resident").get("/who-has-looked")
    assert "Searched, and saw your name" in page.main


@pytest.mark.parametrize("database", ["sqlite"])
def test_thirty_strangers_are_in_the_managers_list_the_next_morning(app, client_for, cast) -> None:
    """R21: the report names the worker, and the manager says that they have read it."""
    with app.app_context():
        team = db.session.merge(cast.teams["here"], load=False)
        people = [build_person("many", "", team, None, signs_in=False) for _ in range(30)]
        db.session.commit()
    client = client_for("worker_elsewhere")
    client.hidden.clear()
    for who in people:
        opened(client, who)
    name = cast.worker_elsewhere.worker.name
    with time_machine.travel(clock.now() + timedelta(hours=16)):
        manager = client_for("manager_elsewhere")
        manager.hidden.clear()
        assert "Read why 30 records were opened" in manager.get("/staff").main
        page = manager.get("/staff/looks")
        assert f"{name}: 30 records" in page.main
        assert page.main.count(WHY["words"]) == 30
        shown = [each["value"] for each in page.soup.select("[name=reason]")]
        manager.submit({"reason": shown})
        page = manager.follow()
        assert "There is nothing new to read." in page.main
        assert cast.manager_elsewhere.worker.name in page.main


def test_who_reads_of_a_look_outside_somebodys_cases(app, client_for, cast) -> None:
    """The worker, their manager and the manager of the person's team; nobody else."""
    opener = client_for("worker_elsewhere").may_see(cast.resident)
    opener.may_see(cast.worker).may_see(cast.carer).may_see(cast.helper)
    opened(opener, cast.resident)
    may = {"worker_elsewhere", "manager_elsewhere", "manager"}
    for who in ("worker", "worker_elsewhere", "manager", "manager_elsewhere"):
        client = client_for(who).may_see(cast.resident).may_see(cast.worker_elsewhere)
        assert (WHY["words"] in client.get("/staff/looks").main) == (who in may), who
    with app.app_context():
        given = db.session.scalars(select(ReasonGiven)).one()
    opener.post("/staff/looks", {"reason": str(given.id)}, status=404)
    with app.app_context():
        assert db.session.scalars(select(ReasonGiven)).one().seen_at is None
