"""Receipts that people send of what was paid from a direct payment."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_receipt_person_id_person"),
        sa.ForeignKeyConstraint(["sent_by"], ["person.id"], name="fk_receipt_sent_by_person"),
        sa.ForeignKeyConstraint(["seen_by"], ["worker.id"], name="fk_receipt_seen_by_worker"),
        sa.ForeignKeyConstraint(
            ["transaction_id"],
            ["payment_transaction.id"],
            name="fk_receipt_transaction_id_payment_transaction",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_receipt"),
        sa.UniqueConstraint("council", "number", name="uq_receipt_number"),
        sa.UniqueConstraint("person_id", "digest", name="uq_receipt_digest"),
    )
    op.create_index("ix_receipt_person", "receipt", ["person_id", "sent_at"])
    op.create_index("ix_receipt_transaction_id", "receipt", ["transaction_id"])
