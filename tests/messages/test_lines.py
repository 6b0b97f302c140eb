"""What a page of messages says before somebody writes, and what the count of a night says after."""

import pytest
from sqlalchemy import select, update

from portal.contact.models import CommunicationNeed
from portal.core import chain_check, clock, council
from portal.core.columns import new_id
from portal.extensions import db
from portal.messages import queries
from portal.messages.actions import tallying
from portal.messages.models import Message, MessageTally, Thread
from portal.people.models import Membership
from tests.messages.conversations import build_conversation
from tests.messages.helping import writes_for_the_resident
from tests.ops.processes import portal


@pytest.mark.parametrize("council", ["quillshire"])
def test_a_topic_goes_to_the_team_that_the_councils_file_names(app, client_for, cast):
    with app.app_context():
        person_id, here = cast.resident.person.id, council.current()
        named = here.team(here.messages.route("complaint"))
        db.session.merge(cast.worker_elsewhere.worker, load=False)
        team = db.session.scalars(select(queries.Team).where(queries.Team.code == named.code)).one()
        db.session.add(
            Membership(
                worker_id=cast.worker_elsewhere.worker.id, team_id=team.id, from_on=clock.today()
            )
        )
        db.session.commit()
        assert queries.to_send(person_id, "complaint").holder.team.name == named.name
        assert queries.to_send(person_id, "plan").holder.team.name == cast.teams["here"].name
    person = client_for("resident")
    assert named.name in person.get("/messages/about/complaint").main
    person.submit({"words": "Nobody rang back."})
    assert named.name in person.follow().main


def test_hours_and_where_to_turn_stand_before_the_box(app, client_for, cast):
    text = client_for("resident").get("/messages/about/plan").main
    box = text.index("Your message")
    with app.app_context():
        hours = council.current().team(cast.teams["here"].code).hours
        crisis = [each.phone for each in council.current().crisis if each.phone]
    assert text.index(str(hours)) < box
    assert crisis
    assert all(text.index(phone) < box for phone in crisis)


def test_whose_record_it_is_stands_on_the_page_and_on_the_button(client_for, cast):
    helper = client_for("carer").may_see(cast.resident)
    writes_for_the_resident(helper, cast)
    name, place = cast.resident.person.name, f"/for/{cast.resident.person.id}/messages"
    for page in (f"{place}/about/plan", f"{place}/{cast.thread.id}"):
        shown = helper.get(page)
        buttons = [each.get_text() for each in shown.soup.select("main form button")]
        assert any(name in each for each in buttons), buttons
        assert name in shown.text


def test_what_to_heed_stands_above_the_box_of_the_answer(app, client_for, cast):
    with app.app_context():
        db.session.add(
            CommunicationNeed(
                id=new_id(),
                person_id=cast.resident.person.id,
                need_words="large_print",
                asked_at=clock.now(),
                reviewed_on=clock.today(),
            )
        )
        db.session.commit()
    text = client_for("worker").get(f"/staff/messages/{cast.thread.id}").main
    assert text.index("Before you ring or write") < text.index("Your answer")


def test_an_answer_that_says_where_they_are_is_stopped(client_for, cast, app):
    worker, place = client_for("worker"), f"/staff/messages/{cast.thread.id}"
    worker.may_see(cast.resident)
    worker.get(place)
    page = worker.submit({"words": f"See you at 17 {cast.resident.safe_marker} Row"}, status=422)
    assert "It must stay secret" in page.main


def settings_of(app):
    chosen = app.extensions["settings"]
    return {
        "DATABASE_URL": chosen.database,
        "PORTAL_SECRET_KEY": chosen.secret_key.get_secret_value(),
        "PORTAL_SEAL_KEYS": chosen.seal_keys.get_secret_value(),
    }


def test_the_command_prints_every_night_and_fails_where_a_message_is_with_nobody(
    app_with, cast, tmp_path
):
    app = app_with()
    with app.app_context():
        tallying.tally()
        db.session.commit()
    fine = portal("tally", data=tmp_path, **settings_of(app))
    assert fine.returncode == 0, fine.stderr
    assert fine.stdout.splitlines()[0].startswith(f"{clock.today()}: 1 came in, 0 answered, 1 wait")
    with app.app_context():
        db.session.execute(update(Membership).values(to_on=Membership.from_on))
        build_conversation(cast.stranger)
        db.session.commit()
    lost = portal("tally", data=tmp_path, **settings_of(app))
    assert lost.returncode != 0
    assert "with nobody" in lost.stdout
    assert "wait where nobody is" in lost.stderr


def test_a_night_that_is_changed_later_shows(app):
    with app.app_context():
        tallying.tally()
        db.session.commit()
        assert all(walk.fault is None for walk in chain_check.verify(db.session()))
        db.session.execute(update(MessageTally).values(waiting=0))
        db.session.commit()
        broken = [walk.chain for walk in chain_check.verify(db.session()) if walk.fault]
        assert broken == ["message_tally"]


def test_nothing_that_was_sent_can_be_changed_or_taken_away(app):
    """No address takes anything but the words of a new message, and none deletes."""
    rules = [
        (rule.rule, rule.methods - {"GET", "HEAD", "OPTIONS"})
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(("messages.", "staff_messages."))
    ]
    sends = {rule for rule, methods in rules if methods}
    assert all(methods <= {"POST"} for _rule, methods in rules)
    assert {rule for rule in sends if "message_id" in rule} == {
        "/staff/messages/<uuid:thread_id>/elsewhere/<uuid:message_id>"
    }
    with app.app_context():
        assert not {"updated_at", "deleted_at"} & {each.name for each in Message.__table__.c}
        assert "words_sealed" not in {each.name for each in Thread.__table__.c}
