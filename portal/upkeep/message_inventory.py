"""The part of the list of tables that is about messages."""

from collections.abc import Mapping

from portal.upkeep.holdings import OURS, Fate, Holding, _ids, nobodys

MESSAGES: Mapping[str, Holding] = {
    "thread": Holding(
        Fate.DELETED,
        via=("person_id",),
        shown=("number", "topic", "begun_by", "begun_at", "last_at", "due_on"),
        left_out={
            "council": OURS,
            **_ids("team_code", "flagged", "told_team", "told_worker", "late_told",
                   "late_told_on", "untold"),
        },
    ),
    "message": Holding(
        Fate.DELETED,
        via=("thread_id",),
        shown=(
            "kind", "person_id", "worker_id", "words_sealed", "fingerprint", "sent_at",
            "answer_by", "settled_at", "seen_at", "team_name", "worker_name", "other_number",
            "away_until",
        ),
        left_out=_ids("author_id", "token", "flagged", "followed_at"),
    ),
    "message_file": Holding(
        Fate.DELETED,
        via=("message_id",),
        shown=("name", "size", "made_at"),
        left_out={
            "content_sealed": "the file itself, which the page of the conversation saves",
            **_ids("media", "digest", "state", "scanned_at"),
        },
    ),
    "thread_note": Holding(
        Fate.DELETED,
        via=("thread_id",),
        shown=("worker_id", "made_at"),
        checked=("words_sealed",),
        left_out=_ids("token"),
    ),
    "concern": Holding(
        Fate.DELETED,
        via=("reporter_id",),
        why_none="the safeguarding team keeps it apart, and answers whoever asks for it",
    ),
    "standard_reply": nobodys(OURS),
    "message_tally": nobodys(OURS),
}  # fmt: skip
