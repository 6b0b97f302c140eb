"""Accounts for direct payments, payments into them, and their movements of money."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payment_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("account_kind", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=True),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("periods_from_on", sa.Date(), nullable=True),
        sa.Column("gross_pence", sa.Integer(), nullable=False),
        sa.Column("taken_off_pence", sa.Integer(), nullable=False),
        sa.Column("week_pence", sa.Integer(), nullable=False),
        sa.Column("balance_pence", sa.Integer(), nullable=False),
        sa.Column("balance_as_at", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "taken_off_pence <= gross_pence",
            name=op.f("ck_payment_account_not_more_than_the_payment"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_payment_account_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_account")),
        sa.UniqueConstraint("council", "reference", name="uq_payment_account_reference"),
    )
    op.create_index("ix_payment_account_person", "payment_account", ["person_id", "from_on"])
    op.create_table(
        "payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("pays_from_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("gross_pence", sa.Integer(), nullable=False),
        sa.Column("taken_off_pence", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "taken_off_pence <= gross_pence", name=op.f("ck_payment_not_more_than_the_payment")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["payment_account.id"],
            name=op.f("fk_payment_account_id_payment_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("account_id", "pays_from_on", name="uq_payment_period"),
    )
    _transactions()


def _transactions() -> None:
    op.create_table(
        "payment_transaction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("payee", sa.String(), nullable=True),
        sa.Column("in_pence", sa.Integer(), nullable=False),
        sa.Column("out_pence", sa.Integer(), nullable=False),
        sa.Column("balance_pence", sa.Integer(), nullable=False),
        sa.Column("receipt_required", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "in_pence = 0 OR out_pence = 0", name=op.f("ck_payment_transaction_in_or_out")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["payment_account.id"],
            name=op.f("fk_payment_transaction_account_id_payment_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_transaction")),
        sa.UniqueConstraint("account_id", "reference", name="uq_payment_transaction_reference"),
    )
    op.create_index(
        "ix_payment_transaction_day",
        "payment_transaction",
        ["account_id", "booked_on", "reference"],
    )
