"""Bring a database to the present schema, one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

_LOCK = 820805  # one migration at a time on PostgreSQL; SQLite's BEGIN IMMEDIATE already says so


def upgrade(engine: Engine, to: str = "head") -> None:
    """Migrate up to `to`; waits while another process migrates."""
    with engine.begin() as connection:
        _alone(connection)
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str = "base") -> None:
    with engine.begin() as connection:
        _alone(connection)
        command.downgrade(_config(connection), to)


def _alone(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    return config
