"""How Alembic runs: on the connection that `connect.upgrade` hands it, in that connection's one transaction.

By default Alembic commits each statement on SQLite, so a migration that fails half-way would leave half a schema.
"""

from alembic import context

from engine.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
