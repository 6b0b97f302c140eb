"""The words of an emergency plan: what its pages ask, and what stands on the card."""

from collections.abc import Mapping

from portal.core.fields import Words
from portal.core.texts import later as _l
from portal.emergency.rules import About, Aware

TITLES: Mapping[About, Words] = {
    About.PERSON: _l("Who you look after"),
    About.HELP: _l("What help they need"),
    About.CONTACT: _l("Who to ring"),
    About.HOME: _l("At home"),
    About.POWER: _l("Who may decide for them"),
}
OFTEN: Mapping[str, Words] = {
    "always": _l("Somebody must be there all the time"),
    "day_and_night": _l("Several times a day, and at night"),
    "day": _l("Several times a day"),
    "daily": _l("Once a day"),
    "some_days": _l("On some days"),
}
YES_NO: Mapping[str, Words] = {"yes": _l("Yes"), "no": _l("No")}
AWARE: Mapping[Aware, Words] = {
    Aware.YES: _l("Yes"),
    Aware.NO: _l("No, but they may know"),
    Aware.NOT_TO_BE_TOLD: _l("No, and they must not be told"),
}
POWERS: Mapping[str, Words] = {
    "none": _l("Nobody, as far as I know"),
    "health": _l("Somebody, about health and care"),
    "money": _l("Somebody, about money and property"),
    "both": _l("Somebody, about both"),
}
