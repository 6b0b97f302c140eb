"""R26: a file is whole or not there, also after a power cut."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from portal.core import durable
from portal.upkeep import sqlite_files


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the disk is asked to do, in order."""
    asked: list[str] = []
    sync, replace = os.fsync, os.replace

    def noted_sync(descriptor: int) -> None:
        asked.append(f"sync {Path(os.readlink(f'/proc/self/fd/{descriptor}')).name}")
        sync(descriptor)

    def noted_replace(one: Path, other: Path) -> None:
        asked.append(f"name {Path(other).name}")
        replace(one, other)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(os, "replace", noted_replace)
    return asked


def test_contents_reach_the_disk_before_the_name_and_the_name_before_the_answer(
    tmp_path: Path, steps: list[str]
) -> None:
    """R26: a rename that came to the disk first would leave a file of no bytes."""
    path = tmp_path / "letter"
    durable.write(path, b"Dear all")
    assert steps == [f"sync {durable.draft_of(path).name}", "name letter", f"sync {tmp_path.name}"]
    assert path.read_bytes() == b"Dear all"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_could_not_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R27: a full disk takes nothing away."""
    path = tmp_path / "letter"
    path.write_text("The old one")

    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        durable.write(path, b"The new one")
    assert [each.name for each in tmp_path.iterdir()] == ["letter"]
    assert path.read_text() == "The old one"


def test_every_sqlite_connection_waits_for_the_disk(tmp_path: Path) -> None:
    """R26: also those of commands that open a file of their own."""
    engine = sqlite_files.opened(tmp_path / "a.sqlite")
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            assert connection.scalar(text("PRAGMA synchronous")) == 2
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    engine.dispose()
