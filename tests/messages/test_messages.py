"""Writing to a team: who reads it stands before the box, it is kept once, and it is answered."""

import pytest
from sqlalchemy import func, select

from portal.extensions import db
from portal.messages.models import Message, Thread
from portal.messages.rules import Kind
from tests.messages.conversations import build_conversation

NEW = "/messages/about/payment"
WORDS = "My money has not come."


def begun(client, words=WORDS):
    """A message sent by whoever the client is; the page that says so."""
    client.get(NEW)
    client.submit({"words": words})
    return client.follow()


def messages(app, kind=Kind.PERSON):
    with app.app_context():
        asked = select(Message).where(Message.kind_word == kind.value).order_by(Message.sent_at)
        return list(db.session.scalars(asked))


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def test_who_reads_it_and_by_when_stands_before_the_box(client_for, cast):
    page = client_for("resident").get(NEW)
    text = page.main
    assert text.index(cast.worker.worker.name) < text.index("Your message")
    assert text.index("We aim to answer by") < text.index("Your message")
    assert "If it cannot wait" in text


def test_what_was_sent_is_kept_and_its_receipt_is_found_by_the_team(app, client_for, cast):
    before = count(app, Message)
    page = begun(client_for("resident"))
    sign = messages(app)[-1].fingerprint
    assert sign in page.main
    assert count(app, Message) == before + 1
    found = client_for("worker").get(f"/staff/messages?receipt={sign.replace(' ', '-')}")
    assert "nothing of it was changed" in found.main
    elsewhere = client_for("worker_elsewhere").get(f"/staff/messages?receipt={sign}")
    assert "have no message with these signs" in elsewhere.main


def test_a_form_sent_twice_sends_once(app, client_for):
    client = client_for("stranger")
    client.get(NEW)
    form = client.submit({"words": ""}, status=422).form()
    before = count(app, Message)
    form.fields["words"] = WORDS
    places = {client.post(form.action, form.fields, status=303).location for _ in range(2)}
    assert len(places) == 1
    assert count(app, Message) == before + 1


def test_without_words_it_says_what_to_do(app, client_for):
    client = client_for("resident")
    before = count(app, Thread)
    client.get(NEW)
    page = client.submit({"words": "  "}, status=422)
    assert "Write your message" in page.main
    assert count(app, Thread) == before


def test_staff_answer_and_the_person_reads_it_with_who_wrote(app, client_for, cast):
    place = f"messages/{cast.thread.id}"
    worker = client_for("worker")
    assert cast.resident.person.name in worker.get("/staff/messages").main
    page = worker.get(f"/staff/{place}")
    assert "Where is it?" in page.main
    worker.submit({"words": "It comes on Monday."})
    with app.app_context():
        thread = db.session.get_one(Thread, cast.thread.id)
        assert thread.due_on is None
        assert db.session.get_one(Message, cast.message.id).settled_at
    resident = client_for("resident")
    assert "New answer" in resident.get("/messages").main
    page = resident.get(f"/{place}")
    assert "It comes on Monday." in page.main
    assert cast.worker.worker.name in page.main
    assert "The team opened it" in page.main
    assert "New answer" not in resident.get("/messages").main
    assert "Opened:" in worker.get(f"/staff/{place}").main


def test_writing_again_opens_it_anew(app, client_for, cast):
    client_for("worker").get(f"/staff/messages/{cast.thread.id}")
    client = client_for("resident")
    client.get(f"/messages/{cast.thread.id}")
    client.submit({"words": "And another thing."})
    with app.app_context():
        assert db.session.get_one(Thread, cast.thread.id).due_on is not None


def test_a_note_of_staff_is_on_no_page_of_the_person(client_for, cast):
    worker = client_for("worker")
    worker.get(f"/staff/messages/{cast.thread.id}/notes")
    worker.submit({"words": "zebra"})
    assert "zebra" in worker.follow().main
    resident = client_for("resident")
    for place in (f"/messages/{cast.thread.id}", "/messages"):
        assert "zebra" not in resident.get(place).main


def test_it_needs_no_answer_takes_it_from_the_list(client_for, cast):
    worker = client_for("worker")
    worker.get(f"/staff/messages/{cast.thread.id}")
    worker.post(f"/staff/messages/{cast.thread.id}/settled", {}, status=303)
    assert cast.thread.number not in worker.get("/staff/messages").main
    assert cast.thread.number in worker.get("/staff/messages?over=yes").main


@pytest.mark.parametrize(
    ("words", "is_flagged"),
    [("I want to die", True), ("I can’t   go on", True), ("When is my review?", False)],
)
def test_words_of_crisis_show_help_and_come_first_and_block_nothing(
    app, client_for, words, is_flagged
):
    page = begun(client_for("resident"), words)
    assert ("Please ring now" in page.main.split("proof of what you wrote")[0]) is is_flagged
    assert messages(app)[-1].flagged is is_flagged
    top = client_for("worker").get("/staff/messages").soup.select("tbody tr")[0].get_text()
    assert ("Read this first" in top) is is_flagged


def test_a_helper_sees_only_what_they_began_and_the_person_sees_all(app, client_for, cast):
    with app.app_context():
        given = db.session.merge(cast.representations["carer"])
        given.scope_words += " message"
        db.session.commit()
    helper, person = client_for("carer"), cast.resident.person
    place = f"/for/{person.id}/messages"
    assert str(cast.thread.id) not in helper.get(place).soup.decode()
    helper.get(f"{place}/{cast.thread.id}", status=404)
    helper.get(f"{place}/about/plan")
    helper.submit({"words": "She asks when."})
    page = helper.follow()
    thread_id = messages(app)[-1].thread_id
    assert f"{place}/{thread_id}" in page.links
    mine = client_for("resident").get(f"/messages/{thread_id}").main
    assert f"{cast.carer.person.name} wrote this for {person.name}" in mine


def test_the_inbox_is_by_due_date_and_asks_the_same_for_one_and_many(app, client_for, cast):
    worker = client_for("worker")
    worker.get("/staff/messages")
    with app.app_context():
        for days in range(12):
            build_conversation(cast.resident, days_ago=days)
        db.session.commit()
    rows = worker.get("/staff/messages").soup.select("tbody tr")
    assert len(rows) == 13
    assert "days late" in rows[0].get_text()
    assert "late" not in rows[-1].get_text()
