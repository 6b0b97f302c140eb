"""The questions of a carer's request: one form for each page, found by its step."""

from collections.abc import Mapping

from portal.carers.forms.first import (
    AgeForm,
    AgreedForm,
    AskerForm,
    NameForm,
    ReachForm,
    SafeForm,
    SentenceForm,
    WhoForm,
)
from portal.carers.forms.step_form import StepForm
from portal.carers.rules.path import Step

FORMS: Mapping[Step, type[StepForm]] = {
    Step.WHO: WhoForm,
    Step.AGREED: AgreedForm,
    Step.ASKER: AskerForm,
    Step.AGE: AgeForm,
    Step.NAME: NameForm,
    Step.REACH: ReachForm,
    Step.SAFE: SafeForm,
    Step.SENTENCE: SentenceForm,
}
"""Every step that is asked has its form here; a test holds the two together."""
