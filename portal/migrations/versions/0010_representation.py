"""Who acts for whom: invitations, evidence, suspensions; a helper's date of birth is not asked"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Both databases change the column in place. To make the table anew, as batch_alter_table does
    # on SQLite, is refused while other rows point at it.
    null = "DROP NOT NULL"
    op.execute(f"ALTER TABLE person ALTER COLUMN born_on {null}")
    op.add_column("invitation", sa.Column("checked", sa.String(), nullable=True))
    op.add_column("invitation", sa.Column("returned", sa.String(), nullable=True))
    op.add_column("representation", sa.Column("renewed_on", sa.Date(), nullable=True))
    op.add_column("representation", sa.Column("reminded_of", sa.Date(), nullable=True))
    op.add_column("representation", sa.Column("review_on", sa.Date(), nullable=True))
    _suspension()
    _helper_invitation()
    _evidence()


def _suspension() -> None:
    op.create_table(
        "suspension",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("helper_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_suspension_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["helper_id"], ["person.id"], name=op.f("fk_suspension_helper_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_suspension_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    op.create_index("ix_suspension_person", "suspension", ["person_id"])
    op.create_index("ix_suspension_helper", "suspension", ["helper_id"])


def _helper_invitation() -> None:
    op.create_table(
        "helper_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("helper_id", sa.Uuid(), nullable=True),
        sa.Column("representation_id", sa.Uuid(), nullable=True),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("scope_words", sa.String(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("secrets_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("checked", sa.String(), nullable=True),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_helper_invitation_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["helper_id"], ["person.id"], name=op.f("fk_helper_invitation_helper_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["representation_id"],
            ["representation.id"],
            name=op.f("fk_helper_invitation_representation_id_representation"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.id"], name=op.f("fk_helper_invitation_created_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_invitation")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_helper_invitation_code_hash")),
    )
    op.create_index("ix_helper_invitation_person", "helper_invitation", ["person_id"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("representation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reference_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sighted_by_id", sa.Uuid(), nullable=False),
        sa.Column("sighted_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["representation_id"],
            ["representation.id"],
            name=op.f("fk_evidence_representation_id_representation"),
        ),
        sa.ForeignKeyConstraint(
            ["sighted_by_id"], ["worker.id"], name=op.f("fk_evidence_sighted_by_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_representation", "evidence", ["representation_id"])
