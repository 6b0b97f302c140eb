"""`portal keys …`: sealing everything with the newest key, and which keys may go."""

import sys

import click

from portal import create_app
from portal.core import resealing
from portal.core.sealing import keyring
from portal.settings import load_settings


@click.group()
def keys() -> None:
    """Look after the keys that seal addresses, codes and secrets."""


@keys.command()
def rotate() -> None:
    """Seal every value with the newest key. It may be stopped, and run again or twice at once."""
    with create_app(load_settings()).app_context():
        done = resealing.rotate(keyring())
    click.echo(f"Sealed {done} values with the newest key. Now run `portal keys check`.")


@keys.command()
def check() -> None:
    """Count what each key seals, and say which may be taken away. Fails where one is missing."""
    with create_app(load_settings()).app_context():
        found = resealing.counts(keyring())
    for name, many in found.by_key.items():
        click.echo(f"Key {name} seals {many} values.")
    for name, many in found.missing.items():
        click.echo(f"Key {name} is missing, and {many} values need it.", err=True)
    if found.to_reseal:
        click.echo("Old keys are still needed: run `portal keys rotate`.")
    for name in found.unused:
        click.echo(
            f"Key {name} seals nothing here. Keep it with the backups that were made under it; "
            "otherwise take it out of PORTAL_SEAL_KEYS."
        )
    sys.exit(1 if found.missing or found.to_reseal else 0)
