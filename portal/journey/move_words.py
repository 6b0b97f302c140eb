"""Why a move by hand is refused: a sentence that says how to put it right, and where it stands."""

from collections.abc import Mapping

from flask_babel.speaklater import LazyString

from portal.core.texts import later as _l
from portal.journey.moves import Refusal

REFUSED: Mapping[Refusal, tuple[str, LazyString]] = {
    Refusal.NOT_FROM_HERE: ("stage", _l("Choose one of the steps in the list")),
    Refusal.MOVED_MEANWHILE: (
        "stage",
        _l("Somebody has moved this request since you opened the page. Look at it again."),
    ),
    Refusal.TO_COME: ("entered_on", _l("The day must be today or earlier")),
    Refusal.BEFORE_THE_LAST: (
        "entered_on",
        _l("The day must not be before the day on which the step before it began"),
    ),
    Refusal.SAME_DAY: (
        "entered_on",
        _l("The step now began on this day too. Choose a later day for the step back."),
    ),
    Refusal.NO_DATE: ("expected_by", _l("Enter the day by which this should be done")),
    Refusal.DATE_IS_PAST: ("expected_by", _l("The day must be today or later")),
}
