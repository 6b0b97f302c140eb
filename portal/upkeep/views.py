"""A person's own copy of all that is held about them: asked for, then as a page, a PDF or JSON."""

import json

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from portal.accounts.proving import proved_again
from portal.core import audit, clock, council, pdf
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can
from portal.upkeep import asking, copy_words, copying

bp = Blueprint("copies", __name__)


@bp.get("/your-copy")
@needs(Can.OWN_COPY, of=people.record, mine=True)
def your_copy(record: Record) -> str:
    """What a copy is, how to get it, and what came of the last request."""
    request = asking.newest_request(record.person.id)
    return render_template(
        "copies/your_copy.html",
        request=request,
        checks=asking.checks_of(request) if request else [],
        form=BaseForm(),
        words=copy_words,
        days=council.current().replies.own_copy.days,
    )


@bp.post("/your-copy")
@needs(Can.OWN_COPY, of=people.record, mine=True)
@proved_again
def ask(record: Record) -> Answer:
    """Ask for a copy; words about others go to a worker first."""
    asking.ask(record.person.id, must_actor())
    return redirect(url_for("copies.your_copy"), code=303)


@bp.post("/your-copy/page")
@needs(Can.OWN_COPY, of=people.record, mine=True)
@proved_again
def whole_copy(record: Record) -> str:
    """All of it on a page, to read or to print. It is sent and not opened: no link leads to it."""
    return _as_page(record, "copies/whole_copy.html", "page")


@bp.post("/your-copy/pdf")
@needs(Can.OWN_COPY, of=people.record, mine=True)
@proved_again
def pdf_copy(record: Record) -> Answer | str:
    """All of it as a PDF that a screen reader can read; else the page, to print."""
    made = pdf.to_save(_as_page(record, "copies/pdf_copy.html", "pdf"), "your-copy.pdf")
    return made or _as_page(record, "copies/whole_copy.html", "page", no_pdf=True)


@bp.post("/your-copy/json")
@needs(Can.OWN_COPY, of=people.record, mine=True)
@proved_again
def json_copy(record: Record) -> Response:
    """All of it for another computer to read."""
    said = copying.as_json(copying.collect(record.person.id))
    _note(record, "json")
    body = json.dumps(said, ensure_ascii=False, indent=1).encode()
    answer = Response(body, mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="your-copy.json"'
    return answer


def _as_page(record: Record, template: str, way: str, *, no_pdf: bool = False) -> str:
    page = render_template(
        template,
        parts=copying.collect(record.person.id),
        person=record.person,
        words=copy_words,
        today=clock.today(),
        no_pdf=no_pdf,
    )
    _note(record, way)
    return page


def _note(record: Record, way: str) -> None:
    actor_id = must_actor().account_id
    audit.record(f"own_copy_{way}", actor_id=actor_id, about_id=record.person.id)
