"""How staff knew that it was the person who asked, in words."""

from collections.abc import Mapping

from flask_babel import LazyString

from portal.accounts.rules.standing import Checked
from portal.core.texts import later as _l

CHECKED: Mapping[Checked, LazyString] = {
    Checked.RANG_THEM: _l("I rang the number on their record"),
    Checked.WITH_THEM: _l("I am with them and know them"),
    Checked.QUESTIONS: _l("They answered questions that only they can answer"),
}
