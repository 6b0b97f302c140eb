"""Assisting and looks"""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

from portal.core.sealing import keyring

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHAINS = {
    "looks": ("look", ("person_id", "account_id", "worker_id", "helper_id", "permission", "kind")),
    "changes": ("audit_event", ("actor_id", "action", "about_id")),
    "reasons": ("reason_given", ()),
}


def upgrade() -> None:
    _sittings_and_reasons()
    op.create_table(
        "chain_head",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("first_hash", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chain_head")),
    )
    with op.batch_alter_table("look", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="look"))
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("reason_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("sitting_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("seq", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("row_hash", sa.String(), nullable=True))
        batch_op.create_unique_constraint(op.f("uq_look_seq"), ["seq"])
    with op.batch_alter_table("look", schema=None) as batch_op:
        batch_op.alter_column("kind", server_default=None)
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sitting_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("seq", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("row_hash", sa.String(), nullable=True))
        batch_op.create_unique_constraint(op.f("uq_audit_event_seq"), ["seq"])
        batch_op.create_index("ix_audit_event_sitting", ["sitting_id"], unique=False)
    for chain, (table, columns) in CHAINS.items():
        _chain(chain, table, columns)


def _sittings_and_reasons() -> None:
    op.create_table(
        "sitting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("denied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sitting_person_id_person")
        ),
        sa.ForeignKeyConstraint(["seen_by"], ["worker.id"], name=op.f("fk_sitting_seen_by_worker")),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_sitting_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
    )
    op.create_index("ix_sitting_worker_started", "sitting", ["worker_id", "started_at"])
    op.create_index("ix_sitting_person_started", "sitting", ["person_id", "started_at"])
    op.create_table(
        "reason_given",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("words_hash", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("row_hash", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_reason_given_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reason_given_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["seen_by"], ["worker.id"], name=op.f("fk_reason_given_seen_by_worker")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_reason_given_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason_given")),
        sa.UniqueConstraint("seq", name=op.f("uq_reason_given_seq")),
    )
    op.create_index("ix_reason_given_worker_at", "reason_given", ["worker_id", "at"])
    op.create_index("ix_reason_given_person", "reason_given", ["person_id"])


def _chain(chain: str, name: str, columns: tuple[str, ...]) -> None:
    """Give the rows there are their numbers and hashes, oldest first, and the chain its head."""
    ids = ("id", "person_id", "account_id", "worker_id", "helper_id", "actor_id", "about_id")
    table = sa.table(
        name,
        sa.column("at", sa.DateTime(timezone=True)),
        sa.column("seq", sa.BigInteger()),
        sa.column("row_hash", sa.String()),
        *(sa.column(each, sa.Uuid() if each in ids else sa.String()) for each in ("id", *columns)),
    )
    connection = op.get_bind()
    seq, last = 0, ""
    for row in connection.execute(sa.select(table).order_by(table.c.at, table.c.id)).all():
        at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
        said = {"at": at.astimezone(UTC).isoformat(timespec="microseconds"), "id": str(row.id)}
        said |= {each: str(value) for each in columns if (value := getattr(row, each)) is not None}
        seq += 1
        text = json.dumps([last, seq, said], sort_keys=True, separators=(",", ":"))
        last = hashlib.sha256(text.encode()).hexdigest()
        connection.execute(
            sa.update(table).where(table.c.id == row.id).values(seq=seq, row_hash=last)
        )
    heads = sa.table("chain_head", *map(sa.column, ("name", "seq", "hash", "first_seq")),
                     sa.column("first_hash"), sa.column("sealed", sa.LargeBinary()))  # fmt: skip
    sealed = keyring().seal("", f"chain_head:{chain}:{seq}:{last}:1:") if seq else None
    connection.execute(
        sa.insert(heads).values(
            name=chain, seq=seq, hash=last, first_seq=1, first_hash="", sealed=sealed
        )
    )
