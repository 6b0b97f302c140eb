"""More that staff do with messages: write first, keep standard words, move one, take a copy."""

from typing import Any
from uuid import UUID

from flask import Response as Download
from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.contact import queries as contact
from portal.contact import words as contact_words
from portal.core import pdf
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.core.looks import Kind as Look
from portal.core.uploads import takes_files
from portal.messages import (
    copying,
    file_queries,
    placing_queries,
    queries,
    reply_queries,
    said_queries,
    staff_queries,
    words,
)
from portal.messages.actions import placing, replies, sending
from portal.messages.file_queries import HeldFile
from portal.messages.models import StandardReply
from portal.messages.placing_queries import Misplaced
from portal.messages.queries import Conversation
from portal.messages.rules import Topic
from portal.messages.saving import to_save
from portal.messages.staff_forms import RECORD, FirstForm, PlaceForm, StandardForm
from portal.messages.staff_views import bp
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can, allowed

__all__ = ["bp"]
Answer = str | tuple[str, int] | Response


def _status(form: BaseForm) -> int:
    return 422 if form.is_submitted() and form.errors else 200


@bp.get("/staff/people/<uuid:person_id>/messages")
@needs(Can.WORK_THREAD, of=people.record)
def of_person(record: Record) -> str:
    """Every conversation about one person's record."""
    return render_template(
        "staff_messages/of_person.html",
        person=record.person,
        found=said_queries.all_of(record),
        words=words,
    )


@bp.route("/staff/people/<uuid:person_id>/messages/new", methods=["GET", "POST"])
@takes_files
@needs(Can.WORK_THREAD, of=people.record)
def first(record: Record) -> Answer:
    """Write to somebody first."""
    form = FirstForm()
    form.about(record.person.id)
    form.offer(reply_queries.offered())
    form.about_one_of(words.STAFF_TOPICS)
    written = form.sendable()
    if written:
        topic = Topic(form.topic.data)
        sent = sending.begin(record, topic, record.holder, written, must_actor())
        return redirect(url_for("staff_messages.one", thread_id=sent.thread_id), code=303)
    heed = contact_words.flags(contact.told_by(record.person.id))
    page = render_template("staff_messages/first.html", form=form, person=record.person, heed=heed)
    return page, _status(form)


@bp.get("/staff/messages/standard")
@needs(Can.SEE_INBOX)
def standard() -> str:
    """The standard replies that everybody may use."""
    return render_template(
        "staff_messages/standard.html",
        replies=reply_queries.offered(),
        may_keep=allowed(must_actor(), Can.KEEP_REPLIES),
    )


@bp.route("/staff/messages/standard/new", methods=["GET", "POST"])
@needs(Can.KEEP_REPLIES)
def new_standard() -> Answer:
    """Write standard words for everybody."""
    form = StandardForm()
    if form.is_valid():
        replies.keep(form.name.data or "", form.written(), must_actor())
        return redirect(url_for("staff_messages.standard"), code=303)
    return render_template("staff_messages/new_standard.html", form=form), _status(form)


@bp.post("/staff/messages/standard/<uuid:reply_id>/end")
@needs(Can.KEEP_REPLIES, of=reply_queries.reply)
def end_standard(reply: StandardReply) -> Response:
    """Offer it no longer."""
    if BaseForm().is_valid():
        replies.end(reply, must_actor())
    return redirect(url_for("staff_messages.standard"), code=303)


@bp.route("/staff/messages/<uuid:thread_id>/elsewhere/<uuid:message_id>", methods=["GET", "POST"])
@needs(Can.WORK_THREAD, of=placing_queries.misplaced)
def elsewhere(misplaced: Misplaced) -> Answer:
    """Move one message to where it belongs."""
    here = misplaced.conversation.thread
    back = redirect(url_for("staff_messages.one", thread_id=here.id), code=303)
    if misplaced.is_moved:
        return back
    form = PlaceForm()
    places = placing_queries.places(misplaced, must_actor())
    form.choose_from(places, words.STAFF_TOPICS, here.topic)
    if form.is_valid():
        _move(misplaced, *form.chosen(), Topic(form.topic.data or here.topic))
        return back
    page = render_template(
        "staff_messages/elsewhere.html",
        form=form,
        thread=here,
        person=misplaced.conversation.record.person,
        text=said_queries.words_of(misplaced.message),
        has_places=bool(places.threads or places.records),
    )
    return page, _status(form)


def _move(misplaced: Misplaced, kind: str, chosen: UUID, topic: Topic) -> None:
    if kind == RECORD:
        placing.move_to_record(misplaced, chosen, topic, must_actor())
    else:
        placing.move_to_thread(misplaced, chosen, must_actor())


@bp.get("/staff/messages/<uuid:thread_id>/pdf")
@needs(Can.WORK_THREAD, of=queries.conversation, kind=Look.EXPORT)
def as_pdf(conversation: Conversation) -> str | Response:
    """The conversation as a PDF for the case record; a page to print where none can be made."""
    parts: dict[str, Any] = {
        "conversation": conversation,
        "thread": conversation.thread,
        "person": conversation.record.person,
        "said": said_queries.said_in(conversation),
        "noted": staff_queries.notes_of(conversation.thread.id),
        "words": words,
    }
    page = render_template("staff_messages/as_pdf.html", **parts)
    return pdf.to_save(page, "conversation.pdf") or page


@bp.get("/staff/messages/<uuid:thread_id>/files/<uuid:file_id>")
@needs(Can.WORK_THREAD, of=file_queries.file_of, kind=Look.DOWNLOAD)
def file(held_file: HeldFile) -> Response:
    """One file of a conversation, to save."""
    return to_save(held_file)


@bp.get("/staff/messages/<uuid:thread_id>/json")
@needs(Can.WORK_THREAD, of=queries.conversation, kind=Look.EXPORT)
def as_json(conversation: Conversation) -> Response:
    """The conversation for the case record, to be read by another system."""
    answer = Download(copying.as_json(conversation), mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="conversation.json"'
    return answer
