"""A marked safe address reaches nobody but its owner and the worker who holds the record."""

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from portal.accounts.models import Account
from portal.accounts.notices import tell
from portal.core.outbox import Outbox, opened
from portal.extensions import db
from portal.policy import Scope
from tests.addresses import addresses
from tests.cast import MAY_SEE, NOBODY, Cast
from tests.client import HOST, Client
from tests.visits import PEOPLE

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"])


def everything_pressed_by(app: Flask, cast: Cast, who: str) -> str:
    """All that somebody gets when they press every button; tests/test_access.py opens the pages."""
    client, shown = Client(app, cast, who), []
    if who != NOBODY:
        client.sign_in(cast[who])
    for address in addresses(app, cast, "POST"):
        data = {"csrf_token": client.token_for("/language"), "show": "yes", "q": "Zs"}
        answer = client.raw.post(address.url, base_url=HOST, headers={"Referer": HOST}, data=data)
        shown.append(answer.get_data().decode(errors="replace") + str(answer.headers))
        if who != NOBODY:
            client.sign_in(cast[who])
    return "".join(shown)


@ON_SQLITE
@pytest.mark.parametrize("who", PEOPLE)
def test_only_its_owner_and_the_named_worker_come_across_it(
    app: Flask, cast: Cast, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """R4, R22: every press by everybody; and nothing of it in the logs."""
    may = who == "resident" or "safe" in MAY_SEE[who].get("resident", "").split()
    marker = cast.resident.safe_marker
    assert (marker in everything_pressed_by(app, cast, who)) is may
    assert marker not in "".join(capsys.readouterr())


def test_it_stands_nowhere_in_the_database_in_plain(app: Flask, cast: Cast) -> None:
    """R4, R23: whoever reads a stolen database, or a backup of it, finds nobody."""
    marker = cast.resident.safe_marker.encode()
    with app.app_context():
        for table in inspect(db.engine).get_table_names():
            rows = db.session.execute(text(f'SELECT * FROM "{table}"'))
            for row in rows:
                assert marker.decode() not in repr(tuple(row)), table


def test_one_event_for_several_people_makes_separate_copies(app: Flask, cast: Cast) -> None:
    """R5: each to one address, with only its own part, and nothing of anybody's safe address."""
    with app.app_context():
        for who in (cast.resident, cast.carer, cast.helper):
            account = db.session.get_one(Account, who.account.id)
            tell(account, "account_ready", link=f"https://localhost/{who.marker}")
        db.session.flush()
        copies = {each.to: each.parts for each in map(opened, db.session.scalars(select(Outbox)))}
        assert len(copies) == 3
        for who in (cast.resident, cast.carer, cast.helper):
            own = copies[who.email]
            others = {each.marker for each in cast.everybody()} - {who.marker}
            assert who.marker in str(own)
            assert not [each for each in others if each in str(own)]
            assert cast.resident.safe_marker not in str(own)


@ON_SQLITE
def test_a_helper_with_every_scope_comes_across_nothing_of_it(app: Flask, cast: Cast) -> None:
    """R4: also one who may see, send and get everything."""
    with app.app_context():
        given = db.session.merge(cast.representations["carer"])
        given.scope_words = " ".join(Scope)
        db.session.commit()
    shown = everything_pressed_by(app, cast, "carer")
    assert cast.resident.safe_marker not in shown
