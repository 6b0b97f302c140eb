"""The addresses of statements and receipts that answer with a file."""

STATEMENTS = (
    "/your-budget/payments/<uuid:account_id>/<first>",
    "/for/<uuid:person_id>/budget/payments/<uuid:account_id>/<first>",
    "/staff/people/<uuid:person_id>/budget/payments/<uuid:account_id>/<first>",
)
RECEIPTS = (
    "/your-budget/receipts",
    "/for/<uuid:person_id>/budget/receipts",
    "/staff/people/<uuid:person_id>/budget/receipts",
)
FILES = {f"{place}/{kind}" for place in STATEMENTS for kind in ("pdf", "csv")} | {
    f"{place}/<uuid:receipt_id>/file" for place in RECEIPTS
}
