"""Whether it can go on, whether somebody may come to harm, and what if."""

from portal.carers import caring_words as words
from portal.carers.forms.step_form import StepForm, choices
from portal.core.forms import RadioField
from portal.core.texts import later as _l


class CarryOnForm(StepForm):
    """Able, and willing (Care Act 2014, s.10(5))."""

    heading = _l("Can you carry on?")
    heading_of_other = _l("Can the carer carry on?")
    hint = _l("There is no wrong answer. Nobody has to do this.")
    picture = "help"
    carry_on = RadioField(_l("Carrying on"), choices=choices(words.CARRY_ON), size="s")
    wants_to = RadioField(_l("And do you want to?"), choices=choices(words.YES_NO_UNSURE), size="s")


class RiskForm(StepForm):
    """Harm to anybody, the carer too."""

    heading = _l("Could anybody come to harm?")
    hint = _l("You, the person you look after, or somebody else.")
    picture = "crisis"
    at_risk = RadioField(
        _l("Somebody could be hurt"),
        required=_l("Choose one answer. You can choose that you are not sure."),
        choices=choices(words.AT_RISK),
        size="s",
    )


class EmergencyForm(StepForm):
    """A plan for the day when somebody cannot care."""

    heading = _l("If one day you could not look after them")
    heading_of_other = _l("If one day the carer could not look after them")
    picture = "support-plan"
    has_plan = RadioField(_l("Is there a plan for that?"), choices=choices(words.YES_NO), size="s")
    wants_plan = RadioField(
        _l("Do you want help to make one?"), choices=choices(words.YES_NO), size="s"
    )
