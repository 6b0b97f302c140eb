"""The addresses of statements that answer with a file."""

STATEMENTS = (
    "/your-budget/payments/<uuid:account_id>/<first>",
    "/for/<uuid:person_id>/budget/payments/<uuid:account_id>/<first>",
    "/staff/people/<uuid:person_id>/budget/payments/<uuid:account_id>/<first>",
)
FILES = {f"{place}/{kind}" for place in STATEMENTS for kind in ("pdf", "csv")}
