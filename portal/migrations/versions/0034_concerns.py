"""What people say who are worried about somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

OPEN = sa.text("passed_on_at IS NULL")


def _points(column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"fk_concern_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(name))


def upgrade() -> None:
    op.create_table(
        "concern",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("reporter_id", sa.Uuid(), nullable=False),
        sa.Column("raised_by", sa.Uuid(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("helper_id", sa.Uuid(), nullable=True),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("who_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("danger", sa.String(), nullable=True),
        sa.Column("knows", sa.String(), nullable=True),
        sa.Column("children", sa.String(), nullable=True),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alarmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_by", sa.Uuid(), nullable=True),
        sa.Column("passed_on_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_to", sa.String(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("untold", sa.Boolean(), server_default=sa.false(), nullable=False),
        _points("account_id", "account"),
        _points("reporter_id", "person"),
        _points("helper_id", "person"),
        _points("raised_by", "worker"),
        _points("worker_id", "worker"),
        _points("looked_by", "worker"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("council", "number", name="uq_concern_number"),
        sa.UniqueConstraint("account_id", "token", name="uq_concern_token"),
    )
    op.create_index("ix_concern_reporter", "concern", ["reporter_id"])
    op.create_index(
        "ix_concern_open",
        "concern",
        ["council", "said_at"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
