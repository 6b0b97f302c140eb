"""Messages for the team that answers them: the inbox, one conversation, the answer, notes."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.contact import queries as contact
from portal.contact import words as contact_words
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.core.uploads import takes_files
from portal.messages import queries, reply_queries, said_queries, staff_queries, words
from portal.messages.actions import moving, sending
from portal.messages.queries import Conversation
from portal.messages.rules import Kind, read_fingerprint, read_wanted
from portal.messages.staff_forms import AnswerForm, HandOverForm, NoteForm
from portal.policy import Can, allowed

bp = Blueprint("staff_messages", __name__)
Answer = str | tuple[str, int] | Response


@bp.get("/staff/messages")
@needs(Can.SEE_INBOX)
def listed() -> str:
    """What one's teams are to answer: by due date; and the message of a receipt."""
    wanted = read_wanted(request.args.get("over", ""), request.args.get("page", ""))
    asked = request.args.get("receipt", "")[:40].strip()
    actor = must_actor()
    return render_template(
        "staff_messages/listed.html",
        found=staff_queries.listed(actor, wanted),
        wanted=wanted,
        words=words,
        asked=asked,
        receipt=staff_queries.receipt(actor, read_fingerprint(asked)) if asked else None,
    )


@bp.route("/staff/messages/<uuid:thread_id>", methods=["GET", "POST"])
@takes_files
@needs(Can.WORK_THREAD, of=queries.conversation)
def one(conversation: Conversation) -> Answer:
    """One conversation with what to heed, and the answer."""
    form = AnswerForm()
    form.about(conversation.record.person.id)
    form.offer(reply_queries.offered())
    written = form.sendable()
    if written:
        sending.write(conversation, written, must_actor())
        return _to(conversation)
    said = said_queries.said_in(conversation)
    if any(each.kind is Kind.PERSON and each.message.seen_at is None for each in said):
        sending.mark_seen(conversation, by_staff=True)
    return _page("one", conversation, form, said=said)


@bp.route("/staff/messages/<uuid:thread_id>/notes", methods=["GET", "POST"])
@needs(Can.WORK_THREAD, of=queries.conversation)
def notes(conversation: Conversation) -> Answer:
    """Notes for colleagues, apart from what the person reads."""
    form = NoteForm()
    form.about(conversation.record.person.id)
    if form.is_valid():
        moving.note(conversation, form.written(), must_actor())
        return redirect(url_for("staff_messages.notes", thread_id=conversation.thread.id), code=303)
    return _page("notes", conversation, form, noted=staff_queries.notes_of(conversation.thread.id))


@bp.route("/staff/messages/<uuid:thread_id>/hand-over", methods=["GET", "POST"])
@needs(Can.WORK_THREAD, of=queries.conversation)
def hand_over(conversation: Conversation) -> Answer:
    """Give it to another team: the person reads who answers now."""
    form = HandOverForm()
    form.choose_from(queries.teams_now(must_actor().today))
    if form.is_valid():
        moving.hand_over(conversation, form.team.data or "", must_actor())
        now = queries.conversation(conversation.thread.id)
        return _to(conversation) if allowed(must_actor(), Can.WORK_THREAD, now) else _to_inbox()
    return _page("hand_over", conversation, form)


@bp.post("/staff/messages/<uuid:thread_id>/settled")
@needs(Can.WORK_THREAD, of=queries.conversation)
def settled(conversation: Conversation) -> Response:
    """Say that it needs no answer."""
    if BaseForm().is_valid():
        sending.settle(conversation, must_actor())
    return _to(conversation)


def _to(conversation: Conversation) -> Response:
    return redirect(url_for("staff_messages.one", thread_id=conversation.thread.id), code=303)


def _to_inbox() -> Response:
    return redirect(url_for("staff_messages.listed"), code=303)


def _page(view: str, conversation: Conversation, form: BaseForm, **parts: Any) -> Answer:
    heed = contact_words.flags(contact.told_by(conversation.record.person.id))
    page = render_template(
        f"staff_messages/{view}.html",
        conversation=conversation,
        thread=conversation.thread,
        person=conversation.record.person,
        heed=heed,
        words=words,
        form=form,
        **parts,
    )
    return page, 422 if form.is_submitted() and form.errors else 200
