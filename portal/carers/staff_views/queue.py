"""The queue: who waits, urgent first, then the longest."""

from flask import request

from portal.carers import handing_queries, staff_queries
from portal.carers.rules.handing import may_read
from portal.carers.rules.queue import Show, read_mark, read_wanted
from portal.carers.rules.stages import AFTER_SENDING
from portal.carers.staff_views.blueprint import bp, page
from portal.core import council
from portal.core.access import must_actor, needs, note_search
from portal.policy import Can, Role, allowed

NOT_FOR_PARTNERS = (Show.NOT_SENT,)


@bp.get("")
@needs(Can.SEE_CARER_QUEUE)
def queue() -> str:
    """The requests that one's teams hold, or that were handed to one's organisation."""
    actor = must_actor()
    wanted = read_wanted(request.args)
    mark = read_mark(request.args.get("after"))
    found = staff_queries.queue(actor, wanted, mark)
    if wanted.typed:
        note_search(actor, Can.SEE_CARER_QUEUE, {each.person_id for each in found.entries})
    is_partner = actor.role is Role.PARTNER
    return page(
        "queue",
        entries=found.entries,
        after=found.after,
        from_top=mark is None,
        wanted=wanted,
        may_enter=allowed(actor, Can.ENTER_CARER_REQUEST),
        shows=[show for show in Show if not (is_partner and show in NOT_FOR_PARTNERS)],
        stages=[each for each in AFTER_SENDING if not is_partner or may_read(each)],
        is_partner=is_partner,
        taken_back=handing_queries.taken_back(actor) if is_partner else (),
        teams=() if is_partner else staff_queries.teams_of(actor),
        partners=() if is_partner else council.current().partners,
    )
