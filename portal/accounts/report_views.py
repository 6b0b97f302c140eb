"""Reports on colleagues: leavers whose access has not ended, and who can open what."""

from flask import Response, render_template
from flask_babel import gettext as _

from portal.accounts import report_queries, words
from portal.accounts.colleague_views import bp
from portal.core import audit
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.core.spreadsheet import as_csv, download
from portal.policy import Can

__all__ = ["bp"]


@bp.get("/staff/colleagues/leavers")
@needs(Can.SEE_COLLEAGUES)
def leavers() -> str:
    """Those whose last day has passed, and what of theirs has not ended."""
    found = report_queries.leavers(must_actor())
    return render_template(
        "staff_accounts/leavers.html", leavers=found, form=BaseForm(), today=must_actor().today
    )


@bp.post("/staff/colleagues/leavers/download")
@needs(Can.SEE_COLLEAGUES)
def download_leavers() -> Response:
    """The same as a sheet. A download is written down, so it is sent and not just opened."""
    actor = must_actor()
    rows = [
        (
            each.colleague.worker.name,
            each.colleague.worker.reference,
            each.last_day.isoformat(),
            _("Open") if each.account_open else _("Closed"),
            "; ".join(each.open_teams),
            each.people,
        )
        for each in report_queries.leavers(actor)
    ]
    audit.record("download_leavers", actor_id=actor.account_id)
    return download(as_csv(words.LEAVERS_HEAD, rows), f"leavers-{actor.today.isoformat()}")


@bp.get("/staff/colleagues/access")
@needs(Can.SEE_COLLEAGUES)
def access() -> str:
    """Who can open what: each open account of staff."""
    return render_template(
        "staff_accounts/access.html",
        opens=report_queries.access(must_actor()),
        form=BaseForm(),
        words=words,
        today=must_actor().today,
    )


@bp.post("/staff/colleagues/access/download")
@needs(Can.SEE_COLLEAGUES)
def download_access() -> Response:
    """The same as a sheet."""
    actor = must_actor()
    rows = [
        (
            each.colleague.worker.name,
            each.colleague.worker.reference,
            words.ROLES[each.colleague.role],
            "; ".join(spell.name for spell in each.colleague.teams_on(actor.today)),
            words.second_factor(each),
            each.seen_on.isoformat() if each.seen_on else _("Never"),
            _("Yes") if each.is_idle else _("No"),
        )
        for each in report_queries.access(actor)
    ]
    audit.record("download_access", actor_id=actor.account_id)
    return download(as_csv(words.ACCESS_HEAD, rows), f"access-{actor.today.isoformat()}")
