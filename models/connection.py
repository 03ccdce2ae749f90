"""Engines and sessions on PostgreSQL or SQLite, with the settings each needs to keep its word."""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

Sessions = sessionmaker[Session]

# A hung statement must not hold a worker or a webhook for ever; migrations raise these for themselves.
_POSTGRES = "-c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
)


def engine(url: str, *, pool: int = 4, wait: float = 5.0) -> Engine:
    """An engine for this process. `wait` is how many seconds a caller waits for a free connection."""
    if url.startswith("sqlite"):
        made = create_engine(
            url, connect_args={"timeout": 5, "check_same_thread": False}, pool_timeout=wait, hide_parameters=True
        )
        event.listen(made, "connect", _sqlite_connected)
        event.listen(made, "begin", _sqlite_begins)
        return made
    return create_engine(
        driver(url),
        pool_size=pool,
        max_overflow=pool,
        pool_timeout=wait,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 2, "options": _POSTGRES},
        hide_parameters=True,  # an error's text reaches logs; what was to be stored must not
    )


def driver(url: str) -> str:
    """The same address with the driver we ship: psycopg 3."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def sessions(made: Engine) -> Sessions:
    return sessionmaker(made, expire_on_commit=False)


def _sqlite_connected(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _sqlite_begins(connection: Any) -> None:
    # A deferred transaction that turns into a writer can fail at its last line; an immediate one waits its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
