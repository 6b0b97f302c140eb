"""The words for what is answered about the person looked after."""

from collections.abc import Mapping

from portal.carers.rules.answers import Aware
from portal.core.fields import Words
from portal.core.texts import later as _l

YES_NO: Mapping[str, Words] = {"yes": _l("Yes"), "no": _l("No")}
YES_NO_UNSURE: Mapping[str, Words] = {**YES_NO, "not_sure": _l("Not sure")}
RELATIONSHIP: Mapping[str, Words] = {
    "partner": _l("A husband, wife or partner"),
    "parent": _l("A mother, father or other parent"),
    "child": _l("A son or daughter"),
    "sibling": _l("A brother or sister"),
    "relative": _l("Another relative"),
    "friend": _l("A friend or neighbour"),
    "other": _l("Somebody else"),
}
AWARE: Mapping[Aware, Words] = {
    Aware.YES: _l("Yes, they know"),
    Aware.NO: _l("No, but it is fine if they hear of it"),
    Aware.NOT_TO_BE_TOLD: _l("No, and they must not be told"),
}
CONDITIONS: Mapping[str, Words] = {
    "mental_health": _l("A mental health problem"),
    "substance_use": _l("Alcohol or drugs"),
    "dementia": _l("Dementia or memory loss"),
    "learning_disability": _l("A learning disability"),
    "autism": _l("Autism"),
    "physical": _l("A physical disability"),
    "sensory": _l("Loss of sight or hearing"),
    "long_illness": _l("A long illness"),
    "other": _l("Something else"),
    "not_said": _l("I would rather not say"),
}
SEPARATE: Mapping[str, Words] = {
    "separate": _l("One for myself"),
    "together": _l("One for both"),
    "not_sure": _l("Not sure"),
}
