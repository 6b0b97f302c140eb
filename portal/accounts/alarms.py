"""Telling colleagues, once, of things that have waited too long: what every such alarm shares."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from portal.accounts import links, notices
from portal.accounts.models import Account
from portal.extensions import db

AT_ONCE = 200
T = TypeVar("T")


class Bell:
    """One run of an alarm: `kind` of notice, and the `place` of the portal that it leads to."""

    def __init__(self, kind: str, place: str) -> None:
        self.kind, self.place = kind, place
        self.told: set[UUID] = set()

    def ring(self, who: Iterable[Account]) -> bool:
        """Tell each of these once a run, however much waits for them. False where there is nobody.

        Nobody was told then: it must not be said that somebody was, and is to be tried again.
        """
        accounts = list(who)
        for account in accounts:
            if account.id not in self.told:
                self.told.add(account.id)
                notices.tell(account, self.kind, link=links.link(self.place))
        return bool(accounts)


def one_by_one(read: Callable[[UUID], Sequence[T]], id_of: Callable[[T], UUID]) -> Iterator[T]:
    """What `read` finds after an id, some at a time in the order of ids; commits after each some.

    So that nobody waits long for the lock, and what was told of stays told of.
    """
    last = UUID(int=0)
    while some := read(last):
        last = id_of(some[-1])
        yield from some
        db.session.commit()
