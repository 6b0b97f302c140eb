"""Concerns of the demonstration, and somebody who works in the intake."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.concerns.models import Concern
from portal.concerns.rules import About, Answer, Contact
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.people.models import Membership, Person, Team, Worker

READS = "W026"


def add_concerns(session: Session) -> None:
    """Put them into a demonstration that has its people and their sign-ins."""
    here = council.current()
    team = session.scalars(
        select(Team).where(Team.council == here.code, Team.code == here.safeguarding.intake_team)
    ).one()
    worker = session.scalars(
        select(Worker).where(Worker.council == here.code, Worker.reference == READS)
    ).one()
    session.add(
        Membership(
            worker_id=worker.id, team_id=team.id, from_on=clock.today() - timedelta(days=400)
        )
    )
    rows = session.execute(
        select(Person.reference, Person.id, Account.id)
        .join(Account, Account.person_id == Person.id)
        .where(Person.council == here.code, Person.reference.in_(("P0002", "P0301")))
    )
    sign_ins = {reference: (person, account) for reference, person, account in rows}
    first = _concern(
        1, *sign_ins["P0301"], "My neighbour has had no heating since Sunday. He is 84."
    )
    first.who_sealed = _sealed(first, "who", "Mr Bulrush, the flat above ours")
    first.danger_word, first.contact_word = Answer.UNSURE.value, Contact.SAFE.value
    second = _concern(2, *sign_ins["P0002"], "Somebody takes money from my purse when I sleep.")
    second.about_word, second.looked_at = About.ME.value, second.said_at + timedelta(hours=1)
    second.looked_by = worker.id
    session.add_all([first, second])


def _concern(number: int, person_id: UUID, account_id: UUID, words: str) -> Concern:
    row = Concern(
        id=new_id(),
        council=council.current().code,
        number=f"DEM0-CON{number}",
        account_id=account_id,
        token=f"demo concern {number}",
        reporter_id=person_id,
        about_word=About.OTHER.value,
        contact_word=Contact.HERE.value,
        said_at=clock.now() - timedelta(hours=20 * number),
        told_at=clock.now() - timedelta(hours=20 * number),
        alarmed_at=clock.now() - timedelta(hours=16 * number),
    )
    row.words_sealed = _sealed(row, "words", words)
    return row


def _sealed(row: Concern, name: str, words: str) -> bytes:
    return keyring().seal(words, place_of("concern", f"{name}_sealed", row.id))
