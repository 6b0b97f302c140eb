"""Files that belong to rows: they lie below one folder, and each has the row that names it.

A feature that keeps files says so here once, for `portal backup` and `portal verify`:
`owned_files.register("upload", "stored_as")`. The file is written (`durable.write`) before its row
is committed, and taken away after its row has gone: so a row never waits for its file.
"""

from pathlib import Path

FOLDER = "files"
OWNERS: list[tuple[str, str]] = []


def register(table: str, column: str) -> None:
    """Say that this column holds names of files, as paths below the folder."""
    OWNERS.append((table, column))


def folder(data: Path) -> Path:
    """Where the files lie in a data folder."""
    return data / FOLDER


def names(data: Path) -> set[str]:
    """Every file there is, as a path below the folder. What is still being written is none yet."""
    below = folder(data)
    return {
        str(path.relative_to(below))
        for path in below.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
