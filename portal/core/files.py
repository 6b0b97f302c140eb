"""Static files: the design system's and ours, kept for a year under an address that changes."""

import hashlib
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from portal.core.places import ASSETS, STATIC

ONE_YEAR = 365 * 24 * 60 * 60


def version(*folders: Path) -> str:
    """A short fingerprint of every file, so that a changed file gets a new address."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in (".gz", ".br"):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def serve(app: Flask) -> None:
    """Serve both folders below one address, compressed copies first where they exist."""
    prefix = f"/static/{version(ASSETS, STATIC)}/"
    app.extensions["asset_prefix"] = prefix
    noise = WhiteNoise(
        app.wsgi_app,
        max_age=ONE_YEAR,
        immutable_file_test=lambda _path, _url: True,
        charset="utf-8",
    )
    for folder in (ASSETS, STATIC):
        if folder.is_dir():
            noise.add_files(str(folder), prefix=prefix)
    app.wsgi_app = noise  # type: ignore[method-assign]
