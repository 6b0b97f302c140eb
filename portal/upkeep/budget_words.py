"""The words of a person's own copy for budgets: a name for each column."""

from collections.abc import Mapping

from flask_babel.speaklater import LazyString

from portal.core.texts import later as _l

COLUMNS: Mapping[str, LazyString] = {
    "reason_code": _l("Why, in short"),
    "reassessment": _l("New assessment"),
    "reassessed_on": _l("Day of the new assessment"),
    "letter_on": _l("Date of our letter"),
    "notice_on": _l("We told you about the end on"),
    "published_on": _l("You can see it since"),
    "seen_at": _l("First opened"),
    "total_pence": _l("Total, a week"),
    "person_pence": _l("You pay, a week"),
    "council_pence": _l("The council pays, a week"),
    **dict.fromkeys(("next_review_on", "review_on"), _l("Next review")),
    "description": _l("What it is"),
    "outcome_words": _l("What it helps you do"),
    "provider": _l("Who gives the support"),
    "method": _l("How it is paid"),
    "unit": _l("Counted in"),
    "quantity_hundredths": _l("How many a week"),
    "rate_pence": _l("Cost of one"),
    "week_pence": _l("Cost a week"),
    "charge_basis": _l("Whether you can be asked to pay"),
    "can_use_for": _l("What you can use it for"),
    "nhs_pence": _l("The NHS pays, a week"),
    "other_pence": _l("Others pay, a week"),
    "provider_phone": _l("Number of who gives the support"),
    "landlord": _l("Landlord"),
    "landlord_phone": _l("Number of the landlord"),
    "moved_in_on": _l("Moved in on"),
    "move_on_by": _l("Planned to move on by"),
}
OF_CHARGES: Mapping[str, LazyString] = {
    "worked_out_on": _l("Worked out on"),
    "assessed_pence": _l("The most you can be asked for, a week"),
    "chargeable_pence": _l("What is not free costs, a week"),
    "charged_pence": _l("You pay, a week"),
    "full_cost": _l("You pay the full cost"),
    "collected": _l("How you pay it"),
    "effect": _l("What it does to the sum"),
    "pence": _l("A week"),
    "inputs": _l("How we got the number"),
    "rule": _l("Why it counts"),
    "rate": _l("Code of a national amount"),
    "as_at_on": _l("As it was on"),
}
OF_ACCOUNTS: Mapping[str, LazyString] = {
    "account_kind": _l("Kind of account"),
    "holder": _l("In whose name"),
    "frequency": _l("How often we pay"),
    "gross_pence": _l("One payment"),
    "taken_off_pence": _l("What we keep back of it"),
    "balance_pence": _l("What is in the account"),
    "balance_as_at": _l("As it was on"),
    "pays_from_on": _l("For the time from"),
    "due_on": _l("Due on"),
    "paid_on": _l("Paid on"),
    "booked_on": _l("Day"),
    "purpose": _l("What it is for"),
    "payee": _l("Who was paid"),
    "in_pence": _l("Money in"),
    "out_pence": _l("Money out"),
    "receipt_required": _l("A receipt is needed"),
}
