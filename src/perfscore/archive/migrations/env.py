"""What Alembic runs: the steps, over the connection and within the transaction that it is handed."""

from alembic import context

from perfscore.archive.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
