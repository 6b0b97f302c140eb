"""Alembic's way in: the connection comes from `portal.core.database.migrate`."""

from alembic import context

from portal.extensions import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
