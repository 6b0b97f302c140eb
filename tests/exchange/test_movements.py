"""Movements of money meet what is kept, one by one by their whole key."""

from portal.exchange.rules import Fate
from tests.exchange.conftest import good_files


def counts(outcome):
    [file] = [each for each in outcome.files if each.name == "transactions.csv"]
    return {fate: file.counts[fate] for fate in Fate if file.counts[fate]}


def test_the_same_movements_again_change_nothing(bring):
    assert counts(bring(good_files())) == {Fate.ADDED: 2}
    assert counts(bring(good_files())) == {Fate.SAME: 2}


def test_only_the_movement_that_differs_changes(bring, everything):
    bring(good_files())
    before = everything()["payment_transaction"]
    files = good_files()
    files["transactions"][1]["description"] = "PA wages, 31 h at £15.00"
    assert counts(bring({"transactions": files["transactions"]})) == {
        Fate.CHANGED: 1,
        Fate.SAME: 1,
    }
    after = {row["id"]: row for row in everything()["payment_transaction"]}
    changed = [row for row in before if after[row["id"]] != row]
    assert [row["reference"] for row in changed] == ["0002"]
    assert after[changed[0]["id"]]["description"] == "PA wages, 31 h at £15.00"


def test_one_reference_in_two_accounts_is_two_movements(bring, everything):
    files = good_files()
    files["accounts"].append(files["accounts"][0] | {"reference": "A2"})
    files["transactions"].append(files["transactions"][0] | {"account_reference": "A2"})
    assert counts(bring(files)) == {Fate.ADDED: 3}
    assert counts(bring(files)) == {Fate.SAME: 3}
    assert len(everything()["payment_transaction"]) == 3 + 8  # the cast has eight


def test_in_another_order_they_are_the_same(bring):
    bring(good_files())
    files = good_files()
    files["transactions"].reverse()
    assert counts(bring(files)) == {Fate.SAME: 2}
