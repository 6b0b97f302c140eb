"""Who else pays for a line of a budget, whom to ring about it, and a supported home."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("budget_line", schema=None) as batch_op:
        for name in ("nhs_pence", "other_pence"):
            batch_op.add_column(
                sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)
            )
        for name in ("provider_phone", "landlord", "landlord_phone"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
        for name in ("moved_in_on", "move_on_by"):
            batch_op.add_column(sa.Column(name, sa.Date(), nullable=True))
