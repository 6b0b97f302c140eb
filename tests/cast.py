"""The cast: eleven people and what is known of them. Every test says who acts.

Each person's words carry a random marker, so that a page that shows what it should not is found
by looking for the marker. Money and contact details carry markers of their own, because somebody
may be allowed the one and not the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from portal.accounts.models import Passkey
from portal.asking.models import Ask
from portal.budgets.models import Budget
from portal.carers.models import CarerRequest
from portal.concerns.models import Concern
from portal.contact.models import WaitingNotice
from portal.core.outbox import Outbox
from portal.emergency.models import EmergencyPlan
from portal.exchange.models import ImportRun, RejectedRow
from portal.extensions import db
from portal.journey.models import Journey
from portal.messages.models import Message, MessageFile, StandardReply, Thread
from portal.payments.models import PaymentAccount
from portal.people.models import Representation, Sitting, Team
from portal.policy import Role, Scope
from portal.upkeep.models import ErasureList
from tests.asking.asks import build_late_correction
from tests.carers.requests import build_request, partner_code
from tests.concerns.concerns import build_concern
from tests.emergency.plans import build_plan
from tests.factories import (
    Somebody,
    build_person,
    build_representation,
    build_safe_contact,
    build_teams,
    build_worker,
)
from tests.messages.conversations import build_conversation, build_file, build_reply
from tests.of_nobody import build_of_nobody
from tests.payments.records import build_account
from tests.records import (
    build_asked,
    build_budget,
    build_invitation,
    build_journey,
    build_odd_sign_in,
    build_passkey,
    build_reset,
    build_sitting,
)


@dataclass
class Cast:
    """Everybody, and the rows of theirs that tests ask for by name."""

    resident: Somebody
    carer: Somebody
    helper: Somebody
    stranger: Somebody
    worker: Somebody
    worker_elsewhere: Somebody
    manager: Somebody
    manager_elsewhere: Somebody
    administrator: Somebody
    finance: Somebody
    partner: Somebody
    newcomer: Somebody
    code: str
    reset_token: str
    alert: str
    passkey: Passkey
    run: ImportRun
    row: RejectedRow
    sitting: Sitting
    due: ErasureList
    asked_id: UUID
    request: CarerRequest
    plan: EmergencyPlan
    ask: Ask
    thread: Thread
    message: Message
    reply: StandardReply
    concern: Concern
    file: MessageFile
    teams: dict[str, Team] = field(default_factory=dict)
    representations: dict[str, Representation] = field(default_factory=dict)
    budgets: dict[str, Budget] = field(default_factory=dict)
    accounts: dict[str, PaymentAccount] = field(default_factory=dict)
    journeys: dict[str, Journey] = field(default_factory=dict)

    def everybody(self) -> Iterator[Somebody]:
        """All of them, the newcomer too, who cannot sign in yet."""
        return (value for value in vars(self).values() if isinstance(value, Somebody))

    def __getitem__(self, key: str) -> Somebody:
        found: Somebody = getattr(self, key)
        return found


SIGNED_IN = tuple(
    each.name for each in fields(Cast) if each.type is Somebody and each.name != "newcomer"
)
NOBODY = "nobody"

MAY_SEE: dict[str, dict[str, str]] = {
    # Whose markers of which sorts somebody may come across, besides their own.
    "resident": {"carer": "name", "helper": "name", "worker": "name", "manager": "name"},
    "carer": {"resident": "name money", "worker": "name"},
    "helper": {"resident": "name", "worker": "name"},
    "stranger": {"worker_elsewhere": "name", "manager_elsewhere": "name"},
    "worker": {
        "resident": "name money contact safe",
        "carer": "name contact",
        "helper": "name contact",
        "newcomer": "name contact",
        "manager": "name",
    },
    "worker_elsewhere": {"stranger": "name money contact", "manager_elsewhere": "name"},
    "manager": {
        "resident": "name money contact",
        "carer": "name contact",
        "helper": "name contact",
        "newcomer": "name contact",
        "worker": "name contact",
    },
    "manager_elsewhere": {
        "stranger": "name money contact",
        "worker_elsewhere": "name contact",
    },
    "administrator": {
        "worker": "name contact",
        "worker_elsewhere": "name contact",
        "manager": "name contact",
        "manager_elsewhere": "name contact",
        "finance": "name contact",
        "partner": "name contact",
    },
    "finance": {
        "resident": "name money",
        "stranger": "name money",
        "newcomer": "name",
        "worker": "name",
        "worker_elsewhere": "name",
    },
    "partner": {},
    NOBODY: {},
}


def forbidden_markers(cast: Cast, who: str) -> dict[str, str]:
    """Every marker that must not reach somebody, with what it marks."""
    found = {}
    for other in cast.everybody():
        may = MAY_SEE[who].get(other.key, "").split()
        for sort, marker in other.markers.items():
            if other.key != who and sort not in may:
                found[marker] = f"{other.key}'s {sort}"
    return found


def build_partner() -> Somebody:
    """Somebody who works for the organisation that carers' requests are handed to."""
    story = "Works for another organisation, which nothing of the cast's was handed to yet."
    found = build_worker("partner", story, Role.PARTNER, None)
    assert found.worker is not None
    found.worker.partner = partner_code()
    return found


def build_leaders(here: Team, elsewhere: Team) -> dict[str, Somebody]:
    """The managers of both teams, the administrator, and somebody of a partner."""
    led = {"manager": ("Leads the worker's team.", here),
           "manager_elsewhere": ("Leads the other team.", elsewhere)}  # fmt: skip
    leaders = {
        key: build_worker(key, story, Role.MANAGER, team) for key, (story, team) in led.items()
    }
    leaders["administrator"] = build_worker(
        "administrator", "Looks after accounts and imports.", Role.ADMINISTRATOR, None
    )
    leaders["finance"] = build_worker(
        "finance", "Works out what people pay, for the whole council.", Role.FINANCE, None
    )
    leaders["partner"] = build_partner()
    return leaders


def build_helping(
    resident: Somebody, carer: Somebody, helper: Somebody
) -> dict[str, Representation]:
    """Who acts for the resident, and with what."""
    given = {carer: (Scope.VIEW_STATUS, Scope.VIEW_BUDGET), helper: (Scope.VIEW_STATUS,)}
    return {who.key: build_representation(resident, who, *given[who]) for who in given}


def build_own_request(resident: Somebody, here: Team) -> CarerRequest:
    """The resident's own request, as somebody who looks after her husband; her team has it.

    That she was told of it is past: nothing waits to be sent or read.
    """
    words = f"I look after my husband {resident.marker}."
    row = build_request(who=resident, SENTENCE={"sentence": words})
    row.team_id = here.id
    db.session.execute(delete(Outbox))
    db.session.execute(delete(WaitingNotice))
    return row


def build_own(resident: Somebody, worker: Somebody, here: Team) -> dict[str, Any]:
    """What the resident keeps here, and what she asked and wrote."""
    assert worker.worker is not None
    told = (here.name, worker.worker.name)
    # Never late, however far a test goes, and told of who answers: nothing comes of it by itself.
    thread, message = build_conversation(
        resident, words=f"Where is it? {resident.marker}", told=told, due_in=9999
    )
    return {
        "plan": build_plan(resident),
        "ask": build_late_correction(resident, worker),
        "thread": thread,
        "message": message,
        "reply": build_reply(),
        "concern": build_concern(resident, f"He is here {resident.marker}."),
        "file": build_file(message),
    }


def build_money(cast: Cast, who: Somebody) -> None:
    """A request, the budget that came of it, and the account that it is paid into."""
    cast.journeys[who.key], cast.budgets[who.key] = build_journey(who), build_budget(who)
    cast.accounts[who.key] = build_account(who)


def build_cast() -> Cast:
    """Put the cast into the running app's database; the caller commits."""
    here, elsewhere = build_teams()
    worker = build_worker("worker", "Holds the resident's record.", Role.WORKER, here)
    worker_elsewhere = build_worker(
        "worker_elsewhere", "Holds the stranger's record, in another team.", Role.WORKER, elsewhere
    )
    resident = build_person("resident", "Has an agreed budget, after four stages.", here, worker)
    stranger = build_person(
        "stranger", "Lives across the road, in another team's area.", elsewhere, worker_elsewhere
    )
    carer = build_person("carer", "The resident's daughter, who acts for her.")
    helper = build_person("helper", "A neighbour who may know how far the request has got.")
    newcomer = build_person(
        "newcomer", "Has rung once, and has an invitation.", here, worker, signs_in=False
    )
    build_safe_contact(resident)
    cast = Cast(
        resident=resident,
        carer=carer,
        helper=helper,
        stranger=stranger,
        worker=worker,
        worker_elsewhere=worker_elsewhere,
        **build_leaders(here, elsewhere),
        newcomer=newcomer,
        code=build_invitation(newcomer),
        reset_token=build_reset(stranger),
        alert=build_odd_sign_in(stranger),
        passkey=build_passkey(stranger),
        **build_of_nobody(),
        sitting=build_sitting(resident, worker),
        asked_id=build_asked(resident).id,
        request=build_own_request(resident, here),
        **build_own(resident, worker, here),
        representations=build_helping(resident, carer, helper),
        teams={"here": here, "elsewhere": elsewhere},
    )
    for who in (resident, stranger):
        build_money(cast, who)
    return cast
