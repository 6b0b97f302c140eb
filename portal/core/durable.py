"""Files that are whole or not there at all, also after a power cut.

A file that is only closed may come back empty: its name was on the disk before its contents were.
So the contents go to the disk first, under another name, then the name, then the folder's list.
"""

import os
from contextlib import suppress
from pathlib import Path

OURS_ALONE = 0o600


def write(path: Path, content: bytes, *, mode: int = OURS_ALONE) -> None:
    """Put a file in place, whole, in the place of any before it. Raises `OSError`."""
    draft = draft_of(path)
    try:
        fill(draft, content, mode=mode)
        draft.replace(path)
        sync(path.parent)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise


def draft_of(path: Path) -> Path:
    """Another name beside a path, for what is not whole yet."""
    return path.with_name(f".{path.name}.{os.getpid()}.draft")


def fill(path: Path, content: bytes, *, mode: int = OURS_ALONE) -> None:
    """Write a new file and wait until the disk has it."""
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(opened, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Wait until the disk has a file's contents, or a folder's list of names."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
