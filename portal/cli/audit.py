"""`portal audit …`: whether what was written down about looks and changes is whole."""

import sys
from pathlib import Path

import click

from portal import create_app
from portal.core import chain_check
from portal.extensions import db
from portal.settings import load_settings


@click.group()
def audit() -> None:
    """Check that the records of looks and changes are whole."""


@audit.command()
@click.option(
    "--anchor", type=click.Path(path_type=Path, exists=True), help="A file with a kept anchor."
)
def verify(anchor: Path | None) -> None:
    """Walk the chains: how many records, and the first broken place. Fails where one is broken."""
    with create_app(load_settings()).app_context():
        try:
            kept = chain_check.read_anchor(anchor.read_text(errors="replace")) if anchor else None
        except chain_check.NoAnchor as refusal:
            click.echo(str(refusal), err=True)
            sys.exit(2)
        walks = chain_check.verify(db.session(), kept)
    for walk in walks:
        click.echo(walk.said())
    if kept:
        click.echo(f"Compared with the anchor of {kept.at:%Y-%m-%d %H:%M} UTC.")
    sys.exit(1 if any(walk.fault for walk in walks) else 0)


@audit.command()
def anchor() -> None:
    """Print how far the chains have got, signed: keep the line where the portal cannot write."""
    with create_app(load_settings()).app_context():
        click.echo(chain_check.anchor(db.session()))
