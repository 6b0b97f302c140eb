"""The person looked after. As little as the request needs: who they are in full can wait."""

from portal.carers import cared_for_words as words
from portal.carers.forms.step_form import StepForm, choices
from portal.core.forms import CheckboxesField, RadioField, TextField
from portal.core.texts import later as _l


class RelationshipForm(StepForm):
    """Who it is."""

    heading = _l("Who do you look after?")
    heading_of_other = _l("Who does the carer look after?")
    picture = "helper"
    relationship = RadioField(
        _l("They are"),
        required=_l("Choose who it is"),
        choices=choices(words.RELATIONSHIP),
        size="s",
    )
    their_name = TextField(
        _l("Their first name"), hint=_l("You can leave this empty."), most=100, autocomplete="off"
    )


class AwareForm(StepForm):
    """Whether they know, and may know."""

    heading = _l("Do they know that you ask us?")
    heading_of_other = _l("Does the person looked after know about this?")
    hint = _l("You do not need their agreement. We do not tell them unless you want us to.")
    picture = "privacy"
    aware = RadioField(
        _l("They know of it"),
        required=_l("Choose one answer"),
        choices=choices(words.AWARE),
        size="s",
    )


class ThemForm(StepForm):
    """A little about them."""

    heading = _l("About the person you look after")
    heading_of_other = _l("About the person looked after")
    their_years = TextField(
        _l("How old are they?"), hint=_l("A guess is fine."), width=3, most=20, inputmode="numeric"
    )
    together = RadioField(_l("Do you live together?"), choices=choices(words.YES_NO), size="s")


class ConditionsForm(StepForm):
    """What makes them need somebody."""

    heading = _l("What makes them need help?")
    hint = _l("Choose all that fit. You can choose none.")
    picture = "support-plan"
    conditions = CheckboxesField(_l("They live with"), size="s", choices=choices(words.CONDITIONS))


class KnownForm(StepForm):
    """Whether the council knows them."""

    heading = _l("Do we know them already?")
    picture = "worker"
    known = RadioField(
        _l("They have help from the council"), choices=choices(words.YES_NO_UNSURE), size="s"
    )
    their_worker = TextField(_l("Name of their worker, if they have one"), most=100)


class TogetherForm(StepForm):
    """One talk or two. Only staff can ask the other person, and they do."""

    heading = _l("One talk for both of you, or one for yourself?")
    heading_of_other = _l("One talk for both, or one for the carer alone?")
    hint = _l("For one talk together they must agree. We ask them ourselves, if you want that.")
    picture = "talk"
    separate = RadioField(_l("The talk"), choices=choices(words.SEPARATE), size="s")
