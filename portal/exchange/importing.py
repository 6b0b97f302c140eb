"""A run from beginning to end: read the files, work out, and write in one transaction."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from flask import current_app
from sqlalchemy.orm import Session

from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.database import only_one
from portal.exchange import by_hand, safe_places
from portal.exchange.landing import Landing
from portal.exchange.outcome import FileOutcome, Outcome
from portal.exchange.reading import FileRefused, Line, Sheet, read_file
from portal.exchange.rules import Fate
from portal.exchange.storing import account_for, store
from portal.extensions import db


def import_files(paths: Sequence[Path], *, take_good: bool = False) -> Outcome:
    """Bring files in, in any order, and commit. The command line's own verb.

    One bad row and nothing changes, unless `take_good`; a file that cannot be read at all always
    stops the run. A second import waits until the first is done. The files are read before the
    transaction begins, so that nobody who uses the portal waits for that.
    """
    sheets, refusals = read_files(paths)
    if refusals:
        return Outcome(refusals=refusals)
    with (
        only_one(db.engine, current_app.extensions["settings"].data),
        Session(db.engine.execution_options(write=True)) as session,
        session.begin(),
    ):
        return bring_in(session, sheets, take_good=take_good)


def read_files(paths: Sequence[Path]) -> tuple[list[Sheet], list[str]]:
    """The files that can be read, and a sentence for each that cannot."""
    sheets, refusals = [], []
    for path in paths:
        try:
            sheets.append(read_file(path))
        except FileRefused as refusal:
            refusals.append(str(refusal))
    return sheets, refusals


def bring_in(session: Session, sheets: Sequence[Sheet], *, take_good: bool = False) -> Outcome:
    """Bring in files that were read, within the caller's transaction, and do not commit."""
    lines = [line for sheet in sheets for line in sheet.lines]
    landing = Landing(session, council.current(), clock.today(), lines)
    landing.work_out()
    safe_places.refuse(landing)
    files = _fates(landing, sheets)
    rejected = sorted((line for line in lines if line.reasons), key=lambda line: line.follows)
    if rejected and not take_good:
        return Outcome(files, rejected)
    run_id = new_id()
    outcome = Outcome(files, rejected, run_id=run_id)
    store(landing)
    account_for(landing, outcome, run_id, clock.now())
    return outcome


def bring_in_council_teams(session: Session) -> None:
    """Put the teams of the council's own file into the database, without any import file."""
    landing = Landing(session, council.current(), clock.today(), [])
    landing.work_out()
    store(landing)


def _fates(landing: Landing, sheets: Sequence[Sheet]) -> list[FileOutcome]:
    fates = {
        id(entry.line): entry.fate for entries in landing.entries.values() for entry in entries
    }

    def fate(line: Line) -> Fate:
        if line.reasons:
            return Fate.REJECTED
        return Fate.SAME if line.repeats else fates[id(line)]

    def notes(sheet: Sheet) -> list[str]:
        waited = landing.waited[sheet.name]
        return [*sheet.notes, by_hand.note(waited)] if waited else sheet.notes

    return [
        FileOutcome(sheet.name, sheet.kind, Counter(map(fate, sheet.lines)), notes(sheet))
        for sheet in sheets
    ]
