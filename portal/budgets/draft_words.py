"""What a draft still needs, in sentences that say how to put it right."""

from collections.abc import Mapping

from flask_babel.speaklater import LazyString

from portal.budgets.publishing import Lack
from portal.core.texts import later as _l

LACKS: Mapping[Lack, LazyString] = {
    Lack.SUMS: _l("What the person pays and what the council pays must make the total."),
    Lack.LINES: _l("The lines must make the total. Change the lines or the total."),
    Lack.PAYS_TOO_MUCH: _l(
        "The person would pay more than the lines that can be charged for. Change what they pay."
    ),
    Lack.REASON: _l("The budget goes down. Say why."),
    Lack.REASSESSMENT: _l("The budget goes down. Name the new assessment, or its day."),
    Lack.LETTER: _l("The budget goes down. Give the date of the letter about it."),
    Lack.NOTICE: _l("The budget ends. Give the day of the notice. It must be before the last day."),
    Lack.PUBLISHED: _l("There is nothing to publish. It may be published already."),
}
