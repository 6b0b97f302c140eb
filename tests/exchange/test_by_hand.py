"""What somebody ended by hand is not reopened by the next import, and the run says so."""

from datetime import date

import pytest
from sqlalchemy import select, update

from portal.exchange import actions
from portal.extensions import db
from portal.people.models import Membership, Worker
from tests.exchange.conftest import good_files

LAST_DAY = date(2026, 6, 30)


@pytest.fixture
def ended_by_hand(app, bring):
    """A worker whom the import brought, and whose last day was then set in the portal."""
    bring(good_files())
    with app.app_context():
        ada = db.session.scalars(select(Worker).where(Worker.reference == "W1")).one()
        ada.left_on, ada.left_by_hand = LAST_DAY, True
        theirs = update(Membership).where(Membership.worker_id == ada.id)
        db.session.execute(theirs.values(to_on=LAST_DAY, by_hand=True))
        db.session.commit()
        return ada.id


def ends_of(app, worker_id):
    with app.app_context():
        ada = db.session.get(Worker, worker_id)
        asked = select(Membership).where(Membership.worker_id == worker_id)
        spell = db.session.scalars(asked).one()
        return (ada.left_on, spell.to_on), (ada.left_by_hand, spell.by_hand)


def with_ends(files, day):
    files["workers"][0]["left_on"] = files["memberships"][0]["to_on"] = day
    return files


def test_an_import_that_says_otherwise_waits_and_is_told_of(app, bring, ended_by_hand):
    files = with_ends(good_files(), "")
    files["workers"][0]["phone"] = "01632 960199"
    said = actions.say(bring(files))
    assert ends_of(app, ended_by_hand) == ((LAST_DAY, LAST_DAY), (True, True))
    assert said.count("Note: what was set by hand in the portal stays as it is in 1 row") == 2
    with app.app_context():
        assert db.session.get(Worker, ended_by_hand).phone == "01632 960199"


def test_an_import_that_says_the_same_is_the_master_again(app, bring, ended_by_hand):
    bring(with_ends(good_files(), "2026-06-30"))
    assert ends_of(app, ended_by_hand) == ((LAST_DAY, LAST_DAY), (False, False))
    bring(with_ends(good_files(), ""))
    assert ends_of(app, ended_by_hand)[0] == (None, None)
