"""`portal backup`, `verify`, `restore`, `move`: looking after what the portal holds."""

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from portal import create_app
from portal.cli.key_file import data_folder, make_keys
from portal.core import audit, backups, clock
from portal.core.sealing import Keyring, keyring
from portal.extensions import db
from portal.settings import Settings, SettingsError, load_settings
from portal.upkeep import backing_up, checking, held, moving, restoring
from portal.upkeep.backing_up import Origin
from portal.upkeep.checks import Finding
from portal.upkeep.filling import address
from portal.upkeep.refusals import NotDone
from portal.upkeep.restoring import Place

FOLDER = click.argument("folder", type=click.Path(path_type=Path))


def say(findings: Iterable[Finding]) -> bool:
    """Print what each check found, as it is found; returns whether all was good."""
    good = True
    for finding in findings:
        click.echo(("right: " if finding.good else "WRONG: ") + finding.sentence)
        good = good and finding.good
    return good


@click.command()
@FOLDER
def backup(folder: Path) -> None:
    """Make a backup in a new FOLDER, while people go on writing."""
    settings = load_settings()
    with create_app(settings).app_context():
        manifest = backing_up.back_up(Origin(db.engine, settings.data, settings.council), folder)
        good = say(checking.sound(folder, keyring()))
        if good:
            with suppress(OperationalError):  # it stands, though nothing can be written down
                backups.note_down(db.engine, manifest.made_at)
    click.echo(f"The backup {folder} holds {manifest.rows} rows and was read back.")
    click.echo("The keys are not in it: keep portal.env, or its two settings, in another place.")
    sys.exit(0 if good else 1)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def verify(folder: Path | None) -> None:
    """Check the backup in FOLDER, or without one the database in use."""
    settings = load_settings()
    with create_app(settings, check=False).app_context():
        findings = (
            checking.of_backup(folder, keyring())
            if folder
            else checking.of_database(db.engine, settings.data, keyring())
        )
        good = say(findings)
    sys.exit(0 if good else 1)


def settings_with_keys(without: bool) -> Settings:
    """The settings; fresh keys where the old ones are lost. Raises `NotDone`."""
    if without:
        make_keys(data_folder())
    try:
        return load_settings()
    except SettingsError as refusal:
        if "is missing" not in str(refusal):
            raise
        raise NotDone(
            f"The keys are not here: put the portal.env of then into {data_folder()}, because "
            "`portal init` would make others; or use --without-keys where it is lost."
        ) from None


@click.command()
@FOLDER
@click.option("--without-keys", is_flag=True, help="The keys are lost: sealed values will be too.")
def restore(folder: Path, without_keys: bool) -> None:
    """Make the backup in FOLDER the database again; only where there is none."""
    settings = settings_with_keys(without_keys)
    place = Place(address(settings.database), settings.data)
    ring = None if without_keys else Keyring(settings.seal_keys.get_secret_value())
    with create_app(settings, check=False).app_context():  # some migrations seal what they write
        manifest, ended = restoring.restore(folder, place, ring)
    click.echo(
        f"Restored {manifest.rows} rows, every one as on {manifest.made_at:%d %B %Y %H:%M} UTC."
    )
    click.echo("What was done after that is not in it: helpers ended, addresses made safe,")
    click.echo("accounts closed. Ask every team before you open the portal again.")
    click.echo(
        f"Ended: {ended.sessions} sign-ins, {ended.opened_once} links, codes and invitations."
    )
    if ended.notices and not without_keys:
        click.echo(f"Held: {ended.notices} notices that may have gone out already. See them with")
        click.echo("`portal outbox held`, then `portal outbox release` or `portal outbox discard`.")
    with create_app(settings).app_context():
        if without_keys:  # nobody can open them, and the deliverer would stumble over each
            held.discard(db.session(), clock.now())
        audit.record("backup_restored", actor_id=None)
        db.session.commit()
        good = say(checking.of_database(db.engine, settings.data, keyring()))
    sys.exit(0 if good or without_keys else 1)


@click.command()
@click.argument("database_url", required=False)
@click.option("--undo", is_flag=True, help="Go back to the database that was moved from.")
def move(database_url: str | None, undo: bool) -> None:
    """Move every row to the empty database at DATABASE_URL, and prove that all arrived."""
    settings = load_settings()
    if undo == bool(database_url):
        raise NotDone("Name the address of an empty database, or else --undo.")
    with create_app(settings, check=not undo).app_context():
        if undo:
            done = moving.undo(db.engine)
            click.echo("This database is in use again." if done else "It had not been moved.")
            return
        moved = moving.move(db.engine, settings.data, address(str(database_url)))
    rows = sum(tally.rows for tally in moved.values())
    click.echo(f"Moved {rows} rows of {len(moved)} tables; the hash of each table is the same.")
    click.echo("Now set DATABASE_URL to the new address, for every server. The data folder, with")
    click.echo("its files and keys, stays. The old database is as it was, and is not served.")


@click.group()
def outbox() -> None:
    """Notices that wait since a restore, because they may have gone out before it."""


@outbox.command("held")
def held_() -> None:
    """List them by kind, without saying whom they are for."""
    with create_app(load_settings()).app_context():
        found = held.waiting(db.session())
    for each in found:
        click.echo(
            f"{each.number} {each.kind}, {each.first_at:%d %b %H:%M} to {each.last_at:%d %b %H:%M}"
        )
    click.echo(f"{sum(each.number for each in found)} notices are held.")


@outbox.command()
def release() -> None:
    """Let them go out now."""
    with create_app(load_settings()).app_context():
        number = held.release(db.session(), clock.now())
        db.session.commit()
    click.echo(f"{number} notices go out as soon as the portal runs.")


@outbox.command()
def discard() -> None:
    """Never send them, and wipe what they said."""
    with create_app(load_settings()).app_context():
        number = held.discard(db.session(), clock.now())
        db.session.commit()
    click.echo(f"{number} notices were discarded.")


COMMANDS = (backup, verify, restore, move, outbox)
