"""What people pay, and the steps by which it was worked out."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("worked_out_on", sa.Date(), nullable=False),
        sa.Column("letter_on", sa.Date(), nullable=True),
        sa.Column("assessed_pence", sa.Integer(), nullable=False),
        sa.Column("chargeable_pence", sa.Integer(), nullable=False),
        sa.Column("charged_pence", sa.Integer(), nullable=False),
        sa.Column("full_cost", sa.Boolean(), nullable=False),
        sa.Column("collected", sa.String(), nullable=False),
        sa.CheckConstraint(
            "charged_pence <= chargeable_pence",
            name=op.f("ck_contribution_not_more_than_the_cost"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contribution_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("council", "reference", name="uq_contribution_reference"),
    )
    op.create_index("ix_contribution_person", "contribution", ["person_id", "from_on"])
    op.create_table(
        "contribution_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("effect", sa.String(), nullable=False),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.Column("inputs", sa.String(), nullable=True),
        sa.Column("rule", sa.String(), nullable=True),
        sa.Column("rate", sa.String(), nullable=True),
        sa.Column("as_at_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_contribution_step_contribution_id_contribution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_step")),
        sa.UniqueConstraint("contribution_id", "position", name="uq_contribution_step_position"),
    )
