"""People as staff see them: a list to search, and a page for each."""

from flask import Blueprint, abort, render_template, request

from portal.contact import queries as contact
from portal.contact import words as contact_words
from portal.core.access import must_actor, needs, note_search
from portal.core.fields import tidied
from portal.journey import queries as journeys
from portal.journey import words as stages
from portal.people import queries as people_queries
from portal.people import words as people_words
from portal.people.queries import Record
from portal.policy import Can, allowed
from portal.staff import queries, words
from portal.staff.rules import page_of, pages, shown

bp = Blueprint("staff_people", __name__)
MOST_LETTERS = 100


@bp.get("/staff/people")
@needs(Can.SEE_CASELOAD)
def people() -> str:
    """The people whose records one's teams hold: a part of them, or those a search finds."""
    actor = must_actor()
    show = shown(request.args.get("show"))
    typed = tidied(request.args.get("q"))[:MOST_LETTERS]
    number = request.args.get("page", 1, type=int)
    found = queries.caseload_of(actor, typed)
    counts = found.counts()
    last = pages(counts[show], queries.ON_A_PAGE)
    if not 1 <= number <= last:
        abort(404)
    entries = page_of(found.part(show), number, queries.ON_A_PAGE)
    if typed:
        note_search(actor, Can.SEE_CASELOAD, [each.person_id for each in entries])
    return render_template(
        "staff_people/people.html",
        entries=entries,
        counts=counts,
        show=show,
        shows=words.SHOWS,
        typed=typed,
        number=number,
        last=last,
        stages=stages,
        today=actor.today,
    )


@bp.get("/staff/people/<uuid:person_id>")
@needs(Can.VIEW_RECORD, of=people_queries.record)
def person(record: Record) -> str:
    """Who somebody is, where their request stands, and who acts for them."""
    actor = must_actor()
    return render_template(
        "staff_people/person.html",
        record=record,
        hours=people_queries.hours_of(record),
        progress=journeys.progress_of(record.person.id, actor.today),
        acting=people_queries.acting_for(record.person.id, actor.today),
        account=queries.account_of(record.person.id),
        heed=contact_words.flags(told := contact.told_by(record.person.id)),
        hides=told.hides and allowed(actor, Can.ASK_FOR_SAFE_ADDRESS, record),
        may_invite=allowed(actor, Can.INVITE_PERSON, record),
        may_hold=allowed(actor, Can.HOLD_RECORD, record),
        may_see_budget=allowed(actor, Can.VIEW_RECORD_BUDGET, record),
        may_move=allowed(actor, Can.MOVE_REQUEST, record),
        may_record=allowed(actor, Can.RECORD_REPRESENTATION, record),
        may_write=allowed(actor, Can.WORK_THREAD, record),
        may_assist=allowed(actor, Can.ASSIST, record),
        stages=stages,
        people_words=people_words,
        words=words,
        today=actor.today,
    )
