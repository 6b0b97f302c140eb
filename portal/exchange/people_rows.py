"""Rows about people, workers and teams, and who is whose."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.exchange import fields as f
from portal.exchange.row import Row, Spell
from portal.exchange.rules import FileKind, Why
from portal.people.rules import Basis
from portal.policy import Role, Scope

EMPLOYED = (Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR, Role.FINANCE)


class TeamRow(Spell):
    """A team that holds records. Teams in the council's own file need not be here."""

    file_kind = FileKind.TEAMS
    key_columns = ("code",)

    code: f.Reference = Field(description="The team's code.", examples=["discharge"])
    name: f.Words = Field(
        description="What people are told it is called.", examples=["Hospital discharge team"]
    )
    phone: f.Phone = Field(description="The team's number.", examples=["01632 960100"])
    locality: f.MaybeReference = Field(
        None, description="Code of a locality in the council's file.", examples=["west"]
    )


class WorkerRow(Row):
    """A member of staff. A leaver stays in the file, with the day they left."""

    file_kind = FileKind.WORKERS
    key_columns = ("reference",)

    reference: f.Reference = Field(description="Staff reference.", examples=["W007"])
    name: f.Words = Field(description="Their name as people see it.", examples=["Ada Brightwater"])
    email: f.Email = Field(
        description="Work e-mail, to invite them with.", examples=["ada.brightwater@demo.example"]
    )
    phone: f.Phone = Field(description="Number that people may ring.", examples=["01632 960107"])
    job_title: f.Words = Field(description="What they are.", examples=["Social worker"])
    employer: f.Words = Field(description="Who employs them.", examples=["The county council"])
    base: f.Words = Field(description="Where they work from.", examples=["Fenland House"])
    role: Annotated[str, f.one_of(*EMPLOYED)] = Field(
        description="What their account may do.", examples=["worker"]
    )
    left_on: f.MaybeDay = Field(
        None, description="Last day at work; empty while they work here.", examples=["2026-02-27"]
    )


class MembershipRow(Spell):
    """A worker in a team. One worker may be in several."""

    file_kind = FileKind.MEMBERSHIPS
    key_columns = ("worker_reference", "team_code", "from_on")
    leans_on = {("worker_reference",): FileKind.WORKERS, ("team_code",): FileKind.TEAMS}

    worker_reference: f.Reference = Field(description="The worker.", examples=["W007"])
    team_code: f.Reference = Field(description="The team.", examples=["west"])


class PersonRow(Row):
    """A resident, a carer or a helper, or all of these at once."""

    file_kind = FileKind.PEOPLE
    key_columns = ("reference",)

    reference: f.Reference = Field(description="The person's reference.", examples=["P0001"])
    given_name: f.Words = Field(description="First name or names.", examples=["Robin"])
    family_name: f.Words = Field(description="Family name.", examples=["Marshlight"])
    known_as: f.MaybeWords = Field(
        None, description="The name they go by, if it is another.", examples=["Rob"]
    )
    born_on: f.PastDay = Field(description="Date of birth.", examples=["1984-06-12"])
    email: f.MaybeEmail = Field(
        None, description="Their own e-mail.", examples=["robin.marshlight@demo.example"]
    )
    phone: f.MaybePhone = Field(None, description="Their number.", examples=["07700 900123"])
    postcode: f.MaybePostcode = Field(
        None,
        description="Postcode, or its first half. Only the locality it is in is kept.",
        examples=["NR3"],
    )
    language: f.MaybeLanguage = Field(
        None, description="Code of the language they prefer; `easy` is Easy Read.", examples=["pl"]
    )
    is_resident: f.YesOrNo = Field(
        True,
        description="Whether they need support themselves. Without the column: yes.",
        examples=["yes"],
    )
    is_carer: f.YesOrNo = Field(
        False,
        description="Whether they look after somebody. Without the column: no.",
        examples=["no"],
    )


class AllocationRow(Spell):
    """Who holds a person's record. A later row closes the one before it, the day before."""

    file_kind = FileKind.ALLOCATIONS
    key_columns = ("person_reference", "from_on")
    leans_on = {
        ("person_reference",): FileKind.PEOPLE,
        ("team_code",): FileKind.TEAMS,
        ("worker_reference",): FileKind.WORKERS,
    }

    person_reference: f.Reference = Field(description="The person.", examples=["P0001"])
    team_code: f.Reference = Field(description="The team that holds the record.", examples=["west"])
    worker_reference: f.MaybeReference = Field(
        None, description="The worker; empty while the team holds it.", examples=["W007"]
    )


class RepresentationRow(Spell):
    """Somebody who acts for a person, and for what."""

    file_kind = FileKind.REPRESENTATIONS
    key_columns = ("person_reference", "helper_reference", "from_on")
    leans_on = {("person_reference",): FileKind.PEOPLE, ("helper_reference",): FileKind.PEOPLE}
    stored_as = {"scopes": "scope_words"}

    person_reference: f.Reference = Field(description="The person.", examples=["P0001"])
    helper_reference: f.Reference = Field(description="Who acts for them.", examples=["P0301"])
    basis: Annotated[str, f.one_of(*Basis)] = Field(
        description="In what right.", examples=["consent"]
    )
    scopes: Annotated[str, f.several_of(*Scope, least=1)] = Field(
        description="What for, with spaces between.", examples=["view_status view_budget"]
    )

    @model_validator(mode="after")
    def _two_people(self) -> Self:
        if self.person_reference == self.helper_reference:
            f.refuse(Why.ACTS_FOR_SELF, column="helper_reference")
        return self
