"""Staff changes"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MARKS = (("worker", "made_by_hand"), ("worker", "left_by_hand"), ("membership", "by_hand"))


def upgrade() -> None:
    for table, mark in MARKS:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column(mark, sa.Boolean(), nullable=False, server_default=sa.false())
            )
