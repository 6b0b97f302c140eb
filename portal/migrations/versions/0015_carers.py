"""Carers' requests, and the people of partner organisations who deal with them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

IN_QUEUE = sa.text("closed_at IS NULL AND first_contact_at IS NOT NULL")
ALARMED = sa.text("closed_at IS NULL AND partner_alarmed_at IS NOT NULL")


def _points(table: str, column: str, there: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{there}")
    return sa.ForeignKeyConstraint([column], [f"{there}.id"], name=name)


def _instant(name: str, *, nullable: bool = True) -> Any:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _id(name: str, *, nullable: bool = False) -> Any:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _words(name: str, *, nullable: bool = False) -> Any:
    return sa.Column(name, sa.String(), nullable=nullable)


def _sealed(name: str, *, nullable: bool = True) -> Any:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("under_18", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("worker", schema=None) as batch_op:
        batch_op.add_column(sa.Column("partner", sa.String(), nullable=True))
    for table in ("safe_contact", "communication_need"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(_instant("said_at"))
    _request()
    _answer()
    _change()
    _event()
    _remark()
    _notice()
    _booking()
    _outcome()
    _consent()
    _equality()
    _visit()


def _request() -> None:
    op.create_table(
        "carer_request",
        _id("id"),
        _words("council"),
        _words("reference"),
        _id("person_id", nullable=True),
        _id("entered_by", nullable=True),
        _words("asker"),
        _words("route", nullable=True),
        _words("state"),
        _instant("since_at", nullable=False),
        sa.Column("expected_by", sa.Date(), nullable=True),
        _words("acts_next", nullable=True),
        _sealed("late_reason_sealed"),
        _id("team_id", nullable=True),
        _id("worker_id", nullable=True),
        _words("partner", nullable=True),
        _instant("handed_over_at"),
        _instant("partner_accepted_at"),
        _instant("partner_alarmed_at"),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        _words("alarm_words"),
        sa.Column("not_told", sa.Boolean(), nullable=False),
        sa.Column("under_18", sa.Boolean(), nullable=False),
        _words("language"),
        _sealed("code_sealed", nullable=False),
        _sealed("sent_code_sealed"),
        _instant("created_at", nullable=False),
        _instant("touched_at", nullable=False),
        _instant("first_contact_at"),
        _instant("sent_at"),
        _instant("warned_at"),
        _instant("closed_at"),
        _id("linked_id", nullable=True),
        _instant("answered_at"),
        _points("carer_request", "person_id", "person"),
        _points("carer_request", "entered_by", "worker"),
        _points("carer_request", "team_id", "team"),
        _points("carer_request", "worker_id", "worker"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_request")),
        sa.UniqueConstraint("council", "reference", name="uq_carer_request_reference"),
    )
    op.create_index(
        "ix_carer_request_alarmed",
        "carer_request",
        ["council", "urgent", "first_contact_at", "id"],
        sqlite_where=ALARMED,
        postgresql_where=ALARMED,
    )
    op.create_index("ix_carer_request_linked", "carer_request", ["linked_id"])
    op.create_index("ix_carer_request_partner", "carer_request", ["partner", "state"])
    op.create_index("ix_carer_request_person", "carer_request", ["person_id"])
    op.create_index(
        "ix_carer_request_queue",
        "carer_request",
        [
            *("council", "urgent", "first_contact_at", "id"),
            *("team_id", "worker_id", "partner", "state", "partner_alarmed_at"),
            *("expected_by", "person_id"),
        ],
        sqlite_where=IN_QUEUE,
        postgresql_where=IN_QUEUE,
    )
    op.create_index("ix_carer_request_team", "carer_request", ["team_id", "state"])
    op.create_index("ix_carer_request_touched", "carer_request", ["state", "touched_at"])


def _answer() -> None:
    op.create_table(
        "carer_answer",
        _id("id"),
        _id("request_id"),
        _words("step"),
        _sealed("answers_sealed"),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        _instant("answered_at", nullable=False),
        _points("carer_answer", "request_id", "carer_request"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_answer")),
        sa.UniqueConstraint("request_id", "step", name="uq_carer_answer_step"),
    )


def _change() -> None:
    op.create_table(
        "carer_change",
        _id("id"),
        _id("request_id"),
        _words("step"),
        _instant("at", nullable=False),
        _words("by"),
        _id("worker_id", nullable=True),
        _sealed("before_sealed"),
        _sealed("after_sealed"),
        _points("carer_change", "request_id", "carer_request"),
        _points("carer_change", "worker_id", "worker"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_change")),
    )
    op.create_index("ix_carer_change_request", "carer_change", ["request_id"])


def _event() -> None:
    op.create_table(
        "carer_event",
        _id("id"),
        _id("request_id"),
        _words("council"),
        sa.Column("number", sa.Integer(), nullable=False),
        _words("event"),
        _words("state"),
        _instant("at", nullable=False),
        _instant("left_at"),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("expected_by", sa.Date(), nullable=True),
        _words("by"),
        _id("worker_id", nullable=True),
        _words("partner", nullable=True),
        _sealed("note_sealed"),
        _points("carer_event", "request_id", "carer_request"),
        _points("carer_event", "worker_id", "worker"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_event")),
        sa.UniqueConstraint("request_id", "number", name="uq_carer_event_number"),
    )
    op.create_index("ix_carer_event_waits", "carer_event", ["council", "state", "left_at", "days"])


def _remark() -> None:
    op.create_table(
        "carer_remark",
        _id("id"),
        _id("request_id"),
        _words("kind"),
        _instant("at", nullable=False),
        _id("worker_id", nullable=True),
        _sealed("words_sealed"),
        _points("carer_remark", "request_id", "carer_request"),
        _points("carer_remark", "worker_id", "worker"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_remark")),
    )
    op.create_index("ix_carer_remark_request", "carer_remark", ["request_id"])


def _notice() -> None:
    op.create_table(
        "carer_notice",
        _id("id"),
        _id("request_id"),
        _words("kind"),
        _instant("at", nullable=False),
        _words("way", nullable=True),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        _id("outbox_id", nullable=True),
        _instant("told_at"),
        _id("told_by", nullable=True),
        _points("carer_notice", "request_id", "carer_request"),
        _points("carer_notice", "told_by", "worker"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_notice")),
    )
    op.create_index("ix_carer_notice_request", "carer_notice", ["request_id"])


def _booking() -> None:
    op.create_table(
        "carer_booking",
        _id("id"),
        _id("request_id"),
        sa.Column("on_day", sa.Date(), nullable=False),
        _words("at_time"),
        _words("way"),
        _sealed("place_sealed"),
        _words("who_comes"),
        _instant("booked_at", nullable=False),
        _instant("ended_at"),
        _points("carer_booking", "request_id", "carer_request"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_booking")),
    )
    op.create_index("ix_carer_booking_request", "carer_booking", ["request_id"])


def _outcome() -> None:
    op.create_table(
        "carer_outcome",
        _id("id"),
        _id("request_id"),
        _words("kind"),
        _sealed("reason_sealed", nullable=False),
        _words("copy_way"),
        _instant("recorded_at", nullable=False),
        _id("worker_id", nullable=True),
        _points("carer_outcome", "request_id", "carer_request"),
        _points("carer_outcome", "worker_id", "worker"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_outcome")),
    )
    op.create_index("ix_carer_outcome_request", "carer_outcome", ["request_id"])


def _consent() -> None:
    op.create_table(
        "carer_consent",
        _id("id"),
        _id("request_id"),
        _words("recipient"),
        _instant("given_at", nullable=False),
        _instant("ended_at"),
        _points("carer_consent", "request_id", "carer_request"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_consent")),
    )
    op.create_index("ix_carer_consent_request", "carer_consent", ["request_id"])


def _equality() -> None:
    op.create_table(
        "carer_equality",
        _id("id"),
        _id("request_id"),
        _sealed("answers_sealed"),
        _points("carer_equality", "request_id", "carer_request"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_equality")),
        sa.UniqueConstraint("request_id", name="uq_carer_equality_request"),
    )


def _visit() -> None:
    op.create_table(
        "carer_visit",
        _id("id"),
        _id("request_id"),
        _id("account_id", nullable=True),
        _sealed("token_hash", nullable=False),
        sa.Column("as_asker", sa.Boolean(), nullable=False),
        _instant("began_at", nullable=False),
        _instant("last_seen_at", nullable=False),
        _instant("ended_at"),
        _points("carer_visit", "request_id", "carer_request"),
        _points("carer_visit", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_visit")),
        sa.UniqueConstraint("token_hash", "request_id", name="uq_carer_visit_token_request"),
    )
    op.create_index("ix_carer_visit_request", "carer_visit", ["request_id"])
