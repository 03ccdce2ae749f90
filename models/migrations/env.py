"""How Alembic reaches the database: by the connection or the address it is handed."""

from alembic import context
from sqlalchemy import Connection

from models.connection import engine
from models.tables import metadata


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with engine(context.config.get_main_option("sqlalchemy.url") or "").begin() as opened:
        run(opened)
