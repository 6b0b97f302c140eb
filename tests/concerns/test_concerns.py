"""I am worried about someone: the intake alone reads it, and its dates are all that comes back."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete, func, select

from portal.concerns.actions import alarming
from portal.concerns.models import Concern
from portal.concerns.rules import About, Contact
from portal.core import clock, council
from portal.core.audit import AuditEvent
from portal.core.looks import Look
from portal.core.outbox import Outbox
from portal.extensions import db
from portal.people.models import Suspension
from tests.concerns.concerns import WORDS, build_concern, join_intake


def concerns(app):
    with app.app_context():
        return list(db.session.scalars(select(Concern).order_by(Concern.said_at.desc())))


def newest(app):
    return concerns(app)[0]


def say(client, status=303, **more):
    client.get("/worried")
    return client.submit({"words": WORDS, **more}, status)


@pytest.fixture
def intake(app, cast, client_for):
    """A worker of another team who works in the intake, at a browser."""
    with app.app_context():
        join_intake(cast.worker_elsewhere)
        db.session.commit()
    client = client_for("worker_elsewhere").may_see(cast.resident).may_see(cast.stranger)
    return client.may_see(cast.carer)


def test_it_is_said_with_nothing_but_words_and_stands_nowhere(app, client_for):
    person = client_for("stranger")
    page = say(person, status=200)
    kept = newest(app)
    assert kept.number in page.main
    assert kept.contact is Contact.NOTHING
    person.get(f"/worried/{kept.id}", status=404)
    assert str(kept.id) not in person.get("/worried").html


def test_a_form_sent_twice_says_it_once(app, client_for):
    person, before = client_for("stranger"), len(concerns(app))
    person.get("/worried")
    form = person.submit({"words": ""}, status=422).form()
    form.fields.update({"words": WORDS, "contact": "here"})
    places = {person.post(form.action, form.fields).location for _ in range(2)}
    assert len(places) == 1
    assert len(concerns(app)) == before + 1


def test_without_words_it_says_what_to_do_and_keeps_the_rest(client_for):
    person = client_for("stranger")
    page = say(person, status=422, words=" ", who="My aunt, 2 Mill Lane")
    assert "Write what you are worried about" in page.main
    assert "My aunt, 2 Mill Lane" in page.html


def test_dates_come_back_and_nothing_of_what_was_said_or_found(app, client_for, intake):
    person = client_for("stranger")
    say(person, contact="here", danger="yes")
    page = person.follow()
    own_place = page.url
    assert WORDS not in page.text
    assert page.main.count("not yet") == 2
    place = f"/staff/concerns/{newest(app).id}"
    assert "Danger now" in intake.get("/staff/concerns").main
    assert WORDS in intake.get(place).main
    for _ in range(2):
        intake.post(f"{place}/look", status=303)
    intake.get(place)
    intake.submit({"note": "Spoke to the ward."}, status=422, number=-1)
    intake.submit({"to": "police", "note": "Spoke to the ward."}, number=-1)
    own = person.get(own_place)
    assert "not yet" not in own.main
    assert "police" not in own.main.lower()
    assert "ward" not in own.main


def test_nobody_else_reads_it_and_no_list_of_looks_says_that_it_was_read(
    app, client_for, cast, intake
):
    with app.app_context():
        looks = db.session.scalar(select(func.count()).select_from(Look))
    intake.get("/staff/concerns")
    intake.get(f"/staff/concerns/{cast.concern.id}")
    for who in ("worker", "manager", "manager_elsewhere", "administrator", "finance"):
        client_for(who).get("/staff/concerns", status=404)
        client_for(who).get(f"/staff/concerns/{cast.concern.id}", status=404)
    client_for("carer").get(f"/worried/{cast.concern.id}", status=404)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Look)) == looks


def test_a_worker_never_sees_and_is_never_told_what_is_about_them(app, client_for, cast, intake):
    person = client_for("resident")
    with app.app_context():
        join_intake(cast.worker)
        db.session.execute(delete(Outbox))
        db.session.commit()
    say(person, about=f"worker {cast.worker.worker.id}", contact="here")
    about = newest(app)
    assert about.worker_id == cast.worker.worker.id
    worker = client_for("worker")
    assert about.number not in worker.get("/staff/concerns").main
    worker.get(f"/staff/concerns/{about.id}", status=404)
    worker.post(f"/staff/concerns/{about.id}/look", status=404)
    assert about.number in intake.get("/staff/concerns").main
    with app.app_context():
        assert len(list(db.session.scalars(select(Outbox)))) == 1
        assert alarming.alarm() == 0


def test_a_helper_is_stopped_in_one_press_and_learns_nothing(app, client_for, cast, intake):
    person, helper = client_for("resident"), client_for("carer")
    say(person, about=f"helper {cast.carer.person.id}", contact="here")
    with app.app_context():
        db.session.execute(delete(Outbox))
        db.session.commit()
    helper.get(f"/for/{cast.resident.person.id}/budget")
    place = f"/staff/concerns/{newest(app).id}"
    for _ in range(2):
        intake.post(f"{place}/stop-helper", status=303)
    assert "This helper is stopped" in intake.get(place).main
    helper.get(f"/for/{cast.resident.person.id}/budget", status=404)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Suspension)) == 1
        assert db.session.scalar(select(func.count()).select_from(Outbox)) == 0


def test_somebody_elses_helper_cannot_be_named(client_for, cast):
    page = say(client_for("stranger"), status=422, about=f"helper {cast.carer.person.id}")
    assert "Choose from the answers on this page" in page.main


@pytest.mark.parametrize(("contact", "notices"), [("safe", 1), ("here", 0), ("nothing", 0)])
def test_word_goes_only_to_whoever_wants_it(app, cast, intake, contact, notices):
    with app.app_context():
        concern_id = build_concern(cast.stranger, contact_word=contact).id
        db.session.execute(delete(Outbox))
        db.session.commit()
    intake.post(f"/staff/concerns/{concern_id}/look", status=303)
    with app.app_context():
        assert len(list(db.session.scalars(select(Outbox)))) == notices


def test_the_intake_is_told_at_once_and_again_where_nobody_looks(app, client_for, intake):
    say(client_for("stranger"), contact="here")
    with app.app_context():
        rung = select(func.count()).where(Outbox.kind == "accounts/concern_staff")
        assert db.session.scalar(rung) == 1
        assert alarming.alarm() == 0
        with time_machine.travel(clock.now() + timedelta(hours=5)):
            assert alarming.alarm() == 1
            assert alarming.alarm() == 0
        assert db.session.scalar(rung) == 2


def test_a_message_is_copied_to_the_intake_and_its_conversation_says_nothing(
    app, client_for, cast, intake
):
    worker = client_for("worker")
    place = f"/staff/messages/{cast.thread.id}"
    worker.get(place)
    before = worker.get(place).main
    worker.get(f"{place}/concern/{cast.message.id}")
    page = worker.submit({"danger": "yes", "note": "She whispered."}, status=200)
    copied = newest(app)
    assert copied.number in page.main
    assert copied.raised_by == cast.worker.worker.id
    assert worker.get(place).main == before
    words = intake.get(f"/staff/concerns/{copied.id}").main
    assert "Where is it?" in words
    assert "She whispered." in words
    person = client_for("resident")
    person.get(f"/worried/{copied.id}", status=404)
    assert str(copied.id) not in person.get("/worried").html


def test_what_is_about_somebody_is_on_no_page_of_theirs(app, client_for, cast):
    with app.app_context():
        build_concern(cast.resident, about_word=About.HELPER.value, helper_id=cast.carer.person.id)
        db.session.commit()
    helper = client_for("carer")
    for page in ("/home", "/worried", f"/for/{cast.resident.person.id}/budget"):
        assert WORDS not in helper.get(page).text


def test_what_is_done_is_in_the_audit_without_whose_it_is(app, intake, cast):
    intake.post(f"/staff/concerns/{cast.concern.id}/look", status=303)
    with app.app_context():
        done = select(AuditEvent).where(AuditEvent.action == "concern_looked_at")
        assert db.session.scalars(done).one().about_id is None


def test_while_nobody_works_in_the_intake_the_default_team_reads_it(app, client_for, cast):
    worker = client_for("worker").may_see(cast.resident)
    worker.get("/staff/concerns", status=404)
    with app.app_context():
        join_intake(cast.worker, council.current().default_team)
        db.session.commit()
    assert cast.concern.number in worker.get("/staff/concerns").main
    with app.app_context():
        join_intake(cast.worker_elsewhere)
        db.session.commit()
    worker.get("/staff/concerns", status=404)
