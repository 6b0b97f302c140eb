"""The file of keys in the data folder: made once, and never part of a backup."""

import os
import secrets
from pathlib import Path

from portal.core import database, durable


def make_keys(folder: Path) -> None:
    """Write fresh keys to `portal.env` in the data folder, readable by its owner alone.

    Does nothing where the file is there already, also when several processes start at once.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Written whole under another name, then put in place if nobody else was first.
        draft = durable.draft_of(folder / "portal.env")
        keys = (
            f"PORTAL_SECRET_KEY={secrets.token_hex(32)}\n"
            f"PORTAL_SEAL_KEYS=k1:{secrets.token_hex(32)}\n"
        )
        durable.fill(draft, keys.encode())
        try:
            os.link(draft, folder / "portal.env")
            durable.sync(folder)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    except OSError as fault:
        raise database.DatabaseError(
            f"The folder {folder} cannot be written to ({fault.strerror}): choose another with "
            "PORTAL_DATA, or change its owner."
        ) from None


def data_folder() -> Path:
    """The data folder, before there are settings to ask."""
    return Path(os.environ.get("PORTAL_DATA") or "instance")
