"""The first page after signing in: what is happening, what to do, whom to talk to, urgent help."""

from sqlalchemy import update

from portal.extensions import db
from portal.journey.rules import Acts, Stage
from portal.people.models import Person, Representation
from portal.policy import Scope
from tests.client import HOST
from tests.journey.facts import ask_again, event


def test_the_four_questions_in_their_order(client_for, cast):
    page = client_for("resident").get("/home")
    order = [
        "Hello Resident",
        "Your budget is waiting for sign-off.",
        "Step 5 of 7",
        "What you need to do",
        "You do not need to do anything.",
        cast.worker.worker.name,
        "When our offices are shut",
        "If it cannot wait",
    ]
    found = [page.text.index(words, page.text.index("Hello Resident")) for words in order]
    assert found == sorted(found)
    assert "/your-budget" in page.links


def test_what_there_is_to_do(app, client_for, cast):
    turn = event(Stage.PLANNING, 3, due_in=9, acts_next=Acts.PERSON.value)
    ask_again(app, cast.resident, turn)
    main = client_for("resident").get("/home").main
    assert "You act next." in main
    assert "Tell us what you think of your plan. To do this, or if you need help with it" in main
    assert "You do not need to do anything" not in main


def test_when_it_is_over_no_step_is_counted(app, client_for, cast):
    ask_again(app, cast.resident, event(Stage.ENDED, 3, acts_next=Acts.NOBODY.value))
    main = client_for("resident").get("/home").main
    assert "Your support has ended. That was on" in main
    assert "Step" not in main


def test_somebody_who_has_not_asked_is_told_so_and_how_to(client_for, cast):
    main = client_for("helper").get("/home").main
    assert "We have no request for support from you." in main
    assert "To ask, ring" in main


def test_a_carer_is_told_of_the_talk_for_carers(app, client_for, cast):
    assert "Do you look after somebody?" in client_for("carer").get("/home").main
    with app.app_context():
        db.session.execute(update(Person).values(is_carer=False))
        db.session.commit()
    assert "Do you need help to live your life?" in client_for("carer").get("/home").main


def test_whom_one_acts_for_and_for_what(client_for, cast):
    page = client_for("carer").get("/home")
    assert f"{cast.resident.person.name} You may: See how the request is going See the budget" in (
        page.main
    )
    assert f"/for/{cast.resident.person.id}" in page.links


def test_a_link_leads_only_where_one_may_go(app, client_for, cast):
    who = cast.resident.person
    for scopes, wanted in (
        ((Scope.VIEW_BUDGET,), [f"/for/{who.id}/budget"]),
        ((Scope.RECEIVE_LETTERS,), []),
    ):
        with app.app_context():
            words = " ".join(scopes)
            db.session.execute(update(Representation).values(scope_words=words))
            db.session.commit()
        client = client_for("carer")
        page = client.get("/home")
        assert [each for each in page.links if "/for/" in each and "/stop" not in each] == wanted
        assert who.name in page.main
        for link in wanted:
            client.get(link)


def test_the_list_is_what_the_door_allows(client_for, cast):
    """For everybody in the cast: the links to people are those that open, and no others."""
    people = [each.person.id for each in cast.everybody() if each.person]
    for who in ("resident", "carer", "helper", "stranger"):
        client = client_for(who)
        listed = {link for link in client.get("/home").links if link.startswith("/for/")}
        listed = {link for link in listed if not link.endswith("/stop")}
        others = {f"/for/{each}" for each in people if each != cast[who].person.id}
        opens = {each for each in others if client.raw.get(each, base_url=HOST).status_code == 200}
        assert listed == opens


def test_staff_have_a_first_page_of_their_own(client_for):
    for who in ("worker", "manager", "administrator"):
        client_for(who).get("/home", 404)
