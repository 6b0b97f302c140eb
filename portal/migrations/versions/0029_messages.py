"""Conversations, their messages, notes of staff, and the count of every night."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

DUE = sa.text("due_on IS NOT NULL")
OPEN = sa.text("kind = 'person' AND settled_at IS NULL")


def _points(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(name))


def upgrade() -> None:
    op.create_table(
        "thread",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("begun_by", sa.Uuid(), nullable=True),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("team_code", sa.String(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("flagged", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("told_team", sa.String(), nullable=False),
        sa.Column("told_worker", sa.String(), nullable=True),
        sa.Column("late_told", sa.Integer(), server_default="0", nullable=False),
        sa.Column("late_told_on", sa.Date(), nullable=True),
        sa.Column("untold", sa.Boolean(), server_default=sa.false(), nullable=False),
        _points("thread", "person_id", "person"),
        _points("thread", "begun_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
        sa.UniqueConstraint("council", "number", name="uq_thread_number"),
    )
    op.create_index("ix_thread_person", "thread", ["person_id", "last_at"])
    op.create_index(
        "ix_thread_due",
        "thread",
        ["council", "due_on", "person_id"],
        sqlite_where=DUE,
        postgresql_where=DUE,
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("flagged", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("team_name", sa.String(), nullable=True),
        sa.Column("worker_name", sa.String(), nullable=True),
        _points("message", "thread_id", "thread"),
        _points("message", "author_id", "account"),
        _points("message", "person_id", "person"),
        _points("message", "worker_id", "worker"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("author_id", "token", name="uq_message_token"),
    )
    op.create_index("ix_message_thread", "message", ["thread_id", "sent_at"])
    op.create_index("ix_message_fingerprint", "message", ["fingerprint"])
    op.create_index(
        "ix_message_open", "message", ["thread_id"], sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_table(
        "thread_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _points("thread_note", "thread_id", "thread"),
        _points("thread_note", "worker_id", "worker"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_note")),
    )
    op.create_index("ix_thread_note_thread", "thread_note", ["thread_id", "made_at"])
    op.create_table(
        "message_tally",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("came_in", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("unowned", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("row_hash", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_tally")),
        sa.UniqueConstraint("council", "day", name="uq_message_tally_day"),
        sa.UniqueConstraint("seq", name=op.f("uq_message_tally_seq")),
    )
    op.execute(
        "INSERT INTO chain_head (name, seq, hash, first_seq, first_hash)"
        " VALUES ('message_tally', 0, '', 1, '')"
    )
