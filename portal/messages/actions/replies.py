"""Standard replies: words that staff put into an answer and then make their own."""

from sqlalchemy import select

from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.extensions import db
from portal.messages.actions.sending import Written
from portal.messages.models import StandardReply
from portal.policy import Actor


def keep(name: str, written: Written, actor: Actor) -> StandardReply:
    """Offer words to all staff of the council. A form that is sent twice keeps one."""
    here = council.current().code
    asked = select(StandardReply).where(
        StandardReply.council == here, StandardReply.token == written.token
    )
    kept = db.session.scalars(asked).first()
    if kept is not None:
        return kept
    reply = StandardReply(
        id=new_id(),
        council=here,
        name=name.strip(),
        words=written.words.strip(),
        made_at=clock.now(),
        made_by=actor.worker_id,
        token=written.token,
    )
    db.session.add(reply)
    audit.record("standard_reply_kept", actor_id=actor.account_id)
    return reply


def end(reply: StandardReply, actor: Actor) -> None:
    """Offer it no longer. What was sent with it stays as it was sent."""
    if reply.ended_at is None:
        reply.ended_at = clock.now()
        audit.record("standard_reply_ended", actor_id=actor.account_id)
