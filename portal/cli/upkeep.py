"""`portal backup`, `verify`, `restore`, `move`, `outbox`: looking after what the portal holds."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from portal import create_app
from portal.core.sealing import keyring
from portal.extensions import db
from portal.settings import load_settings
from portal.upkeep import backing_up, checking
from portal.upkeep.backing_up import Origin
from portal.upkeep.checks import Finding

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
        good = say(checking.of_backup(folder, keyring()))
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


COMMANDS = (backup, verify)
