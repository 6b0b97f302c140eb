"""What somebody does, how much, and how long they have."""

from portal.carers import caring_words as words
from portal.carers.forms.step_form import StepForm, choices
from portal.core.forms import CheckboxesField, RadioField, TextareaField, TextField
from portal.core.texts import later as _l


class TasksForm(StepForm):
    """The things that somebody does, those around mental health first."""

    heading = _l("What do you do for them?")
    heading_of_other = _l("What does the carer do for them?")
    hint = _l("Choose all that fit.")
    picture = "helper"
    tasks = CheckboxesField(_l("Helping with"), size="s", choices=choices(words.TASKS))


class HoursForm(StepForm):
    """Bands, not sums."""

    heading = _l("How many hours a week?")
    hint = _l("Count the time when you must be there too. A guess is fine.")
    picture = "waiting"
    hours = RadioField(_l("Hours a week"), choices=choices(words.HOURS), size="s")


class NightsForm(StepForm):
    """Nights that are disturbed."""

    heading = _l("How often are your nights disturbed?")
    heading_of_other = _l("How often are the carer's nights disturbed?")
    picture = "waiting"
    nights = RadioField(_l("Disturbed nights"), choices=choices(words.NIGHTS), size="s")


class HowLongForm(StepForm):
    """Since when, and who else is in the picture."""

    heading = _l("More about looking after them")
    picture = "calendar-date"
    how_long = RadioField(
        _l("For how long has this been so?"), choices=choices(words.HOW_LONG), size="s"
    )
    others = TextField(_l("Other people who are looked after"), most=200)
    children = RadioField(_l("Children at home?"), choices=choices(words.YES_NO), size="s")
    who_else = TextareaField(_l("Who else helps?"), rows=2, most=300)
