"""The part of the list of tables that is about accounts for direct payments."""

from collections.abc import Mapping

from portal.upkeep.holdings import OURS, Fate, Holding, _ids

ACCOUNTS: Mapping[str, Holding] = {
    "payment_account": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=(
            "reference",
            "from_on",
            "to_on",
            "account_kind",
            "holder",
            "provider",
            "frequency",
            "gross_pence",
            "taken_off_pence",
            "week_pence",
            "balance_pence",
            "balance_as_at",
        ),
        left_out={"council": OURS, **_ids("periods_from_on")},
    ),
    "payment": Holding(
        Fate.DELETED,
        via=("account_id",),
        shown=("pays_from_on", "due_on", "paid_on", "gross_pence", "taken_off_pence"),
    ),
    "payment_transaction": Holding(
        Fate.DELETED,
        via=("account_id",),
        shown=(
            "booked_on",
            "description",
            "purpose",
            "payee",
            "in_pence",
            "out_pence",
            "balance_pence",
            "receipt_required",
        ),
        left_out=_ids("reference"),
    ),
    "receipt": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=("number", "sent_by", "sent_at", "seen_at"),
        left_out={
            "council": OURS,
            "content_sealed": "the picture itself, which its own page shows and saves",
            **_ids("transaction_id", "digest", "mime", "seen_by"),
        },
    ),
}
