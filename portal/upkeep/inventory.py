"""The list itself: each table of the portal, one line or a few."""

from collections.abc import Mapping

from portal.upkeep.account_inventory import ACCOUNTS
from portal.upkeep.holdings import ID, OURS, PROOF, STAFF, TOLD, Fate, Holding, _ids, nobodys
from portal.upkeep.message_inventory import MESSAGES

HOLDINGS: Mapping[str, Holding] = {
    "person": Holding(
        Fate.EMPTIED,
        via=("id",),
        shown=(
            "reference", "given_name", "family_name", "known_as", "born_on", "email", "phone",
            "locality", "language", "is_resident", "is_carer", "under_18",
        ),
        left_out={"council": OURS, "erased_on": OURS},
    ),
    "account": Holding(
        Fate.EMPTIED,
        via=("person_id",),
        shown=("email", "language", "created_at", "closed_at"),
        left_out={"password_hash": PROOF, "totp_sealed": PROOF, "totp_last_step": PROOF},
    ),
    "sign_in_session": Holding(
        Fate.DELETED,
        via=("account_id",),
        shown=("created_at", "last_seen_at", "ended_at", "device"),
        left_out={"token_hash": PROOF, **_ids(
            "complete_at", "second_factor", "proved_at", "shared", "new_device", "wrong_before",
            "alert_hash",
        )},
    ),
    "known_device": Holding(
        Fate.DELETED,
        via=("account_id",),
        shown=("device", "created_at", "last_seen_at"),
        left_out={"token_hash": PROOF},
    ),
    "passkey": Holding(
        Fate.DELETED,
        via=("account_id",),
        shown=("name", "created_at", "last_used_at"),
        left_out={**dict.fromkeys(("credential_id", "public_key"), PROOF), **_ids("sign_count")},
    ),
    "passkey_challenge": Holding(Fate.DELETED, via=("account_id",), why_none=PROOF),
    "outside_identity": Holding(
        Fate.DELETED,
        via=("account_id",),
        shown=("profile", "issuer", "connected_at"),
        left_out={"subject": PROOF},
    ),
    "outside_visit": Holding(Fate.DELETED, via=("account_id",), why_none=PROOF),
    "code_route": Holding(
        Fate.DELETED,
        via=("account_id",),
        shown=("way", "to_sealed", "created_at", "ended_at"),
        left_out=_ids("verified_at"),
    ),
    "one_time_code": Holding(Fate.DELETED, via=("account_id",), why_none=PROOF),
    "waiting": Holding(Fate.DELETED, via=("account_id",), why_none=PROOF),
    "suspension": Holding(
        Fate.DELETED,
        via=("person_id", "helper_id"),
        why_none="protects the person from somebody who may read along",
    ),
    "recovery_code": Holding(Fate.DELETED, via=("account_id",), why_none=PROOF),
    "password_reset": Holding(Fate.DELETED, via=("account_id",), why_none=PROOF),
    "invitation": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=("created_at", "expires_at", "way", "used_at"),
        left_out={"code_hash": PROOF, **_ids("proved_at", "withdrawn_at", "checked", "returned")},
    ),
    "attempt_count": nobodys(PROOF),
    "allocation": Holding(
        Fate.DELETED, via=("person_id",), shown=("team_id", "worker_id", "from_on", "to_on")
    ),
    "representation": Holding(
        Fate.DELETED,
        via=("person_id", "helper_id"),
        shown=("person_id", "helper_id", "basis", "scope_words", "from_on", "to_on", "review_on"),
        left_out=_ids("ended_at", "renewed_on", "reminded_of"),
    ),
    "helper_invitation": Holding(
        Fate.DELETED,
        via=("person_id", "helper_id"),
        shown=("given_name", "family_name", "scope_words", "created_at", "to_on", "answered_at"),
        left_out={
            "email": "somebody else's address",
            **dict.fromkeys(("code_hash", "secrets_sealed", "proved_at"), PROOF),
            **_ids("way", "expires_at", "checked", "answer", "withdrawn_at"),
        },
    ),
    "evidence": Holding(
        Fate.DELETED,
        via=("representation_id",),
        shown=("kind", "sighted_on"),
        left_out={"reference_sealed": "the number of somebody else's paper", **_ids("noted_at")},
    ),
    "safe_contact": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=(
            "way_words", "times_sealed", "may_leave_voicemail", "may_say_who", "shares_email",
            "shares_phone", "address_sealed", "phone_sealed", "key_safe_sealed",
            "code_word_sealed", "must_not_know_sealed", "note_sealed", "reviewed_on",
        ),
        left_out=_ids("put_off_at", "asked_at", "said_at"),
    ),
    "communication_need": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=("need_words", "interpreter", "words_sealed", "reviewed_on"),
        left_out=_ids("told_words", "asked_at", "said_at"),
    ),
    "waiting_notice": Holding(Fate.DELETED, via=("person_id",), shown=("at", "read_at"),
                              left_out=_ids("kind")),
    "journey": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=("reference", "started_on", "closed_on"),
        left_out={"council": OURS},
    ),
    "stage_event": Holding(
        Fate.DELETED,
        via=("journey_id",),
        shown=("stage", "entered_on", "expected_by", "acts_next", "late_reason", "note"),
        left_out={"entered_by": STAFF, **_ids("late_by_hand", "late_told_of")},
    ),
    "budget": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=(
            "reference", "version", "kind", "became_on", "from_on", "to_on", "total_pence",
            "person_pence", "council_pence", "next_review_on", "reason", "reason_code",
            "reassessment", "reassessed_on", "letter_on", "notice_on", "published_on", "seen_at",
        ),
        left_out={
            "council": OURS, "published_by": STAFF, "entered_by": STAFF, **_ids("seen_by"),
        },
    ),
    "budget_line": Holding(
        Fate.DELETED,
        via=("budget_id",),
        shown=(
            "description", "outcome_words", "provider", "method", "unit", "quantity_hundredths",
            "rate_pence", "week_pence", "from_on", "to_on", "charge_basis", "can_use_for",
            "nhs_pence", "other_pence", "provider_phone", "landlord", "landlord_phone",
            "moved_in_on", "move_on_by",
        ),
        left_out=_ids("position"),
    ),
    "contribution": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=(
            "reference", "from_on", "to_on", "worked_out_on", "letter_on", "assessed_pence",
            "chargeable_pence", "charged_pence", "full_cost", "collected",
        ),
        left_out={"council": OURS, **_ids("amiss_told_on")},
    ),
    "contribution_step": Holding(
        Fate.DELETED,
        via=("contribution_id",),
        shown=("description", "effect", "pence", "inputs", "rule", "rate", "as_at_on"),
        left_out=_ids("position"),
    ),
    **ACCOUNTS,
    "look": Holding(
        Fate.KEPT,
        via=("person_id",),
        shown=("at", "worker_id", "helper_id", "permission", "kind", "reason"),
        left_out=_ids("seq", "row_hash"),
    ),
    "reason_given": Holding(
        Fate.KEPT,
        via=("person_id",),
        shown=("at", "worker_id", "words"),
        left_out=_ids("until", "code", "words_hash", "seen_at", "seq", "row_hash"),
        blanked=("words",),
    ),
    "sitting": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=("started_at", "ended_at", "worker_id"),
        left_out=_ids("way", "proof", "ends_at", "denied_at", "seen_at"),
    ),
    "carer_request": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=(
            "reference", "state", "since_at", "expected_by", "urgent", "created_at",
            "first_contact_at", "sent_at", "late_reason_sealed",
        ),
        left_out={"code_sealed": PROOF, "sent_code_sealed": PROOF, "council": OURS, **_ids(
            "asker", "route", "acts_next", "partner", "handed_over_at", "partner_accepted_at",
            "partner_alarmed_at", "alarm_words", "not_told", "under_18", "language", "touched_at",
            "warned_at", "closed_at", "linked_id", "answered_at",
        )},
    ),
    "carer_answer": Holding(
        Fate.DELETED,
        via=("request_id",),
        shown=("step", "answers_sealed", "answered_at"),
        left_out=_ids("skipped"),
    ),
    "carer_change": Holding(
        Fate.DELETED,
        via=("request_id",),
        shown=("step", "at", "by", "before_sealed", "after_sealed"),
    ),
    "carer_event": Holding(
        Fate.DELETED,
        via=("request_id",),
        shown=("event", "state", "at", "expected_by", "by", "partner", "note_sealed"),
        left_out={"council": OURS, **_ids("number", "left_at", "days")},
    ),
    "carer_remark": Holding(
        Fate.DELETED,
        via=("request_id",),
        shown=("kind", "at", "worker_id"),
        checked=("words_sealed",),
        # That there is another request about the same person is that carer's to tell.
        unless={"kind": ("linked",)},
    ),
    "carer_notice": Holding(
        Fate.DELETED,
        via=("request_id",),
        shown=("kind", "at", "way", "failed_at", "told_at"),
        left_out=_ids("quiet", "told_by"),
    ),
    "carer_booking": Holding(
        Fate.DELETED,
        via=("request_id",),
        shown=("on_day", "at_time", "way", "place_sealed", "who_comes", "booked_at", "ended_at"),
    ),
    "carer_outcome": Holding(
        Fate.DELETED,
        via=("request_id",),
        shown=("kind", "reason_sealed", "copy_way", "recorded_at"),
    ),
    "carer_consent": Holding(
        Fate.DELETED, via=("request_id",), shown=("recipient", "given_at", "ended_at")
    ),
    "carer_equality": Holding(Fate.DELETED, via=("request_id",), shown=("answers_sealed",)),
    "carer_visit": Holding(Fate.DELETED, via=("request_id",), why_none=PROOF),
    "emergency_plan": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=("number", "key_safe_sealed", "created_at", "ready_at", "checked_at"),
        left_out={
            "council": OURS,
            **_ids("touched_at", "reminded_at", "checked_with", "key_safe_entered_by"),
        },
    ),
    "emergency_part": Holding(
        Fate.DELETED,
        via=("plan_id",),
        shown=("about", "answers_sealed", "answered_at"),
        left_out=_ids("position", "entered_by"),
    ),
    "ask": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=(
            "number", "kind", "state", "sent_by", "about_words", "words_sealed", "wants_help",
            "sent_at", "acknowledge_by", "acknowledged_at", "worker_id", "taken_at", "answer_by",
            "answered_at", "verdict", "answer_sealed", "late_reason_sealed", "closed_at",
        ),
        left_out={"council": OURS, **_ids("token", "about", "alarmed_at", "untold")},
    ),
    **MESSAGES,
    "audit_event": nobodys(TOLD),
    "outbox": Holding(Fate.DELETED, via=("about_id",), why_none="sealed, and wiped once sent"),
    "legal_hold": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=("set_at", "lifted_at"),
        checked=("reason",),
    ),
    "copy_request": Holding(
        Fate.DELETED, via=("person_id",), shown=("asked_at", "answer_by", "answered_at")
    ),
    "copy_check": Holding(Fate.DELETED, via=("request_id",), why_none=ID),
    "erasure_list": nobodys(OURS),
    "erasure_item": nobodys(OURS),
    "import_run": nobodys(OURS),
    "imported_file": nobodys(OURS),
    "rejected_row": nobodys(OURS),
    "chain_head": nobodys(OURS),
    "database_note": nobodys(OURS),
    "team": nobodys(STAFF),
    "worker": nobodys(STAFF),
    "absence": nobodys(STAFF),
    "membership": nobodys(STAFF),
}  # fmt: skip
