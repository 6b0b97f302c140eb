"""Standard replies: words that staff put into an answer and then make their own."""

from sqlalchemy import select

from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.core.once import add_once
from portal.extensions import db
from portal.messages.actions.sending import Written
from portal.messages.models import StandardReply
from portal.policy import Actor


def keep(name: str, written: Written, actor: Actor) -> StandardReply:
    """Offer words to all staff of the council. A form that is sent twice keeps one."""
    kept = _of_form(written)
    if kept is not None:
        return kept
    reply = StandardReply(
        id=new_id(),
        council=council.current().code,
        name=name.strip(),
        words=written.words.strip(),
        made_at=clock.now(),
        made_by=actor.worker_id,
        token=written.token,
    )
    kept = add_once(reply, quicker=lambda: _of_form(written))
    if kept is not None:
        return kept
    audit.record("standard_reply_kept", actor_id=actor.account_id)
    return reply


def _of_form(written: Written) -> StandardReply | None:
    asked = select(StandardReply).where(
        StandardReply.council == council.current().code, StandardReply.token == written.token
    )
    return db.session.scalars(asked).one_or_none()


def end(reply: StandardReply, actor: Actor) -> None:
    """Offer it no longer. What was sent with it stays as it was sent."""
    if reply.ended_at is None:
        reply.ended_at = clock.now()
        audit.record("standard_reply_ended", actor_id=actor.account_id)
