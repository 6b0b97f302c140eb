"""`portal retention …`: what is due to go, by a list, a wait and a second person."""

from collections import Counter

import click
from sqlalchemy import select

from portal import create_app
from portal.extensions import db
from portal.settings import load_settings
from portal.upkeep import lists, tidying
from portal.upkeep.models import ErasureItem
from portal.upkeep.rules.periods import Outcome


@click.group()
def retention() -> None:
    """Destroy what has been kept long enough."""


@retention.command("list")
def list_() -> None:
    """Write down what is due. Nothing is destroyed: an administrator confirms it after a wait."""
    with create_app(load_settings()).app_context():
        made = lists.make_list(None)
        db.session.commit()
        if made is None:
            click.echo("Nothing is due that is not on a list already.")
            return
        items = db.session.scalars(select(ErasureItem).where(ErasureItem.list_id == made.id)).all()
        for each in items:
            click.echo(
                f"{each.table_name} {each.thing_id}  {each.record_class}: kept since {each.since} "
                f"({each.counted_from}), due on {each.due_on}"
            )
        counts = Counter(each.record_class for each in items)
        click.echo(", ".join(f"{count} {name}" for name, count in sorted(counts.items())) + ".")
    click.echo(f"List {made.id}. An administrator can confirm it from {made.waits_until}, on the")
    click.echo("page Retention. Then `portal retention run` destroys what is still due.")


@retention.command()
def run() -> None:
    """Destroy what stands on confirmed lists, and leave no byte of it in the database."""
    with create_app(load_settings()).app_context():
        outcomes = lists.run_lists()
    if not any(outcomes.values()):
        click.echo("No confirmed list waits to be run.")
        return
    said = {
        Outcome.ERASED: "destroyed",
        Outcome.HELD: "spared by a legal hold",
        Outcome.NOT_DUE: "not due any more",
        Outcome.GONE: "gone already",
    }
    click.echo(", ".join(f"{outcomes[each]} {words}" for each, words in said.items()) + ".")
    click.echo("Backups made before still hold what went: destroy those older than your rule says.")


@retention.command()
def tidy() -> None:
    """Take away ended sessions, used invitations and the like; `serve` does it once a day."""
    with create_app(load_settings()).app_context():
        for name, count in tidying.tidy().items():
            click.echo(f"{count} {name}")
