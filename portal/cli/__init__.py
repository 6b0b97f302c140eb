"""`portal …`: what an operator does from a terminal."""

import sys
from pathlib import Path

import click

from portal import create_app, serving
from portal.accounts import actions as accounts
from portal.cli import audit, keys, retention, tally, upkeep
from portal.cli.key_file import data_folder, make_keys
from portal.core import assembly, carriers, database, delivery
from portal.core.council import CouncilFileError
from portal.exchange import actions as exchange
from portal.exchange import demo
from portal.extensions import db
from portal.settings import SettingsError, load_settings
from portal.upkeep.refusals import NotDone

REFUSALS = (
    SettingsError,
    CouncilFileError,
    database.DatabaseError,
    serving.CannotServe,
    NotDone,
)


@click.group()
def portal() -> None:
    """A self-service portal for adult social care."""


@portal.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Bring the database up to date and serve the portal, with its deliverer."""
    serving.serve(load_settings(), host, port)


@portal.command()
def migrate() -> None:
    """Bring the database to this portal's shape; several servers may do so at once."""
    serving.prepare(load_settings())


@portal.command()
@click.option("--once", is_flag=True, help="Send what is due now, and end.")
def deliver(once: bool) -> None:
    """Send notices, on a machine of its own or where `serve` is not used."""
    settings = load_settings()
    with create_app(settings).app_context():
        if once:
            click.echo(f"Notices sent: {delivery.deliver_due(carriers.carriers(settings))}")
        else:
            delivery.run(carriers.carriers(settings))


@portal.command()
@click.option("--name", prompt="Your name", help="The first administrator's name.")
@click.option("--email", prompt="Your work e-mail", help="Where they sign in with.")
def init(name: str, email: str) -> None:
    """Start a real council's portal: keys, database, and one invited administrator."""
    make_keys(data_folder())
    settings = load_settings()
    app = serving.prepare(settings)
    with app.app_context():
        invited = accounts.invite_first_administrator(name, email)
        db.session.commit()
    click.echo(f"Invited {name}. Start the portal with `portal serve`, open")
    click.echo(f"{settings.url}/invitation")
    click.echo(f"and enter this code, which works once:  {invited.code}")
    click.echo(f"Your staff reference, asked for next, is:  {invited.reference}")


@portal.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--take-good", is_flag=True, help="Take the good rows; list the bad ones.")
def import_(files: tuple[Path, ...], take_good: bool) -> None:
    """Read CSV files that a case system exported."""
    with create_app(load_settings()).app_context():
        outcome = exchange.import_files(files, take_good=take_good)
        click.echo(exchange.say(outcome))
    sys.exit(0 if outcome.went_in else 1)


@portal.command("demo")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def demo_(host: str, port: int) -> None:
    """Serve a demonstration with invented people, in a database made for it."""
    serving.check_port(host, port)
    make_keys(data_folder())
    settings = load_settings(url=f"http://{host}:{port}")
    app = serving.prepare(settings)
    with app.app_context():
        with database.only_one(db.engine, settings.data):
            demo.set_up()
        click.echo(demo.welcome(settings.url))
    assembly.check_database(app)  # it has just become a demonstration
    serving.Server(app, host, port).run()


@portal.command("demo-codes")
def demo_codes() -> None:
    """Print the current second-factor codes of the demonstration's sign-ins."""
    with create_app(load_settings()).app_context():
        click.echo(demo.say_codes())


for command in (*upkeep.COMMANDS, audit.audit, keys.keys, retention.retention, tally.tally):
    portal.add_command(command)


def main() -> None:
    """Run `portal`; what is missing is said in one sentence."""
    try:
        portal()
    except REFUSALS as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
