"""Every sealed value is sealed again with the newest key, whoever else is at work meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import LargeBinary, select, update
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.cli import portal
from portal.core import audit, chain_check, resealing
from portal.core.chain import chains
from portal.core.outbox import Outbox, notify, opened
from portal.core.resealing import KeyMissing, counts, rotate, sealed_columns
from portal.core.sealing import Keyring, keyring, place_of
from portal.extensions import Base, db
from tests.cast import Cast

OLD, NEW = "t1:" + "0123456789abcdef" * 4, "t2:" + "22" * 32
# Hashes and what belongs to a passkey are not opened again; the chains seal their own heads.
NOT_SEALED = ("_hash", "public_key", "credential_id", "challenge", "chain_head.sealed")


def test_no_sealed_column_can_be_forgotten() -> None:
    """R4: every column of bytes is sealed, and found by its name; or is known not to be."""
    bytes_ = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
        and not f"{table.name}.{column.name}".endswith(NOT_SEALED)
    }
    assert bytes_ == {f"{column.table.name}.{column.name}" for column in sealed_columns()}
    assert {"safe_contact.address_sealed", "outbox.to_sealed"} <= bytes_
    assert all(next(iter(column.table.primary_key)).name == "id" for column in sealed_columns())


def test_an_old_key_can_be_thrown_away_afterwards(app: Flask, cast: Cast) -> None:
    ring = Keyring(f"{NEW},{OLD}")
    with app.app_context():
        notify("something_to_see", "a@example.org", language="en")
        db.session.commit()
        before = counts(ring)
        assert rotate(ring) == before.to_reseal > 5
        after = counts(ring)
        assert (after.to_reseal, after.unused) == (0, ["t1"])
        assert after.by_key["t2"] == before.by_key["t1"]
        kept = db.session.get_one(Account, cast.worker.account.id)
        place = place_of("account", "totp_sealed", kept.id)
        assert Keyring(NEW).open(kept.totp_sealed, place) == cast.worker.totp_secret
        app.extensions["keyring"] = Keyring(NEW)
        assert opened(db.session.scalars(select(Outbox)).one()).to == "a@example.org"


def test_stopped_half_way_it_goes_on_from_there(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = Keyring(f"{NEW},{OLD}")
    monkeypatch.setattr(resealing, "BATCH", 2)
    with app.app_context():
        everything = counts(ring).to_reseal
        [totp] = [each for each in sealed_columns() if each.name == "totp_sealed"]
        rows = next(resealing._batches(totp, ring))
        with resealing._writing() as session, session.begin():
            done = sum(resealing._reseal(session, totp, ring, *row) for row in rows)
        assert done == 2
        assert rotate(ring) == everything - 2
        assert rotate(ring) == 0


def test_two_at_once_seal_each_value_once(app: Flask, cast: Cast) -> None:
    ring = Keyring(f"{NEW},{OLD}")

    def run(_number: int) -> int:
        with app.app_context():
            return rotate(ring)

    with app.app_context():
        everything = counts(ring).to_reseal
        db.session.rollback()
    with ThreadPoolExecutor(2) as both:
        assert sum(both.map(run, range(2))) == everything


def test_what_somebody_wrote_in_between_is_not_undone(app: Flask, cast: Cast) -> None:
    ring = Keyring(f"{NEW},{OLD}")
    with app.app_context():
        [totp] = [each for each in sealed_columns() if each.name == "totp_sealed"]
        row_id, old = next(resealing._batches(totp, ring))[0]
        newer = ring.seal("changed", place_of("account", "totp_sealed", row_id))
        with resealing._writing() as session, session.begin():
            session.execute(update(Account).where(Account.id == row_id).values(totp_sealed=newer))
            assert resealing._reseal(session, totp, ring, row_id, old) == 0
        with Session(db.engine) as session:
            assert session.get_one(Account, row_id).totp_sealed == newer


def test_nothing_changes_while_a_key_is_missing(app: Flask, cast: Cast) -> None:
    with app.app_context():
        with pytest.raises(KeyMissing, match=r"t1 \(\d+ values\)"):
            rotate(Keyring(NEW))
        assert counts(keyring()).to_reseal == 0


@pytest.mark.parametrize("database", ["sqlite"])
def test_the_commands_say_how_many_and_which_key_may_go(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.extensions["settings"]
    monkeypatch.setenv("PORTAL_DATA", str(settings.data))
    monkeypatch.setenv("PORTAL_SECRET_KEY", settings.secret_key.get_secret_value())
    monkeypatch.setenv("PORTAL_SEAL_KEYS", f"{NEW},{OLD}")
    run = CliRunner().invoke
    assert "run `portal keys rotate`" in run(portal, ["keys", "check"]).output
    assert "values with the newest key" in run(portal, ["keys", "rotate"]).output
    after = run(portal, ["keys", "check"])
    assert (after.exit_code, "Key t1 seals nothing here" in after.output) == (0, True)
    monkeypatch.setenv("PORTAL_SEAL_KEYS", OLD)
    assert run(portal, ["keys", "check"]).exit_code == 1


def test_the_chains_stay_whole(app: Flask, cast: Cast) -> None:
    """R21: what was written down of looks is still proved after the key has changed."""
    with app.app_context():
        audit.record("tried", actor_id=None)
        db.session.commit()
        rotate(Keyring(f"{NEW},{OLD}"))
        app.extensions["keyring"] = Keyring(NEW)
        assert [walk.fault for walk in chain_check.verify(db.session())] == [None] * len(chains())
