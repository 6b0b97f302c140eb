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
        for path in _files(folder):
            if path.suffix not in (".gz", ".br"):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _has_compressed_copy(path: Path) -> bool:
    """Whether this is a file of ours that the build has compressed as it stands now."""
    copy = ASSETS / path.name
    return path.parent == STATIC and copy.is_file() and copy.read_bytes() == path.read_bytes()


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
    for folder, paths in ((ASSETS, _files(ASSETS)), (STATIC, _files(STATIC))):
        for path in paths:
            if not _has_compressed_copy(path):
                url = prefix + path.relative_to(folder).as_posix()
                noise.add_file_to_dictionary(url, str(path))
    app.wsgi_app = noise  # type: ignore[method-assign]
