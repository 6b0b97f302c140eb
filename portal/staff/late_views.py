"""What is late, by stage and team: the longest overdue first, with a form to say why."""

from collections import Counter
from collections.abc import Iterable

from flask import abort, render_template, request

from portal.core.access import must_actor, needs
from portal.journey import words as stages
from portal.journey.rules import Stage
from portal.policy import Can
from portal.staff import queries
from portal.staff.rules import page_of, pages
from portal.staff.staff_views import bp

__all__ = ["bp"]


@bp.get("/staff/late")
@needs(Can.SEE_CASELOAD)
def late() -> str:
    """The late requests of one's teams; at one stage or of one team where the address says so."""
    actor = must_actor()
    caseload = queries.caseload_of(actor, "")
    everything = caseload.late()
    stage, team = request.args.get("stage") or None, request.args.get("team") or None
    found = caseload.late(stage, team)
    number = request.args.get("page", 1, type=int)
    last = pages(len(found), queries.ON_A_PAGE)
    if not 1 <= number <= last:
        abort(404)
    return render_template(
        "staff/late.html",
        everything=len(everything),
        by_stage=_counted((each.stage for each in everything if each.stage), list(Stage)),
        by_team=sorted(Counter(each.team for each in everything if each.team).items()),
        unsaid=sum(not each.late_reason for each in everything),
        entries=page_of(found, number, queries.ON_A_PAGE),
        stage=stage,
        team=team,
        number=number,
        last=last,
        stages=stages,
    )


def _counted(found: Iterable[Stage], order: list[Stage]) -> list[tuple[Stage, int]]:
    counts = Counter(found)
    return [(stage, counts[stage]) for stage in order if counts[stage]]
