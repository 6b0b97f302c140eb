"""A council, whole: everything that differs from one to the next."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Self, cast

from pydantic import AfterValidator, Field, model_validator

from portal.core.council import schema
from portal.core.council.asking import Asking
from portal.core.council.brand import Brand
from portal.core.council.carers import Carers
from portal.core.council.contact import Contact, CrisisContact, OutOfHours, Safeguarding
from portal.core.council.conventions import (
    DirectPayments,
    Helping,
    Languages,
    MoneyConventions,
    OutsideSignIn,
    Running,
    Sessions,
    SignInCodes,
)
from portal.core.council.looking import LookReason
from portal.core.council.messages import Messages
from portal.core.council.places import Locality, Partner, Team, claimed_twice, district
from portal.core.council.promises import (
    RECORD_CLASSES,
    Erasure,
    Keep,
    RecordClass,
    Replies,
    Stage,
    Target,
)
from portal.core.council.table import Code, Kind, LocalText, Table, Text, WebAddress

_read_only = AfterValidator(MappingProxyType)


class Council(Table):
    """One council, from one file."""

    code: Code = Field(description="The council's short code; the file is named after it.")
    name: Text = Field(description="The council's full name.")
    short_name: Text = Field(description="What people call it.")
    portal_name: LocalText = Field(description="The name of this website.")
    website: WebAddress = Field(description="The council's own website.")
    default_team: Code = Field(description="The duty team that holds what no locality's team does.")
    password_words: tuple[Annotated[str, Kind("text")], ...] = Field(
        description="Words that people guess first here. Passwords made of them are refused."
    )
    unverified: tuple[str, ...] = Field(
        description="Paths of facts that the council has not confirmed, such as targets.sign_off"
        " or crisis.listen.hours. Staff see them marked."
    )
    sources: Annotated[Mapping[str, str], _read_only, Kind("a table of text by path")] = Field(
        description="Where a fact was read, by its path."
    )
    brand: Brand = Field(description="Colours.")
    contact: Contact = Field(description="The front desk.")
    out_of_hours: OutOfHours = Field(description="The line for when offices are shut.")
    safeguarding: Safeguarding = Field(description="Where to say that somebody is being hurt.")
    replies: Replies = Field(description="How soon people get an answer.")
    money: MoneyConventions = Field(description="How money is counted.")
    direct_payments: DirectPayments = Field(description="How direct payments are paid.")
    languages: Languages = Field(description="Languages offered.")
    sessions: Sessions = Field(description="When people are signed out.")
    running: Running = Field(description="How the portal is looked after.")
    outside_sign_in: tuple[OutsideSignIn, ...] = Field(
        description="Providers outside that people may sign in through. Empty for none."
    )
    look_reasons: tuple[LookReason, ...] = Field(
        min_length=1,
        description="Reasons to open a record outside one's own cases.",
    )
    helping: Helping = Field(description="How long somebody may help a person here.")
    sign_in_codes: SignInCodes = Field(description="Codes sent to people who sign in.")
    targets: Annotated[Mapping[Stage, Target], _read_only] = Field(
        description="How long each stage should take. Leave out a stage nobody waits in."
    )
    retention: Annotated[Mapping[RecordClass, Keep], _read_only] = Field(
        description="How long each class of record is kept. Every class is needed."
    )
    erasure: Erasure = Field(description="The wait before anything is destroyed.")
    crisis: tuple[CrisisContact, ...] = Field(
        description="Who to ring when it is urgent, in the order of the page."
    )
    localities: tuple[Locality, ...] = Field(description="Parts of the area, with dates.")
    teams: tuple[Team, ...] = Field(description="Teams of the council, with dates.")
    partners: tuple[Partner, ...] = Field(description="Other organisations that do the work.")
    carers: Carers = Field(description="Carers' requests.")
    asking: Asking = Field(description="What people may ask about their budget.")
    messages: Messages = Field(description="Messages between people and teams.")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """Codes are unique and lead somewhere; every text speaks every language offered."""
        for problem in (
            self._repeated_code(),
            self._lost_code(),
            self._missing_language(),
            self._missing_record_class(),
            self._lost_path(),
        ):
            if problem:
                raise ValueError(problem)
        return self

    def _repeated_code(self) -> str | None:
        for key in ("crisis", "localities", "teams", "partners", "look_reasons"):
            codes = [entry.code for entry in getattr(self, key)]
            for code in codes:
                if codes.count(code) > 1:
                    return f"{key} must have each code once, and has {code!r} more than once"
        twice = claimed_twice(self.localities)
        return f"localities must not claim {twice} twice on the same day" if twice else None

    def _lost_code(self) -> str | None:
        known = {locality.code for locality in self.localities}
        for locality in self.localities:
            if locality.parent and locality.parent not in known - {locality.code}:
                return f"localities.{locality.code}.parent must be the code of another locality"
        for team in self.teams:
            if team.locality and team.locality not in known:
                return f"teams.{team.code}.locality must be the code of a locality"
        if not any(team.code == self.default_team and team.duty for team in self.teams):
            return "default_team must be the code of a team with duty = true"
        return self._lost_route()

    def _lost_route(self) -> str | None:
        teams = {team.code for team in self.teams}
        partners = {partner.code for partner in self.partners}
        for route in self.carers.routes:
            if route.team and route.team not in teams:
                return f"carers.routes.{route.code}.team must be the code of a team"
            if route.partner and route.partner not in partners:
                return f"carers.routes.{route.code}.partner must be the code of a partner"
        if self.safeguarding.intake_team not in teams:
            return "safeguarding.intake_team must be the code of a team"
        for topic, code in self.messages.routes.items():
            if code not in teams:
                return f"messages.routes.{topic} must be the code of a team"
        return None

    def _missing_language(self) -> str | None:
        for path, text in schema.texts(self):
            for language in self.languages.offered:
                if not text.says(language):
                    return f"{path} must have words in {language}, a language the file offers"
        return None

    def _missing_record_class(self) -> str | None:
        missing = [each for each in RECORD_CLASSES if each not in self.retention]
        if missing:
            return f"retention must say how long {missing[0]} is kept"
        record, log = self.retention["care_record"], self.retention["access_log"]
        if log.at_least_days < record.at_least_days:
            return "retention.access_log must be kept at least as long as retention.care_record"
        return None

    def _lost_path(self) -> str | None:
        for key, paths in (("unverified", self.unverified), ("sources", tuple(self.sources))):
            for path in paths:
                if schema.value_at(self, path) is None:
                    return f"{key} must name facts of this file, and {path!r} is not one"
        return None

    def target(self, stage: str) -> Target | None:
        """How long a stage should take here; None if nothing was promised for it."""
        return self.targets.get(cast(Stage, stage))

    def team(self, code: str) -> Team:
        """The team with this code, in force or not. KeyError if there never was one."""
        for team in self.teams:
            if team.code == code:
                return team
        raise KeyError(code)

    def team_on_duty(self, locality: str | None, day: date) -> Team:
        """The team that holds a record of this locality when nobody else does."""
        for team in self.teams:
            if team.duty and team.locality == locality and team.in_force(day):
                return team
        return self.team(self.default_team)

    def locality_for(self, postcode: str, day: date) -> Locality | None:
        """The locality that a postcode belonged to on a day; None if it is not in the area."""
        code = district(postcode)
        for locality in self.localities:
            if code in locality.postcode_districts and locality.in_force(day):
                return locality
        return None

    def is_confirmed(self, path: str) -> bool:
        """Whether the council has confirmed a fact, and the table that it stands in."""
        return not any(path == each or path.startswith(f"{each}.") for each in self.unverified)

    def to_confirm(self) -> tuple[tuple[str, str], ...]:
        """Each fact that the council has yet to confirm: its path, and what it is."""
        return tuple((path, _meaning(path)) for path in self.unverified)


def _meaning(path: str) -> str:
    field = schema.field_at(Council, path.split("."))
    return (field.description or "") if field else ""
