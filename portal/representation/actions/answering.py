"""Answering an invitation to help: code and number, then yes, no, or "this is not me"."""

from datetime import timedelta
from enum import Enum
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal.accounts import passwords, queries, throttle
from portal.accounts.actions import taking_up
from portal.accounts.actions.choosing import why_not
from portal.accounts.actions.taking_up import NotProved, NotTakenUp, TakenUp
from portal.accounts.models import Account
from portal.accounts.rules import codes, lifetimes
from portal.accounts.rules.passwords import Refusal
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.core.transaction import let_go
from portal.extensions import db
from portal.people import queries as people
from portal.people.models import Person, Representation, Suspension
from portal.people.rules import Basis
from portal.representation.actions.asking import is_number
from portal.representation.actions.telling import tell_person, tell_workers
from portal.representation.models import HelperInvitation
from portal.representation.queries import stopped
from portal.representation.rules.helping import Answer, State


class NotHelping(Enum):
    """Why a yes was not taken."""

    ENDED = "ended"
    SELF = "self"


def prove(code_hash: bytes, number: str) -> tuple[HelperInvitation, State] | NotProved:
    """Check a code's hash with the number that the person told.

    A wrong code and a wrong number are one answer, and both are counted by the code that was
    typed, so ten guesses end it. A right pair tells what became of the invitation.
    """
    tried = code_hash.hex()
    if not throttle.may_try("proof", tried, lifetimes.PROOFS):
        return NotProved.TOO_OFTEN
    row = db.session.scalars(
        select(HelperInvitation).where(HelperInvitation.code_hash == code_hash)
    ).one_or_none()
    if row is None:
        return NotProved.WRONG
    now = clock.now()
    state = row.state(now)
    # Once it is over the number is gone, so the code alone tells that it is; it opens nothing.
    if state in (State.WAITING, State.EXPIRED) and not is_number(row, number):
        return NotProved.WRONG
    throttle.give_back("proof", tried)
    if state is State.WAITING:
        row.proved_at = now
    return row, state


def may_answer(invitation_id: UUID) -> HelperInvitation | State:
    """The invitation while its proof is fresh and nobody answered, else what became of it."""
    row = db.session.get(HelperInvitation, invitation_id)
    if row is None or row.proved_at is None:
        return State.EXPIRED
    now = clock.now()
    state = row.state(now)
    if state is State.WAITING and now - row.proved_at >= lifetimes.PROOF_LASTS:
        return State.EXPIRED
    return row if state is State.WAITING else state


def say_no(row: HelperInvitation, answer: Answer) -> bool:
    """Decline. The person hears of it; False when somebody answered before."""
    if not _use(row.id, answer):
        return False
    audit.record(f"helper_says_{answer.value}", actor_id=None, about_id=row.person_id)
    record = people.record(row.person_id)
    if record is not None:
        tell_person(record)
    return True


def give_back(code_hash: bytes) -> None:
    """End a code that reached somebody else. Nothing says whether it was one."""
    row = db.session.scalars(
        select(HelperInvitation).where(HelperInvitation.code_hash == code_hash)
    ).one_or_none()
    if row is not None:
        say_no(row, Answer.NOT_ME)


def say_yes(row: HelperInvitation, helper_id: UUID, by: UUID) -> NotHelping | None:
    """Accept, as somebody who has an account."""
    if helper_id == row.person_id:
        return NotHelping.SELF
    if not _use(row.id, Answer.YES):
        return NotHelping.ENDED
    _begin(row, helper_id, by)
    return None


def say_yes_with_account(
    row: HelperInvitation, names: tuple[str, str], email: str, password: str, *, device: str,
    language: str,
) -> TakenUp | NotTakenUp | Refusal:  # fmt: skip
    """Accept, and make the account that it needs; nobody has to be known to the council before."""
    helper = Person(
        id=new_id(),
        council=people_council(row),
        reference=f"H-{codes.new_code(codes.HELPER_LENGTH)}",
        given_name=names[0],
        family_name=names[1],
        email=queries.as_kept(email),
        is_resident=False,
        is_carer=False,
    )
    refused = why_not(password, helper, email)
    if refused is not None:
        return refused
    if queries.is_taken(email, helper):
        may = throttle.may_try("address", str(row.id), lifetimes.ADDRESSES)
        return NotTakenUp.EMAIL if may else NotTakenUp.TOO_OFTEN
    let_go()
    kept = passwords.hashed(password)
    if not _use(row.id, Answer.YES):
        return NotTakenUp.USED
    try:
        account = _open(helper, email, kept, language)
    except IntegrityError:
        db.session.rollback()
        return NotTakenUp.EMAIL
    _begin(row, helper.id, account.id)
    return taking_up.begin(account, helper, device=device)


def people_council(row: HelperInvitation) -> str:
    """The council of the person who asked, which is the helper's too."""
    record = people.record(row.person_id)
    if record is None:
        raise LookupError("an invitation always has its person")
    return record.person.council


def _open(helper: Person, email: str, kept: str, language: str) -> Account:
    db.session.add(helper)
    db.session.flush()
    account = taking_up.account_for(helper, email, kept, language)
    db.session.flush()
    return account


def _use(invitation_id: UUID, answer: Answer) -> bool:
    """Answer once; False for everybody but the first, however many answer at once."""
    used = db.session.execute(
        update(HelperInvitation)
        .where(
            HelperInvitation.id == invitation_id,
            HelperInvitation.answer.is_(None),
            HelperInvitation.withdrawn_at.is_(None),
            HelperInvitation.expires_at > clock.now(),
        )
        .values(answer=answer.value, answered_at=clock.now(), secrets_sealed=None)
        .returning(HelperInvitation.id)
    )
    return used.scalar_one_or_none() is not None


def _begin(row: HelperInvitation, helper_id: UUID, by: UUID) -> None:
    if row.representation_id is not None:
        _hand_over(row.representation_id, helper_id)
    else:
        _give(row, helper_id)
    db.session.execute(
        update(HelperInvitation).where(HelperInvitation.id == row.id).values(helper_id=helper_id)
    )
    _stop_who_is_stopped(row, helper_id)
    audit.record("begin_helping", actor_id=by, about_id=row.person_id)
    record = people.record(row.person_id)
    if record is not None:
        tell_person(record)
        tell_workers(record)


def _stop_who_is_stopped(row: HelperInvitation, helper_id: UUID) -> None:
    """A stop counts for the one who was stopped, also when they come back as somebody new.

    Whoever has the name, or the address, of somebody stopped is stopped too, until the worker who
    reads of the new helper says otherwise; like the first, they learn nothing of it.
    """
    if stopped(row.person_id, helper_id):
        return
    new = db.session.get_one(Person, helper_id)
    names = {(new.given_name, new.family_name), (row.given_name, row.family_name)}
    signs = {" ".join(each).casefold().strip() for each in names}
    signs |= {email.casefold() for email in (new.email, row.email) if email}
    before = db.session.execute(
        select(Suspension, Person)
        .join(Person, Person.id == Suspension.helper_id)
        .where(Suspension.person_id == row.person_id, Suspension.lifted_at.is_(None))
    )
    for stop, who in before.all():
        if signs & {who.name.casefold(), (who.email or "").casefold()} - {""}:
            db.session.add(
                Suspension(
                    id=new_id(),
                    person_id=row.person_id,
                    helper_id=helper_id,
                    worker_id=stop.worker_id,
                    from_at=clock.now(),
                )
            )
            return


def _give(row: HelperInvitation, helper_id: UUID) -> None:
    """Let somebody help from today; what the person agreed to before ends, and this counts."""
    today = clock.today()
    before = db.session.scalars(
        select(Representation).where(
            Representation.person_id == row.person_id,
            Representation.helper_id == helper_id,
        )
    ).all()
    agreed = [each for each in before if each.basis == Basis.CONSENT]
    same_day = next((each for each in agreed if each.from_on == today), None)
    from_on = today
    while same_day is None and any(each.from_on == from_on for each in before):
        from_on -= timedelta(days=1)  # a pair begins once a day; the right of today came first
    for each in agreed:
        if each.ended_at is None and each is not same_day:
            each.ended_at = clock.now()
    given = same_day or Representation(
        id=new_id(), person_id=row.person_id, helper_id=helper_id, from_on=from_on
    )
    given.basis = Basis.CONSENT.value
    given.scope_words, given.to_on = row.scope_words, row.to_on
    given.ended_at = given.renewed_on = given.review_on = None
    db.session.add(given)


def _hand_over(representation_id: UUID, helper_id: UUID) -> None:
    """Put a recorded right, and any suspension of it, on the account that took it up."""
    given = db.session.get_one(Representation, representation_id)
    db.session.execute(
        update(Suspension)
        .where(Suspension.person_id == given.person_id, Suspension.helper_id == given.helper_id)
        .values(helper_id=helper_id)
    )
    taken = set(
        db.session.scalars(
            select(Representation.from_on).where(
                Representation.person_id == given.person_id,
                Representation.helper_id == helper_id,
            )
        )
    )
    while given.from_on in taken:
        given.from_on -= timedelta(days=1)  # a pair begins once a day
    given.helper_id = helper_id
