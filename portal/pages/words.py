"""Plain words for what the council's file names by codes."""

from datetime import date

from flask_babel import ngettext

from portal.core.council import Keep
from portal.core.texts import later as _l

# The day the accessibility statement was written, which the law says it must show.
STATEMENT_PREPARED_ON = date(2026, 11, 22)

RECORD_CLASSES = {
    "care_record": _l("Your record: what help you need and what was agreed"),
    "contact_only": _l("What you told us, if you only asked us something"),
    "carer_record": _l("Your record as someone who looks after another person"),
    "money_record": _l("What your support cost, and what you paid"),
    "message": _l("Messages between you and us"),
    "draft": _l("Forms that you began and did not send"),
    "account": _l("Your account on this website"),
    "session": _l("The list of places where you signed in"),
    "sign_in": _l("When somebody signed in as you, or tried to"),
    "access_log": _l("The list of who has looked at your record"),
    "outbox": _l("That we sent you an email. We wipe its words as soon as it has gone."),
    "import_file": _l("Lists that come to us from our other computers"),
}

COUNTED_FROM = {
    "created": _l("the day it was made"),
    "last_contact": _l("the day we last heard from you"),
    "support_ended": _l("the day your support ends"),
    "replaced": _l("the day something newer takes its place"),
    "sent": _l("the day it was sent"),
    "closed": _l("the day it was closed"),
}


def how_long(keep: Keep) -> str:
    """For how long something is kept, in years or in days."""
    if keep.years is not None:
        return str(ngettext("%(num)d year", "%(num)d years", keep.years))
    return str(ngettext("%(num)d day", "%(num)d days", keep.days or 0))
