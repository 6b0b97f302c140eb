"""A note and a standard reply are kept once, also by two servers at the same instant."""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_standard_reply_token", "standard_reply", ["council", "token"], unique=True)
    op.create_index("ix_thread_note_token", "thread_note", ["thread_id", "token"], unique=True)
