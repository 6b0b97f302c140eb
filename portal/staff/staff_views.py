"""The first pages for staff: who is waiting on me, and who waits longest in my teams."""

from flask import Blueprint, render_template

from portal.accounts.staff_queries import organisation
from portal.carers.staff_queries import pressing
from portal.concerns import queries as concerns
from portal.core import backups, council, language
from portal.core.access import must_actor, needs
from portal.journey import words as stages
from portal.policy import Can, Role, allowed
from portal.staff import letter_queries, look_queries, queries
from portal.staff.rules import Show

bp = Blueprint("staff", __name__)


@bp.get("/staff")
@needs(Can.SEE_STAFF_HOME)
def home() -> str:
    """Who is waiting on the signed-in member of staff; for administrators, what to look after."""
    actor = must_actor()
    administers = allowed(actor, Can.MANAGE_STAFF)
    caseload = queries.caseload_of(actor, "")
    last_backup = backups.last() if administers else None
    unchecked = [code for code in language.configured() if language.checked_by(code) is None]
    return render_template(
        "staff/home.html",
        reads_concerns=allowed(actor, Can.READ_CONCERN, concerns.intake()),
        has_caseload=allowed(actor, Can.SEE_CASELOAD),
        is_partner=actor.role is Role.PARTNER,
        organisation=organisation(actor.partner),
        administers=administers,
        counts=caseload.counts(),
        mine=caseload.counts(Show.MINE, Show.COUNCIL),
        waiting=caseload.part(Show.MINE, Show.COUNCIL)[: queries.ON_A_PAGE],
        others=caseload.part(Show.MINE, Show.OTHERS)[: queries.FIRST_FEW],
        to_confirm=council.current().to_confirm() if administers else (),
        unchecked=[language.KNOWN[code].name for code in unchecked] if administers else (),
        last_backup=last_backup,
        backup_is_late=backups.is_late(
            last_backup, actor.today, council.current().running.backup_warn_days
        ),
        unread=look_queries.unread_count(actor),
        carers=pressing(actor) if allowed(actor, Can.SEE_CARER_QUEUE) else None,
        letters=letter_queries.how_many(actor),
        shows=Show,
        stages=stages,
        today=actor.today,
    )


@bp.get("/staff/team")
@needs(Can.SEE_TEAM)
def team() -> str:
    """Who waits longest, stage by stage; who has no worker; who is late."""
    actor = must_actor()
    caseload = queries.caseload_of(actor, "")
    return render_template(
        "staff/team.html",
        counts=caseload.counts(),
        waits=caseload.waits_by_stage(),
        late=caseload.part(Show.LATE)[: queries.FIRST_FEW],
        no_worker=caseload.part(Show.NO_WORKER)[: queries.FIRST_FEW],
        to_confirm=council.current().to_confirm(),
        shows=Show,
        stages=stages,
        today=actor.today,
    )
