"""Standard replies of staff, and messages that were moved to where they belong."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standard_reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"], ["worker.id"], name=op.f("fk_standard_reply_made_by_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_reply")),
    )
    op.create_index("ix_standard_reply_council", "standard_reply", ["council", "name"])
    op.add_column("message", sa.Column("other_number", sa.String(), nullable=True))
