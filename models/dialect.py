"""The two statements PostgreSQL and SQLite spell in their own dialects."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base


def insert(session: Session, table: type[Base]) -> Any:
    """INSERT in the session's dialect, able to say ON CONFLICT."""
    postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if postgres else sqlite.insert(table)


def insert_once(session: Session, table: type[Base], key: Sequence[str]) -> Any:
    """INSERT that leaves an existing row as it is."""
    return insert(session, table).on_conflict_do_nothing(index_elements=list(key))
