"""How it is for the carer. What is said here is never a test of anything.

The eight are those of the eligibility regulations for carers (SI 2015/313, regulation 3).
"""

from typing import Any

from portal.carers import caring_words as words
from portal.carers.forms.step_form import StepForm, choices
from portal.core.forms import RadioField, TextareaField
from portal.core.texts import later as _l


def _how(label: Any) -> RadioField:
    return RadioField(label, choices=choices(words.MANAGES), size="s")


class EffectForm(StepForm):
    """Eight parts of a life beside caring."""

    heading = _l("How is it going?")
    hint = _l("Answer as many as you like. It does not change whether we talk with you.")
    picture = "review"
    child = _how(_l("Looking after a child"))
    others = _how(_l("Looking after other people"))
    home = _how(_l("Keeping the home as it should be"))
    food = _how(_l("Eating well"))
    family = _how(_l("Time with family and friends"))
    work = _how(_l("Work, learning or volunteering"))
    places = _how(_l("Getting to shops, the doctor and other places"))
    leisure = _how(_l("Time for what you enjoy"))
    note = TextareaField(_l("In your own words"), rows=3, most=1000)


class HealthForm(StepForm):
    """Health, sleep, stress."""

    heading = _l("How are you?")
    heading_of_other = _l("How is the carer?")
    picture = "help"
    health = _how(_l("Health"))
    sleep = _how(_l("Sleep"))
    stress = _how(_l("Stress and worry"))
    health_note = TextareaField(_l("Anything you want to say about it"), rows=3, most=1000)


class WorkForm(StepForm):
    """Work, study, money."""

    heading = _l("Work, study and money")
    picture = "budget-money"
    working = RadioField(_l("Now"), choices=choices(words.WORKING), size="s")
    wish = TextareaField(_l("What you would like to do"), rows=2, most=300)
    money = RadioField(_l("Are you worried about money?"), choices=choices(words.YES_NO), size="s")
