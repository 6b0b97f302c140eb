"""The names of the groups of questions."""

from collections.abc import Mapping

from portal.carers.rules.path import Part
from portal.core.fields import Words
from portal.core.texts import later as _l

PARTS: Mapping[Part, Words] = {
    Part.FIRST: _l("First things"),
    Part.WHERE: _l("Who can help"),
    Part.YOU: _l("You"),
    Part.ACCESS: _l("What you need"),
    Part.THEM: _l("The person you look after"),
    Part.CARING: _l("What you do"),
    Part.EFFECT: _l("How it is for you"),
    Part.CARRYING_ON: _l("Carrying on"),
    Part.HELPS: _l("What would help"),
    Part.SHARING: _l("Who may know"),
    Part.EQUALITY: _l("Equality"),
}
