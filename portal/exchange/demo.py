"""The demonstration: a database of invented people, and sign-ins that exist only in it."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pyotp
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts import passwords
from portal.accounts.models import Account
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.database import DatabaseError, DatabaseNote
from portal.core.places import DEMO
from portal.core.sealing import keyring
from portal.exchange.demo_asks import add_asks
from portal.exchange.demo_carers import add_requests
from portal.exchange.demo_concerns import add_concerns
from portal.exchange.demo_looks import add_looks
from portal.exchange.demo_messages import add_messages
from portal.exchange.demo_partners import add_partners
from portal.exchange.demo_plans import add_plans
from portal.exchange.demo_sign_ins import SIGN_INS, SignIn
from portal.exchange.importing import bring_in, read_files
from portal.exchange.report import say
from portal.extensions import Base, db
from portal.people.models import Person, Worker

NOTE = "demo"
PASSWORD = "heron lantern biscuit"  # noqa: S105 -- printed for everybody who tries the portal
FILES = (
    "teams.csv",
    "workers.csv",
    "memberships.csv",
    "people.csv",
    "allocations.csv",
    "representations.csv",
    "journeys.csv",
    "stages.csv",
    "budgets.csv",
    "lines.csv",
    "contributions.csv",
    "workings.csv",
    "accounts.csv",
    "payments.csv",
    "transactions.csv",
)


def set_up() -> None:
    """Fill an empty database with the demo council, once, and commit; the caller holds the lock.

    Raises DatabaseError on a database that holds anything else.
    """
    with Session(db.engine) as session:
        if session.get(DatabaseNote, NOTE):
            return
    password_hash = passwords.hashed(PASSWORD)
    with Session(db.engine.execution_options(write=True)) as session, session.begin():
        for model in (Person, Worker, Account):
            if session.scalars(select(model.id).limit(1)).first():
                raise DatabaseError(
                    "This database holds a council's own records, so the demonstration keeps out "
                    "of it: choose another folder with PORTAL_DATA, or another DATABASE_URL."
                )
        _bring_in_files(session)
        add_partners(session)
        for sign_in in SIGN_INS:
            session.add(_account(session, sign_in, password_hash))
        add_looks(session)
        add_requests(session)
        add_plans(session)
        add_asks(session)
        add_messages(session)
        add_concerns(session)
        session.add(DatabaseNote(key=NOTE, value=clock.today().isoformat()))


def _bring_in_files(session: Session) -> None:
    folder = files_folder()
    folder.mkdir(parents=True, exist_ok=True)
    sheets, refusals = read_files(moved_files(folder, clock.today()))
    outcome = bring_in(session, sheets)
    if refusals or not outcome.went_in:
        raise DatabaseError(
            f"The demonstration's files do not fit {council.current().name}: "
            f"{' '.join(refusals) or say(outcome)}"
        )


def files_folder() -> Path:
    """Where the files stay from which this demonstration was made, to try the import with."""
    data: Path = current_app.extensions["settings"].data
    return data / "demo-files"


def moved_files(folder: Path, today: date) -> list[Path]:
    """The demo council's files with their dates moved by whole weeks, up to yesterday at most.

    Whole weeks keep a Monday a Monday. Dates of birth stay.
    """
    files = {name: (DEMO / name).read_text(encoding="utf-8") for name in FILES}
    newest = max(
        date.fromisoformat(row["entered_on"])
        for row in csv.DictReader(io.StringIO(files["stages.csv"]))
    )
    weeks = timedelta(weeks=(today - timedelta(days=1) - newest).days // 7)
    paths = []
    for name, text in files.items():
        path = folder / name
        path.write_text(_moved(text, weeks), encoding="utf-8", newline="")
        paths.append(path)
    return paths


def _moved(text: str, by: timedelta) -> str:
    rows = csv.DictReader(io.StringIO(text))
    moved = io.StringIO(newline="")
    writer = csv.DictWriter(moved, rows.fieldnames or [])
    writer.writeheader()
    for row in rows:
        for column, cell in row.items():
            if cell and column.endswith(("_on", "_by")) and column != "born_on":
                row[column] = (date.fromisoformat(cell) + by).isoformat()
        writer.writerow(row)
    return moved.getvalue()


def _account(session: Session, sign_in: SignIn, password_hash: str) -> Account:
    account = Account(
        id=new_id(), email=sign_in.email, password_hash=password_hash, created_at=clock.now()
    )
    if sign_in.is_staff:
        account.worker_id = _id_of(session, Worker, sign_in.reference)
        account.totp_sealed = keyring().seal(pyotp.random_base32(), _place(account))
    else:
        account.person_id = _id_of(session, Person, sign_in.reference)
    return account


def _id_of(session: Session, model: type[Base], reference: str) -> UUID:
    columns = model.__table__.columns
    found: UUID = session.execute(
        select(columns["id"]).where(
            columns["council"] == council.current().code, columns["reference"] == reference
        )
    ).scalar_one()
    return found


def _place(account: Account) -> str:
    return f"account:totp_sealed:{account.id}"


def codes() -> dict[str, str]:
    """The second-factor codes of this half minute, by e-mail. Raises DatabaseError elsewhere."""
    with Session(db.engine) as session:
        if not session.get(DatabaseNote, NOTE):
            raise DatabaseError("This database is not a demonstration: there are no codes to show.")
        staff = [sign_in.email for sign_in in SIGN_INS if sign_in.is_staff]
        found = session.scalars(
            select(Account).where(Account.email.in_(staff), Account.totp_sealed.is_not(None))
        )
        return {
            account.email: pyotp.TOTP(
                keyring().open(account.totp_sealed or b"", _place(account))
            ).at(clock.now())
            for account in found
        }


def welcome(url: str) -> str:
    """What to open and as whom, for the terminal."""
    people = "\n".join(f"  {each.email}\n      {each.who}: {each.what}" for each in SIGN_INS)
    return (
        f"\nThe portal is at {url} and is a demonstration: everybody in it is invented.\n\n"
        f"Sign in as any of these, with the password  {PASSWORD}\n\n{people}\n\n"
        "Staff are asked for a code as well: `make codes`, or `portal demo-codes`, prints it.\n"
        f"The files that this was made from are in {files_folder()}: try `portal import` on them.\n"
    )


def say_codes() -> str:
    """The codes, for the terminal."""
    seconds = 30 - int(clock.now().timestamp()) % 30
    shown = [f"  {email:34} {code[:3]} {code[3:]}" for email, code in codes().items()]
    return "\n".join([*shown, f"Each works once, for {seconds} seconds more and a little longer."])
