"""Who answers: handing a conversation over, and telling people when somebody else answers them."""

from uuid import UUID

from sqlalchemy import select

from portal.accounts.alarms import AT_ONCE, one_by_one
from portal.accounts.news import tell_news
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.core.once import add_once
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.messages import queries
from portal.messages.actions.sending import Written, locked
from portal.messages.models import Message, Thread, ThreadNote
from portal.messages.queries import Conversation, as_conversation, conversations
from portal.messages.rules import Kind
from portal.policy import Actor


class NoSuchTeam(ValueError):
    """A team that is none, or in which nobody is."""


def hand_over(conversation: Conversation, team_code: str, actor: Actor) -> None:
    """Give a conversation to another team that lives; the person reads who answers now.

    Nothing of it moves or is lost. The same team twice is done once. Raises `NoSuchTeam`.
    """
    if team_code not in {team.code for team in queries.teams_now(clock.today())}:
        raise NoSuchTeam(team_code)
    thread = locked(conversation.thread.id)
    if conversation.owner.code == team_code:
        return
    held = conversation.record.holder.team_code
    thread.team_code = None if team_code == held else team_code
    db.session.flush()
    audit.record("thread_handed_over", actor_id=actor.account_id, about_id=thread.person_id)
    found = queries.conversation(thread.id)
    if found is not None:
        _say_who_answers(found)


def tell_of_changes() -> int:
    """Tell people in a sentence that somebody else answers them now; in how many. Commits.

    A worker who left, a team that ended or was emptied, an allocation that ended or began: who
    answers is worked out as it is read, so nothing has to be moved, only told. Only conversations
    in which an answer waits: in the others the page says who answers when somebody writes.
    """
    told = 0
    for found in one_by_one(_open, lambda each: each.thread.id):
        told += _say_who_answers(found)
    return told


def note(conversation: Conversation, written: Written, actor: Actor) -> None:
    """Keep a note of staff beside a conversation; the person never sees it. Once a form."""
    thread_id, note_id = conversation.thread.id, new_id()

    def kept() -> ThreadNote | None:
        asked = select(ThreadNote).where(
            ThreadNote.thread_id == thread_id, ThreadNote.token == written.token
        )
        return db.session.scalars(asked).one_or_none()

    if not written.words.strip() or kept() is not None:
        return
    row = ThreadNote(
        id=note_id,
        thread_id=thread_id,
        worker_id=actor.worker_id,
        token=written.token,
        words_sealed=keyring().seal(
            written.words.strip(), place_of("thread_note", "words_sealed", note_id)
        ),
        made_at=clock.now(),
    )
    if add_once(row, quicker=kept) is not None:
        return
    audit.record("thread_noted", actor_id=actor.account_id, about_id=conversation.thread.person_id)


def _say_who_answers(found: Conversation) -> bool:
    """Put a sentence into the conversation where who answers is not who the person was told of."""
    holder, thread = found.holder, found.thread
    team, worker = holder.team.name, holder.answering.name if holder.answering else None
    if (thread.told_team, thread.told_worker) == (team, worker):
        return False
    thread.told_team, thread.told_worker = team, worker
    db.session.add(
        Message(
            id=new_id(),
            thread_id=thread.id,
            kind_word=Kind.MOVED.value,
            sent_at=clock.now(),
            team_name=team,
            worker_name=holder.worker.name if holder.worker else None,
            away_until=holder.away_until,
        )
    )
    thread.untold = not tell_news(found.record.person)
    return True


def _open(after: UUID) -> list[Conversation]:
    asked = (
        conversations(clock.today())
        .where(Thread.due_on.is_not(None), Thread.id > after)
        .order_by(Thread.id)
        .limit(AT_ONCE)
    )
    return [as_conversation(row) for row in db.session.execute(asked)]
