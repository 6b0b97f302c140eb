"""Messages for the person, and for a helper who may write for them."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.core import page_context
from portal.core.access import must_actor, needs
from portal.core.looks import Kind as Look
from portal.core.uploads import takes_files
from portal.messages import file_queries, queries, said_queries, words
from portal.messages.actions import sending
from portal.messages.file_queries import HeldFile
from portal.messages.forms import MessageForm
from portal.messages.queries import Conversation, ToSend
from portal.messages.rules import Kind, Topic
from portal.messages.saving import to_save
from portal.people import queries as people
from portal.people.queries import Record
from portal.people.rules import Holder
from portal.policy import Can

bp = Blueprint("messages", __name__)
Answer = str | tuple[str, int] | Response


def at(view: str, person_id: UUID, **parts: Any) -> str:
    """The address of a page: one's own, or that for the person one acts for."""
    if must_actor().person_id == person_id:
        return url_for(f"messages.{view}", **parts)
    return url_for(f"messages.{view}_for", person_id=person_id, **parts)


def _page(view: str, record: Record, holder: Holder, **parts: Any) -> str:
    mine = must_actor().person_id == record.person.id
    if not mine:
        page_context.acting_for(record.person.name, record.person.id)
    return render_template(
        f"messages/{view}.html",
        record=record,
        holder=holder,
        hours=people.hours_of_team(holder.team_code),
        mine=mine,
        words=words,
        at=at,
        **parts,
    )


@bp.get("/messages")
@needs(Can.MESSAGE, of=people.record, mine=True)
def listed(record: Record) -> str:
    """One's conversations, and what a new one can be about."""
    return _listed(record)


@bp.get("/for/<uuid:person_id>/messages")
@needs(Can.MESSAGE, of=people.record)
def listed_for(record: Record) -> str:
    """The same for a helper: only the conversations that they began."""
    return _listed(record)


def _listed(record: Record) -> str:
    actor = must_actor()
    own = actor.person_id == record.person.id
    before = said_queries.all_of(record, None if own else actor.person_id)
    return _page("listed", record, record.holder, before=before, topics=Topic)


@bp.route("/messages/about/<matter>", methods=["GET", "POST"])
@takes_files
@needs(Can.MESSAGE, of=queries.to_send, mine=True)
def begin(to_send: ToSend) -> Answer:
    """Write about one thing: first who will read it, by when we answer, and where to turn now."""
    return _begin(to_send)


@bp.route("/for/<uuid:person_id>/messages/about/<matter>", methods=["GET", "POST"])
@takes_files
@needs(Can.MESSAGE, of=queries.to_send)
def begin_for(to_send: ToSend) -> Answer:
    """The same for a helper who writes for the person."""
    return _begin(to_send)


def _begin(to_send: ToSend) -> Answer:
    form = MessageForm()
    written = form.sendable()
    if written:
        message = sending.begin(
            to_send.record, to_send.topic, to_send.holder, written, must_actor()
        )
        return _to_sent(to_send.record, message.thread_id, message.id)
    page = _page(
        "begin",
        to_send.record,
        to_send.holder,
        form=form,
        topic=to_send.topic,
        answer_by=queries.answer_by(must_actor().today),
    )
    return page, 422 if form.is_submitted() and form.errors else 200


def _to_sent(record: Record, thread_id: UUID, message_id: UUID) -> Response:
    place = at("sent", record.person.id, thread_id=thread_id, message_id=message_id)
    return redirect(place, code=303)


@bp.route("/messages/<uuid:thread_id>", methods=["GET", "POST"])
@takes_files
@needs(Can.READ_THREAD, of=queries.conversation_of, mine=True)
def conversation(conversation: Conversation) -> Answer:
    """One conversation, and writing on in it."""
    return _conversation(conversation)


@bp.route("/for/<uuid:person_id>/messages/<uuid:thread_id>", methods=["GET", "POST"])
@takes_files
@needs(Can.READ_THREAD, of=queries.conversation_of)
def conversation_for(conversation: Conversation) -> Answer:
    """The same for the helper who began it."""
    return _conversation(conversation)


def _conversation(conversation: Conversation) -> Answer:
    form = MessageForm()
    written = form.sendable()
    if written:
        message = sending.write(conversation, written, must_actor())
        return _to_sent(conversation.record, conversation.thread.id, message.id)
    said = said_queries.said_in(conversation)
    if any(each.kind is Kind.STAFF and each.message.seen_at is None for each in said):
        sending.mark_seen(conversation, by_staff=False)
    page = _page(
        "conversation",
        conversation.record,
        conversation.holder,
        conversation=conversation,
        thread=conversation.thread,
        said=said,
        form=form,
        answer_by=queries.answer_by(must_actor().today),
    )
    return page, 422 if form.is_submitted() and form.errors else 200


@bp.get("/messages/<uuid:thread_id>/sent/<uuid:message_id>")
@needs(Can.READ_THREAD, of=said_queries.sent_in, mine=True)
def sent(sent: said_queries.Sent) -> str:
    """That it was sent: when, its fingerprint, who reads it, by when we answer."""
    return _sent(sent)


@bp.get("/for/<uuid:person_id>/messages/<uuid:thread_id>/sent/<uuid:message_id>")
@needs(Can.READ_THREAD, of=said_queries.sent_in)
def sent_for(sent: said_queries.Sent) -> str:
    """The same for the helper who sent it."""
    return _sent(sent)


def _sent(sent: said_queries.Sent) -> str:
    found = sent.conversation
    return _page("sent", found.record, found.holder, message=sent.message, thread=found.thread)


@bp.get("/messages/<uuid:thread_id>/files/<uuid:file_id>")
@needs(Can.READ_THREAD, of=file_queries.file_in, mine=True, kind=Look.DOWNLOAD)
def file(held_file: HeldFile) -> Response:
    """One file of a conversation, to save."""
    return to_save(held_file)


@bp.get("/for/<uuid:person_id>/messages/<uuid:thread_id>/files/<uuid:file_id>")
@needs(Can.READ_THREAD, of=file_queries.file_in, kind=Look.DOWNLOAD)
def file_for(held_file: HeldFile) -> Response:
    """The same for the helper who began the conversation."""
    return to_save(held_file)
