"""Accounts for direct payments, for the cast."""

from base64 import b64encode
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from portal.core import clock
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.payments.models import Payment, PaymentAccount, PaymentTransaction, Receipt
from tests.factories import Somebody

# Days after the first, words, pence in, pence out, what the account held then.
MOVES = (
    (0, "Direct payment from the council", 54_720, 0, 115_960),
    (27, "PA wages, 32 h at £15.00", 0, 48_000, 67_960),
    (27, "Tax, NI, pension, payroll", 0, 5_260, 62_700),
    (28, "Direct payment from the council", 54_720, 0, 117_420),
)


def build_account(who: Somebody) -> PaymentAccount:
    """A card for their direct payment: one whole period, and the payment of the next."""
    assert who.person is not None
    first = clock.today() - timedelta(days=30)
    account = PaymentAccount(
        id=new_id(),
        council=who.person.council,
        reference=f"A-{who.marker}",
        person_id=who.person.id,
        from_on=first,
        account_kind="prepaid_self",
        holder=f"Holder {who.money_marker}",
        provider="Fen Card Services",
        frequency="four_weekly",
        periods_from_on=first,
        gross_pence=54_720,
        taken_off_pence=0,
        week_pence=13_680,
        balance_pence=117_420,
        balance_as_at=first + timedelta(days=28),
    )
    db.session.add(account)
    db.session.flush()
    build_moves(who, account, first)
    for days in (0, 28):
        db.session.add(
            Payment(
                account_id=account.id,
                pays_from_on=first + timedelta(days=days),
                due_on=first + timedelta(days=days),
                paid_on=first + timedelta(days=days),
                gross_pence=54_720,
                taken_off_pence=0,
            )
        )
    build_receipt(who, account)
    return account


def build_receipt(who: Somebody, account: PaymentAccount) -> Receipt:
    """A receipt that they sent. Its id is that of the account, for the addresses of tests."""
    assert who.person is not None
    content = b64encode(photo()).decode()
    receipt = Receipt(
        id=account.id,
        council=account.council,
        number=f"R-{who.marker}",
        person_id=account.person_id,
        sent_by=account.person_id,
        digest=who.marker,
        mime="image/jpeg",
        content_sealed=keyring().seal(content, place_of("receipt", "content_sealed", account.id)),
        sent_at=clock.now() - timedelta(days=2),
    )
    db.session.add(receipt)
    return receipt


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 60), **more: Any) -> bytes:
    """A small picture, as a telephone would send it."""
    drawn = BytesIO()
    Image.new("RGB", size, "white").save(drawn, kind, **more)
    return drawn.getvalue()


def build_moves(who: Somebody, account: PaymentAccount, first: date) -> None:
    """What came into the account and went out of it."""
    for number, (days, words, into, out, balance) in enumerate(MOVES, 1):
        db.session.add(
            PaymentTransaction(
                account_id=account.id,
                reference=f"{number:04}",
                booked_on=first + timedelta(days=days),
                description=words,
                purpose=f"Help at home {who.money_marker}" if out else None,
                payee=f"Shop {who.money_marker}" if out else None,
                in_pence=into,
                out_pence=out,
                balance_pence=balance,
                receipt_required=out == 48_000,
            )
        )
