"""What would help, who may be told, and what is asked of everybody and kept apart."""

from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.carers import caring_words as words
from portal.carers import equality_words as equality
from portal.carers.forms.step_form import StepForm, choices
from portal.core import council, language
from portal.core.forms import CheckboxesField, RadioField, SelectField, TextareaField, TextField
from portal.core.texts import later as _l


class HelpsForm(StepForm):
    """Shown first to whoever deals with the request."""

    heading = _l("What one thing would help most?")
    picture = "next-step"
    helps = TextareaField(_l("What would help"), rows=4, most=500)


class BeforeForm(StepForm):
    """Whether somebody has asked before."""

    heading = _l("Have you asked us before?")
    heading_of_other = _l("Has the carer asked us before?")
    picture = "calendar-date"
    before = RadioField(_l("Asked before"), choices=choices(words.YES_NO_UNSURE), size="s")
    when = TextField(_l("When was that, about?"), most=50)


class AdvocacyForm(StepForm):
    """Somebody independent who helps to take part (Care Act 2014, s.67)."""

    heading = _l("Would you like someone on your side?")
    heading_of_other = _l("Would the carer like someone on their side?")
    hint = _l("They help you to say what you want. They are free, and not from the council.")
    picture = "helper"
    advocate = RadioField(_l("Someone on your side"), choices=choices(words.YES_NO), size="s")


class ConsentForm(StepForm):
    """Each recipient by itself; the council itself needs no tick."""

    heading = _l("Who may we tell?")
    hint = _l("You can choose nobody. Then we do it ourselves. You can change this later.")
    picture = "privacy"
    may_tell = CheckboxesField(_l("We may tell"), size="s", choices=[])

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        partners = [
            SelectChoice(partner.code, f"{partner.name}. {council.local(partner.what, _here())}")
            for partner in self._partners()
        ]
        self.may_tell.choices = [*partners, *choices(words.RECIPIENTS)]

    @staticmethod
    def _partners() -> list[council.Partner]:
        facts = council.current()
        wanted = {route.partner for route in facts.carers.routes}
        return [partner for partner in facts.partners if partner.code in wanted]


def _here() -> str:
    return language.current()


class EqualityForm(StepForm):
    """Kept apart from the request: nobody who deals with it reads it."""

    heading = _l("About equality")
    hint = _l("This is kept apart from your request. It shows us if we treat everybody fairly.")
    picture = "privacy"
    ethnicity = SelectField(
        _l("Ethnic group"),
        nothing_chosen=_l("I would rather not say"),
        choices=choices(equality.ETHNICITY),
    )
    gender = SelectField(
        _l("Gender"),
        nothing_chosen=_l("I would rather not say"),
        choices=choices(equality.GENDER),
    )
    orientation = SelectField(
        _l("Sexual orientation"),
        nothing_chosen=_l("I would rather not say"),
        choices=choices(equality.ORIENTATION),
    )
    religion = SelectField(
        _l("Religion or belief"),
        nothing_chosen=_l("I would rather not say"),
        choices=choices(equality.RELIGION),
    )
    disability = SelectField(
        _l("Disabled"),
        nothing_chosen=_l("I would rather not say"),
        choices=choices(equality.YES_NO),
    )
    armed_forces = SelectField(
        _l("In the armed forces, now or before"),
        nothing_chosen=_l("I would rather not say"),
        choices=choices(equality.YES_NO),
    )
