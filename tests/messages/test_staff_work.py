"""What staff do besides answering: write first, standard words, move a message, take a copy."""

import json

import pytest
from sqlalchemy import select

from portal.core.audit import AuditEvent
from portal.extensions import db
from portal.messages.models import Message, StandardReply, Thread
from portal.messages.rules import Kind
from portal.people.models import Representation
from tests.factories import allocate
from tests.messages.conversations import TEXT, build_conversation
from tests.pdfs import words_of


@pytest.fixture
def two(app, cast):
    """Two conversations that the resident began: their ids, and that of the first's message."""
    with app.app_context():
        first, message = build_conversation(cast.resident, words="About my plan.", due_in=2)
        second, _other = build_conversation(cast.resident, due_in=4)
        db.session.commit()
        return first.id, second.id, message.id


def thread(app, thread_id):
    with app.app_context():
        return db.session.get_one(Thread, thread_id)


def test_staff_write_first_and_the_person_reads_and_answers(app, client_for, cast):
    worker = client_for("worker")
    page = worker.get(f"/staff/people/{cast.resident.person.id}/messages")
    worker.get(next(link for link in page.links if link.endswith("/messages/new")))
    words = "Shall we meet on Tuesday?"
    page = worker.submit({"words": words}, status=422)
    assert "Choose what it is about" in page.main
    assert words in page.main
    worker.submit({"topic": "appointment", "words": words})
    with app.app_context():
        began = db.session.scalars(select(Thread).where(Thread.begun_by.is_(None))).one()
        assert began.due_on is None
    person = client_for("resident")
    assert "New answer" in person.get("/messages").main
    assert words in person.get(f"/messages/{began.id}").main
    person.submit({"words": "Yes."})
    assert thread(app, began.id).due_on is not None


def test_standard_words_go_below_what_was_typed_and_are_sent_as_changed(app, client_for, cast):
    worker = client_for("worker")
    place = f"/staff/messages/{cast.thread.id}"
    worker.get(place)
    page = worker.submit(
        {"words": "Dear Mo,", "standard": str(cast.reply.id), "put": "yes"}, status=200
    )
    assert f"Dear Mo,\n\n{cast.reply.words}" in page.form().fields["words"].replace("\r", "")
    assert len(said(app, cast.thread.id, Kind.STAFF)) == 0
    worker.submit({"words": "Dear Mo, thank you."})
    assert len(said(app, cast.thread.id, Kind.STAFF)) == 1


def said(app, thread_id, kind):
    with app.app_context():
        asked = select(Message).where(
            Message.thread_id == thread_id, Message.kind_word == kind.value
        )
        return list(db.session.scalars(asked))


def test_a_manager_keeps_standard_words_once_and_ends_them(app, client_for):
    manager = client_for("manager")
    manager.get("/staff/messages/standard/new")
    page = manager.submit({"name": "", "words": "We ring you."}, status=422)
    assert "Write a short name" in page.main
    form = page.form()
    form.fields["name"] = "We ring"
    for _ in range(2):
        manager.post(form.action, form.fields, status=303)
    with app.app_context():
        mine = select(StandardReply).where(StandardReply.name == "We ring")
        reply = db.session.scalars(mine).one()
    assert "We ring you." in client_for("worker").get("/staff/messages/standard").main
    manager.get("/staff/messages/standard")
    manager.post(f"/staff/messages/standard/{reply.id}/end", {}, status=303)
    assert "We ring you." not in manager.get("/staff/messages/standard").main


def test_a_message_is_moved_with_its_words_time_and_proof(app, client_for, two):
    first, second, message_id = two
    before = said(app, first, Kind.PERSON)[0]
    worker = client_for("worker")
    place = f"/staff/messages/{first}/elsewhere/{message_id}"
    page = worker.get(place)
    assert "About my plan." in page.main
    page = worker.submit({}, status=422)
    assert "Choose where it belongs" in page.main
    form = page.form()
    form.fields["place"] = f"conversation {second}"
    for _ in range(2):
        worker.post(place, form.fields, status=303)
    moved = said(app, second, Kind.PERSON)
    assert [each.fingerprint for each in moved if each.id == before.id] == [before.fingerprint]
    assert thread(app, first).due_on is None
    assert thread(app, second).due_on == before.answer_by
    assert [len(said(app, *each)) for each in ((first, Kind.GONE), (second, Kind.CAME))] == [1, 1]
    person = client_for("resident")
    assert "we moved a message to number" in person.get(f"/messages/{first}").main
    assert before.fingerprint in person.get(f"/messages/{first}/sent/{message_id}").main
    with app.app_context():
        told = select(AuditEvent).where(AuditEvent.action == "message_moved")
        assert len(list(db.session.scalars(told))) == 2


def test_it_goes_only_where_whoever_wrote_it_could_have_sent_it(app, client_for, cast, two):
    first, _second, message_id = two
    with app.app_context():
        theirs, _message = build_conversation(cast.carer)
        db.session.commit()
        foreign = theirs.id
    worker = client_for("worker")
    place = f"/staff/messages/{first}/elsewhere/{message_id}"
    form = worker.get(place).form()
    for kind, thing in (("conversation", foreign), ("record", cast.stranger.person.id)):
        worker.post(place, {**form.fields, "place": f"{kind} {thing}"}, status=422)
    assert len(said(app, first, Kind.PERSON)) == 1


def test_a_helper_who_wrote_in_the_wrong_place_finds_it_in_the_right_one(app, client_for, cast):
    with app.app_context():
        wrong, message = build_conversation(cast.carer, words="She fell in the bath.")
        given = db.session.get_one(Representation, cast.representations["carer"].id)
        given.scope_words += " message"
        allocate(cast.carer.person, cast.teams["here"], cast.worker.worker)
        db.session.commit()
        wrong_id, message_id = wrong.id, message.id
    worker = client_for("worker")
    place = f"/staff/messages/{wrong_id}/elsewhere/{message_id}"
    form = worker.get(place).form()
    belongs = f"record {cast.resident.person.id}"
    worker.post(place, {**form.fields, "place": belongs, "topic": "change"}, status=303)
    with app.app_context():
        moved = db.session.get_one(Message, message_id)
        there = db.session.get_one(Thread, moved.thread_id)
    assert (there.person_id, there.begun_by) == (cast.resident.person.id, cast.carer.person.id)
    helper = client_for("carer")
    words = helper.get(f"/for/{cast.resident.person.id}/messages/{there.id}").main
    assert "She fell in the bath." in words
    assert "She fell in the bath." not in helper.get(f"/messages/{wrong_id}").main
    assert "She fell in the bath." in client_for("resident").get(f"/messages/{there.id}").main


def test_a_copy_for_the_case_record_has_all_of_it(app, client_for, two):
    first, _second, _message_id = two
    worker = client_for("worker")
    worker.get(f"/staff/messages/{first}")
    worker.submit({"words": "I look at it today."})
    worker.get(f"/staff/messages/{first}/notes")
    worker.submit({"words": "Ring the bank."})
    found = json.loads(worker.raw.get(f"/staff/messages/{first}/json").data)
    assert [each["words"] for each in found["entries"]] == ["About my plan.", "I look at it today."]
    assert [each["words"] for each in found["staff_notes"]] == ["Ring the bank."]
    assert all(each["fingerprint"] for each in found["entries"])
    made = worker.raw.get(f"/staff/messages/{first}/pdf")
    assert made.mimetype == "application/pdf"
    text = words_of(made.data)
    assert "About my plan." in text
    assert "Ring the bank." in text
    assert TEXT not in text


def test_whoever_holds_the_record_stays_with_what_they_give_to_another_team(client_for, cast, two):
    worker, place = client_for("worker"), f"/staff/messages/{two[0]}"
    worker.get(f"{place}/hand-over")
    assert worker.submit({"team": cast.teams["elsewhere"].code}).location.endswith(place)
    worker.follow()


def test_whoever_only_had_it_given_to_them_goes_to_the_list_when_they_give_it_back(
    app, client_for, cast, two
):
    with app.app_context():
        db.session.get_one(Thread, two[0]).team_code = cast.teams["elsewhere"].code
        db.session.commit()
    elsewhere, place = (
        client_for("worker_elsewhere").may_see(cast.resident),
        f"/staff/messages/{two[0]}",
    )
    elsewhere.get(f"{place}/hand-over")
    assert elsewhere.submit({"team": cast.teams["here"].code}).location.endswith("/staff/messages")
    elsewhere.get(place, status=404)
