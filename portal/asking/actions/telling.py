"""Telling a person that there is news of what they asked: by a safe way, and never what it is."""

from portal.accounts.news import tell_news
from portal.asking.models import Ask
from portal.people.models import Person


def tell(ask: Ask, person: Person) -> None:
    """Promise word of it. Whom no word can reach is marked `untold`: somebody must tell them."""
    ask.untold = not tell_news(person)
