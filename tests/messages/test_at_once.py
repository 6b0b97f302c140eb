"""Several at the same instant: one form makes one message, and no message is left unanswered."""

from sqlalchemy import func, select

from portal.extensions import db
from portal.messages.models import Message, Thread, ThreadNote
from portal.messages.rules import Kind
from tests.at_once import at_once
from tests.client import Client
from tests.messages.conversations import build_conversation

TIMES = 4


def count(servers, *where):
    with servers[0].app_context():
        return db.session.scalar(select(func.count()).select_from(Message).where(*where))


def test_one_form_sent_many_times_at_once_makes_one_message(servers, cast):
    browser = Client(servers[0], cast, "resident").sign_in(cast.resident)
    browser.get("/messages/about/payment")
    form = browser.submit({"words": " "}, status=422).form()
    form.fields["words"] = "Nobody rang."
    before = count(servers)
    places = at_once(servers, [browser] * TIMES, form.action, [form.fields] * TIMES)
    assert len(set(places)) == 1
    assert count(servers) == before + 1


def test_two_who_write_into_one_conversation_at_once_are_both_kept(servers, cast):
    with servers[0].app_context():
        thread, _first = build_conversation(cast.resident)
        thread_id = thread.id
        db.session.commit()
    person = Client(servers[0], cast, "resident").sign_in(cast.resident)
    worker = Client(servers[0], cast, "worker").sign_in(cast.worker)
    forms = []
    for browser, place in ((person, "/messages"), (worker, "/staff/messages")):
        browser.get(f"{place}/{thread_id}")
        forms.append(browser.submit({"words": " "}, status=422).form())
        forms[-1].fields["words"] = "At once."
    at_once(servers, [person, worker], [f.action for f in forms], [f.fields for f in forms])
    assert count(servers, Message.thread_id == thread_id) == 3
    with servers[0].app_context():
        waits = select(func.count()).where(
            Message.thread_id == thread_id,
            Message.kind_word == Kind.PERSON.value,
            Message.settled_at.is_(None),
        )
        open_now = db.session.scalar(waits)
        due_on = db.session.get_one(Thread, thread_id).due_on
    assert open_now in (0, 1)
    assert (due_on is not None) == bool(open_now)


def test_one_message_moved_twice_at_once_begins_one_conversation(servers, cast):
    with servers[0].app_context():
        thread, message = build_conversation(cast.resident)
        thread_id, message_id = thread.id, message.id
        db.session.commit()
    browsers = [Client(servers[0], cast, who).sign_in(cast[who]) for who in ("worker", "manager")]
    place = f"/staff/messages/{thread_id}/elsewhere/{message_id}"
    forms = [browser.get(place).form().fields for browser in browsers]
    for form in forms:
        form["place"] = f"record {cast.resident.person.id}"
    with servers[0].app_context():
        before = db.session.scalar(select(func.count()).select_from(Thread))
    at_once(servers, browsers, place, forms)
    with servers[0].app_context():
        assert db.session.scalar(select(func.count()).select_from(Thread)) == before + 1
        assert db.session.get_one(Message, message_id).thread_id != thread_id


def test_one_note_sent_many_times_at_once_is_kept_once(servers, cast):
    browser = Client(servers[0], cast, "worker").sign_in(cast.worker)
    place = f"/staff/messages/{cast.thread.id}/notes"
    form = browser.get(place).form().fields | {"words": "Ring first."}
    at_once(servers, [browser] * TIMES, place, [form] * TIMES)
    with servers[0].app_context():
        assert db.session.scalar(select(func.count()).select_from(ThreadNote)) == 1
