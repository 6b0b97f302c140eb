"""Notices that did not arrive: who was told, who has seen to it, and receipts of providers.

And answers that lay unread, which a text or a letter followed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

DEAD = sa.text("given_up_at IS NOT NULL AND seen_to_at IS NULL")
UNREAD = sa.text("kind = 'staff' AND seen_at IS NULL AND followed_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("outbox") as batch_op:
        for name in ("delivered_at", "team_told_at", "seen_to_at"):
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("seen_to_by", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_outbox_seen_to_by_worker"), "worker", ["seen_to_by"], ["id"]
        )
    op.add_column("message", sa.Column("followed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_message_unread", "message", ["id"], sqlite_where=UNREAD, postgresql_where=UNREAD
    )
    op.create_index(
        "ix_outbox_dead", "outbox", ["given_up_at"], sqlite_where=DEAD, postgresql_where=DEAD
    )
