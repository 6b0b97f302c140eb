"""Staff list, narrow and search the people whose records they hold."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from portal.core import clock, council
from portal.extensions import db
from portal.journey.rules import Acts, Stage
from portal.people.models import Allocation, Membership, Person, Team, Worker
from portal.people.queries import record
from portal.policy import Actor, Can, Role, allowed
from portal.staff.queries import ON_A_PAGE, caseload_of
from portal.staff.rules import Show
from tests.factories import allocate, build_person
from tests.journey.facts import ask_again, event


def actor_of(cast, who, **more) -> Actor:
    """Somebody of the cast as the policy knows them."""
    person, worker = cast[who].person, cast[who].worker
    teams = select(Membership.team_id).where(Membership.worker_id == (worker and worker.id))
    given = {
        "account_id": cast[who].account.id,
        "role": Role(worker.role) if worker else Role.PERSON,
        "council": (worker or person).council,
        "today": clock.today(),
        "person_id": person and person.id,
        "worker_id": worker and worker.id,
        "team_ids": frozenset(db.session.scalars(teams)),
        "second_factor": worker is not None,
        "partner": worker and worker.partner,
    }
    return Actor(**{**given, **more})


def listed(actor: Actor) -> set:
    return {each.person_id for each in caseload_of(actor).entries}


def permitted(actor: Actor) -> set:
    people = db.session.scalars(select(Person.id)).all()
    return {each for each in people if allowed(actor, Can.VIEW_RECORD, record(each))}


WHO = [
    "resident",
    "carer",
    "stranger",
    "worker",
    "worker_elsewhere",
    "manager",
    "manager_elsewhere",
    "administrator",
]


@pytest.mark.parametrize("who", WHO)
def test_the_list_is_all_that_the_policy_allows(app, cast, who):
    with app.app_context():
        actor = actor_of(cast, who)
        assert listed(actor) == permitted(actor)
        for change in (
            update(Worker).values(left_on=clock.today() - timedelta(days=1)),
            update(Person).where(Person.id == cast.resident.person.id).values(council="another"),
            delete(Allocation),
        ):
            db.session.execute(change)
            assert listed(actor) == permitted(actor)


@pytest.mark.parametrize(
    "more",
    [
        {"second_factor": False},
        {"team_ids": frozenset()},
        {"worker_id": None},
        {"worker_id": None, "team_ids": frozenset()},
        {"council": "another"},
        {"role": Role.ADMINISTRATOR},
    ],
)
def test_so_it_is_for_odd_staff(app, cast, more):
    with app.app_context():
        allocate(cast.carer.person, cast.teams["here"], None)
        actor = actor_of(cast, "worker", **more)
        assert listed(actor) == permitted(actor)


def test_the_duty_team_holds_what_nobody_else_does(app, cast):
    with app.app_context():
        code = app.extensions["council"].default_team
        duty = db.session.scalars(select(Team.id).where(Team.code == code)).one()
        actor = actor_of(cast, "worker", worker_id=None, team_ids=frozenset({duty}))
        assert listed(actor) == {cast.carer.person.id, cast.helper.person.id}
        assert listed(actor) == permitted(actor)


def test_late_comes_first_then_the_longest_wait(app, cast):
    with app.app_context():
        here, worker = cast.teams["here"], cast.worker
        found = {
            name: build_person(name, "", here, worker, signs_in=False)
            for name in ("Quick", "Slow", "Resting", "Late")
        }
        db.session.commit()
    for name, *events in (
        ("Quick", event(Stage.TRIAGE, 1, due_in=3)),
        ("Slow", event(Stage.TRIAGE, 90)),
        ("Resting", event(Stage.LIVE, 400, due_in=-300, acts_next=Acts.NOBODY.value)),
        ("Late", event(Stage.PLANNING, 9, due_in=-8, acts_next=Acts.PERSON.value)),
    ):
        ask_again(app, found[name], *events)
    with app.app_context():
        order = [each.name.split()[0] for each in caseload_of(actor_of(cast, "worker")).entries]
    assert order == ["Late", "Resident", "Slow", "Quick", "Resting", "Newcomer"]


def test_counts_are_those_of_the_lists(app, cast):
    with app.app_context():
        allocate(cast.carer.person, cast.teams["here"], None)
        found = caseload_of(actor_of(cast, "worker"))
    counted = found.counts()
    for show in Show:
        assert counted[show] == len(found.part(show)), show
    assert counted[Show.NO_WORKER] == 1
    assert counted[Show.LATE] == 1
    assert found.counts(Show.MINE, Show.COUNCIL)[Show.ALL] == 1


def names(page) -> list[str]:
    return [each.get_text() for each in page.soup.select("main table th[scope=row] a")]


def test_a_search_finds_by_name_or_reference_and_only_ones_own(client_for, cast):
    client = client_for("worker")
    who = cast.resident.person
    for typed in (who.family_name, who.family_name.upper(), who.reference, "resident  zn"):
        assert names(client.get("/staff/people", query_string={"q": typed})) == [who.name], typed
    for typed in ("Stranger", "%", "_", "\\", "' or 1=1 --", "\0", "x" * 5000):
        page = client.get("/staff/people", query_string={"q": typed})
        assert names(page) in ([], [who.name, cast.newcomer.person.name])
        assert cast.stranger.marker not in page.text


def test_capitals_beyond_english_are_found(app, client_for, cast):
    with app.app_context():
        db.session.execute(
            update(Person).where(Person.id == cast.resident.person.id).values(known_as="Łucja")
        )
        db.session.commit()
    page = client_for("worker").get("/staff/people", query_string={"q": "łucja"})
    assert len(names(page)) == 1


def test_each_part_is_a_link_that_keeps_the_search(client_for):
    page = client_for("worker").get("/staff/people?q=resident&show=late")
    assert "/staff/people?show=no-worker&q=resident" in page.links
    current = page.soup.select_one(".portal-filters [aria-current]").get_text()
    assert current.split() == ["Late", "1"]


def test_a_long_list_comes_in_pages(app, client_for, cast):
    with app.app_context():
        for _ in range(ON_A_PAGE):
            build_person("many", "", cast.teams["here"], cast.worker, signs_in=False)
        db.session.commit()
    client = client_for("worker")
    assert len(names(client.get("/staff/people"))) == ON_A_PAGE
    assert len(names(client.get("/staff/people?page=2"))) == 2
    client.get("/staff/people?page=3", 404)
    client.get("/staff/people?page=0", 404)


def test_nobody_found_is_said(client_for):
    page = client_for("worker").get("/staff/people?q=nobodyatall")
    assert "There is nobody here." in page.main


def test_who_only_asked_as_a_carer_is_found_and_not_listed(app, cast, client_for):
    """The duty desk's list holds whoever needs support; carers wait in a queue of their own."""
    with app.app_context():
        asks = Person(
            council="norfolk",
            reference="C-1",
            given_name="Carely",
            family_name="Öberg",
            is_resident=False,
            is_carer=True,
        )
        db.session.add(asks)
        db.session.commit()
        everybody = actor_of(cast, "worker", team_ids=frozenset({default_team()}))
        listed_now = {each.reference for each in caseload_of(everybody, "").entries}
        for typed in ("carely", "ÖBERG", "c-1"):
            assert "C-1" in {each.reference for each in caseload_of(everybody, typed).entries}
        assert "C-1" not in listed_now
        assert "C-1" in {each.reference for each in caseload_of(everybody).entries}


def default_team():
    return db.session.scalars(
        select(Team.id).where(Team.code == council.current().default_team)
    ).one()
