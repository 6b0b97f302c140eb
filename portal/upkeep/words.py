"""The words of retention."""

from collections.abc import Mapping

from flask_babel.speaklater import LazyString

from portal.core.texts import later as _l
from portal.upkeep.rules.periods import Outcome, Why

CLASSES: Mapping[str, LazyString] = {
    "care_record": _l("Records of people who had support"),
    "contact_only": _l("People who only asked us something"),
    "carer_record": _l("Records of carers"),
    "money_record": _l("Budgets"),
    "account": _l("Accounts that were closed"),
    "import_file": _l("Imports"),
}
SINCE: Mapping[str, LazyString] = {
    "created": _l("made"),
    "last_contact": _l("last contact"),
    "support_ended": _l("support ended"),
    "replaced": _l("replaced"),
    "sent": _l("sent"),
    "closed": _l("closed"),
}
OUTCOMES: Mapping[str, LazyString] = {
    Outcome.ERASED: _l("Destroyed"),
    Outcome.HELD: _l("Kept: a legal hold"),
    Outcome.NOT_DUE: _l("Kept: not due any more"),
    Outcome.GONE: _l("Gone already"),
}
WHY_NOT: Mapping[Why, LazyString] = {
    Why.SAME_PERSON: _l("You made this list. Somebody else has to confirm it."),
    Why.TOO_SOON: _l("It is too soon. Wait until the day on this page."),
    Why.OVER: _l("This list is confirmed or taken back already."),
}
