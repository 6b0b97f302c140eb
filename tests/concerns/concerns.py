"""A concern, for tests."""

from datetime import timedelta

from sqlalchemy import select

from portal.concerns.models import Concern
from portal.concerns.rules import About, Contact
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.people.models import Membership, Team
from tests.factories import Somebody

WORDS = "He takes her money."


def build_concern(who: Somebody, words: str = WORDS, **more: object) -> Concern:
    """Said by somebody just now; the caller commits."""
    assert who.person is not None
    assert who.account is not None
    concern_id = new_id()
    given: dict[str, object] = {
        "about_word": About.OTHER.value,
        "contact_word": Contact.HERE.value,
        "told_at": clock.now(),
        "alarmed_at": clock.now(),
        **more,
    }
    row = Concern(
        id=concern_id,
        council=who.person.council,
        number=f"C-{concern_id.hex[-8:]}",
        account_id=who.account.id,
        token=str(concern_id),
        reporter_id=who.person.id,
        words_sealed=keyring().seal(words, place_of("concern", "words_sealed", concern_id)),
        said_at=clock.now(),
        **given,
    )
    db.session.add(row)
    return row


def join_intake(who: Somebody, code: str | None = None) -> None:
    """Let a worker of the cast work in the intake, or another team; the caller commits."""
    assert who.worker is not None
    code = code or council.current().safeguarding.intake_team
    team = db.session.scalars(select(Team).where(Team.code == code)).one()
    since = clock.today() - timedelta(days=9)
    there = select(Membership).where(
        Membership.worker_id == who.worker.id, Membership.team_id == team.id
    )
    if db.session.scalars(there).first() is not None:
        return
    db.session.add(Membership(worker_id=who.worker.id, team_id=team.id, from_on=since))
