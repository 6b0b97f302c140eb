"""Pages for people about their own record."""

from datetime import timedelta

from flask import Blueprint, abort, render_template, request

from portal.core import clock
from portal.core.access import must_actor, needs
from portal.people import look_queries, queries, sitting_queries, words
from portal.people.queries import Record
from portal.policy import Can

bp = Blueprint("people", __name__)
MOST_PAGES = 10_000
YEAR = timedelta(days=366)


@bp.get("/who-has-looked")
@needs(Can.SEE_LOOKS, of=queries.record, mine=True)
def looks(record: Record) -> str:
    """Who has looked at the signed-in person's record, newest first."""
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= MOST_PAGES:
        abort(404)
    months = look_queries.months_of(record.person.id)
    month = next((each for each in months if each.code == request.args.get("month")), None)
    seen = look_queries.looks_at(record.person.id, number, month)
    if not seen.days and number > 1:
        abort(404)
    return render_template(
        "people/looks.html",
        looks=seen,
        months=months,
        month=month,
        record=record,
        manager=look_queries.manager_of(record.holder.team_code, must_actor().today),
        sittings=sitting_queries.sittings_with(record.person.id, clock.now() - YEAR),
        words=words,
    )
