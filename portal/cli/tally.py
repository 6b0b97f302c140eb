"""`portal tally`: the nightly counts of messages, and the count of this moment."""

import click

from portal import create_app
from portal.messages.actions import tallying
from portal.messages.models import MessageTally
from portal.settings import load_settings


@click.command()
def tally() -> None:
    """Print what came in, was answered and waits; fails where a message has no living owner."""
    with create_app(load_settings()).app_context():
        for night in tallying.nights():
            click.echo(_line(night.day.isoformat(), night))
        now = tallying.count()
    click.echo(_line("now", now))
    if not now.adds_up:
        raise click.ClickException("Messages are lost, or wait where nobody is.")


def _line(when: str, of: tallying.Count | MessageTally) -> str:
    return (
        f"{when}: {of.came_in} came in, {of.answered} answered, {of.waiting} wait,"
        f" {of.unowned} with nobody"
    )
