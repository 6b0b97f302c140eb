"""The questions of a carer's request: one form for each page, found by its step."""

from collections.abc import Mapping

from portal.carers.forms.caring import HoursForm, HowLongForm, NightsForm, TasksForm
from portal.carers.forms.carrying_on import CarryOnForm, EmergencyForm, RiskForm
from portal.carers.forms.effect import EffectForm, HealthForm, WorkForm
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
from portal.carers.forms.sharing import (
    AdvocacyForm,
    BeforeForm,
    ConsentForm,
    EqualityForm,
    HelpsForm,
)
from portal.carers.forms.step_form import StepForm
from portal.carers.forms.them import (
    AwareForm,
    ConditionsForm,
    KnownForm,
    RelationshipForm,
    ThemForm,
    TogetherForm,
)
from portal.carers.forms.where import CaredForAgeForm, CaringNowForm, PaidForm, WhereForm
from portal.carers.forms.you import AccessForm, AddressForm, BirthForm, TalkingForm
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
    Step.CARING_NOW: CaringNowForm,
    Step.CARED_FOR_AGE: CaredForAgeForm,
    Step.WHERE: WhereForm,
    Step.PAID: PaidForm,
    Step.BIRTH: BirthForm,
    Step.ADDRESS: AddressForm,
    Step.ACCESS: AccessForm,
    Step.TALKING: TalkingForm,
    Step.RELATIONSHIP: RelationshipForm,
    Step.AWARE: AwareForm,
    Step.THEM: ThemForm,
    Step.CONDITIONS: ConditionsForm,
    Step.KNOWN: KnownForm,
    Step.TOGETHER: TogetherForm,
    Step.TASKS: TasksForm,
    Step.HOURS: HoursForm,
    Step.NIGHTS: NightsForm,
    Step.HOW_LONG: HowLongForm,
    Step.EFFECT: EffectForm,
    Step.HEALTH: HealthForm,
    Step.WORK: WorkForm,
    Step.CARRY_ON: CarryOnForm,
    Step.RISK: RiskForm,
    Step.EMERGENCY: EmergencyForm,
    Step.HELPS: HelpsForm,
    Step.BEFORE: BeforeForm,
    Step.ADVOCACY: AdvocacyForm,
    Step.CONSENT: ConsentForm,
    Step.EQUALITY: EqualityForm,
}
"""Every step that is asked has its form here; a test holds the two together."""
