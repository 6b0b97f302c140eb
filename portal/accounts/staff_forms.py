"""The questions about joiners, movers and leavers."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import LazyString
from wtforms.fields.choices import SelectChoice

from portal.accounts.actions.staffing import Joiner
from portal.accounts.password_words import ENTER_EMAIL
from portal.accounts.rules.staff import NotDone, Spell
from portal.core.council import Partner
from portal.core.forms import (
    BaseForm,
    Check,
    DateField,
    EmailField,
    RadioField,
    SelectField,
    TextField,
)
from portal.core.texts import later as _l
from portal.people.models import Team, Worker
from portal.policy import Role

PHONE = re.compile(r"\+?[0-9][0-9 ()-]{6,24}")
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")

WHY_NOT: Mapping[NotDone, LazyString] = {
    NotDone.REFERENCE_TAKEN: _l("Somebody has this staff reference already. Check the number."),
    NotDone.EMAIL_TAKEN: _l("A colleague has this email address already. Use another one."),
    NotDone.LAST_ADMINISTRATOR: _l(
        "This is the last administrator. Give somebody else this role first."
    ),
    NotDone.ALREADY_THERE: _l("They are in this team already. Choose another team."),
    NotDone.TOO_FAR_OFF: _l("Check the day. It can be a month ago, or up to a year from now."),
    NotDone.NOT_OURS: _l("They work for another organisation, so they are in no team of ours."),
    NotDone.HAS_LEFT: _l("They have left, so this cannot be done. Change their last day first."),
}
ROLES: Mapping[Role, LazyString] = {
    Role.WORKER: _l("Worker: sees the people of their teams"),
    Role.MANAGER: _l("Manager: also looks after workers in their teams"),
    Role.ADMINISTRATOR: _l("Administrator: looks after accounts, sees nobody's record"),
    Role.FINANCE: _l("Finance: sees every budget and charge, and no other part of a record"),
    Role.PARTNER: _l("Works for another organisation: sees what was handed over to it"),
}
THE_COUNCIL = SelectChoice("", _l("The council"))
NO_TEAM = SelectChoice("", _l("No team"))
THE_TEAM = SelectChoice("", _l("Their team. It shares them out later."))
WHO_TAKES_OVER = _l("Who takes on their people?")


def _choices_of(mates: Iterable[tuple[Worker, str]]) -> list[SelectChoice]:
    return [
        THE_TEAM,
        *(SelectChoice(str(each.id), f"{each.name}, {team}") for each, team in mates),
    ]


class JoinerForm(BaseForm):
    """A new colleague."""

    name = TextField(_l("Their name"), required=_l("Enter their name"), autocomplete="off")
    reference = TextField(
        _l("Their staff reference"),
        required=_l("Enter their staff reference"),
        hint=_l("The number that the council knows them by at work. We ask for it later."),
        spellcheck=False,
        width=20,
        validators=[
            Check(
                lambda typed: bool(REFERENCE.fullmatch(typed)),
                _l("Use letters, numbers, dots and hyphens only, and no spaces."),
            )
        ],
    )
    email = EmailField(_l("Their work email address"), required=ENTER_EMAIL, autocomplete="off")
    phone = TextField(
        _l("Number that people may ring"),
        required=_l("Enter a phone number"),
        inputmode="tel",
        width=20,
        validators=[
            Check(
                lambda typed: bool(PHONE.fullmatch(typed)),
                _l("Check the phone number. It must look like 01632 960123."),
            )
        ],
    )
    job_title = TextField(_l("Their job"), required=_l("Enter their job, like social worker"))
    employer = TextField(_l("Who employs them"), required=_l("Enter who employs them"))
    base = TextField(_l("Where they work from"), required=_l("Enter where they work from"))
    role = RadioField(_l("What their account may do"), required=_l("Choose what they may do"))
    partner = SelectField(
        _l("Which organisation do they work for?"),
        hint=_l("Only for somebody who works for another organisation."),
    )
    team = SelectField(_l("Their team"))
    from_on = DateField(
        _l("Their first day"), named=_l("Their first day"), required=_l("Enter their first day")
    )

    def offer(self, teams: list[Team], roles: list[Role], partners: list[Partner]) -> None:
        """Set what may be chosen; without roles, the new colleague is a worker in a team."""
        chosen = [SelectChoice(str(each.id), each.name) for each in teams]
        self.team.choices = [NO_TEAM, *chosen] if roles else chosen
        if roles:
            self.role.choices = [SelectChoice(role.value, ROLES[role]) for role in roles]
            named = [SelectChoice(each.code, each.name) for each in partners]
            self.partner.choices = [THE_COUNCIL, *named]
        else:
            del self.role
            del self.partner

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever works for another organisation says for which, and is in no team of ours."""
        fine = bool(super().validate(extra_validators))
        if "role" not in self:
            return fine
        elsewhere = self.role.data == Role.PARTNER.value
        if elsewhere and not self.partner.data:
            self.refuse("partner", _l("Choose the organisation they work for"))
        elif elsewhere and self.team.data:
            self.refuse("team", _l("Choose “No team”. They work for another organisation."))
        elif self.partner.data and not elsewhere:
            self.refuse("partner", _l("Choose the council here, or another role above."))
        else:
            return fine
        return False

    def joiner(self) -> Joiner:
        """What was typed, as the action takes it."""
        return Joiner(
            reference=self.reference.data,
            name=self.name.data,
            email=self.email.data,
            phone=self.phone.data,
            job_title=self.job_title.data,
            employer=self.employer.data,
            base=self.base.data,
            role=Role(self.role.data) if "role" in self else Role.WORKER,
            from_on=self.from_on.data,
            partner=(self.partner.data or None) if "partner" in self else None,
        )


class MoverForm(BaseForm):
    """From one team to another."""

    left = RadioField(_l("Which team do they leave?"))
    to = SelectField(
        _l("Which team do they join?"),
        nothing_chosen=_l("Choose a team"),
        required=_l("Choose a team"),
    )
    on = DateField(
        _l("From which day?"), named=_l("The first day"), required=_l("Enter the first day")
    )
    successor = SelectField(
        WHO_TAKES_OVER, hint=_l("Their people stay with the team that they leave.")
    )

    def offer(self, here: list[Spell], teams: list[Team], mates: list[tuple[Worker, str]]) -> None:
        """Set what may be chosen."""
        named = {str(each.team_id): each.name for each in here}
        self.left.choices = [
            *(SelectChoice(key, name) for key, name in named.items()),
            SelectChoice("", _l("None. They join one more team.")),
        ]
        self.to.choices = [SelectChoice(str(each.id), each.name) for each in teams]
        self.successor.choices = _choices_of(mates)
        if not self.is_submitted() and named:
            self.left.data = next(iter(named))


class LeaverForm(BaseForm):
    """The end."""

    last_day = DateField(
        _l("Their last day at work"), named=_l("Their last day"), required=_l("Enter the last day")
    )
    successor = SelectField(WHO_TAKES_OVER)

    def offer(self, mates: list[tuple[Worker, str]]) -> None:
        """Set who may take over."""
        self.successor.choices = _choices_of(mates)
