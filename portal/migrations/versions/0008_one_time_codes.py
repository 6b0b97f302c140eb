"""One time codes"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("way", sa.String(), server_default="email", nullable=False))
        batch_op.add_column(sa.Column("about_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("good_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_outbox_about_id_person"), "person", ["about_id"], ["id"]
        )
