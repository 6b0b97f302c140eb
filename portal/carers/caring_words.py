"""The words for what is answered about caring, and how it is for the carer."""

from collections.abc import Mapping

from portal.carers.cared_for_words import YES_NO, YES_NO_UNSURE
from portal.carers.rules.answers import AtRisk, CarryOn
from portal.core.fields import Words
from portal.core.texts import later as _l

__all__ = [
    "AT_RISK",
    "CARRY_ON",
    "HOURS",
    "HOW_LONG",
    "MANAGES",
    "NIGHTS",
    "RECIPIENTS",
    "TASKS",
    "WORKING",
    "YES_NO",
    "YES_NO_UNSURE",
]

TASKS: Mapping[str, Words] = {
    "support": _l("Listening, and keeping their spirits up"),
    "prompting": _l("Reminding them of things"),
    "safe": _l("Keeping them safe"),
    "watching": _l("Being there, watching over them"),
    "medicine": _l("Medicine"),
    "appointments": _l("Appointments"),
    "forms": _l("Forms, letters and money"),
    "night": _l("Help at night"),
    "housework": _l("Housework and laundry"),
    "cooking": _l("Cooking"),
    "shopping": _l("Shopping"),
    "washing": _l("Washing and dressing"),
    "toilet": _l("Using the toilet"),
    "other": _l("Something else"),
}
HOURS: Mapping[str, Words] = {
    "0_9": _l("Up to 9"),
    "10_19": _l("10 to 19"),
    "20_34": _l("20 to 34"),
    "35_49": _l("35 to 49"),
    "50_plus": _l("50 or more"),
    "varies": _l("It changes from week to week"),
}
NIGHTS: Mapping[str, Words] = {
    "never": _l("Never"),
    "some": _l("Some nights"),
    "most": _l("Most nights"),
}
HOW_LONG: Mapping[str, Words] = {
    "months": _l("Less than a year"),
    "years": _l("1 to 5 years"),
    "many": _l("More than 5 years"),
}
MANAGES: Mapping[str, Words] = {
    "fine": _l("Fine"),
    "hard": _l("Hard"),
    "cannot": _l("I cannot manage it"),
}
WORKING: Mapping[str, Words] = {
    "work": _l("In work"),
    "study": _l("In school, college or university"),
    "retired": _l("Retired"),
    "none": _l("None of these"),
}
CARRY_ON: Mapping[CarryOn, Words] = {
    CarryOn.YES: _l("Yes"),
    CarryOn.WITH_HELP: _l("Yes, with some help"),
    CarryOn.NOT_MUCH_LONGER: _l("Not much longer"),
    CarryOn.NO: _l("No, I cannot go on"),
}
AT_RISK: Mapping[AtRisk, Words] = {
    AtRisk.NO: _l("No"),
    AtRisk.YES: _l("Yes"),
    AtRisk.NOT_SURE: _l("Not sure"),
}
RECIPIENTS: Mapping[str, Words] = {
    "gp": _l("My doctor (GP)"),
    "nhs_trust": _l("The NHS mental health service"),
    "other": _l("Whoever helps the person I look after"),
}
