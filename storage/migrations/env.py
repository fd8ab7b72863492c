"""Alembic's entry: it is always handed a connection (see storage.schema), never a URL."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    user_module_prefix="tables.",
)
with context.begin_transaction():
    context.run_migrations()
