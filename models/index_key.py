"""The blind-index key: made once per installation, kept wrapped in the database, apart from the ring's rotation."""

import os

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.dialect import insert_once
from models.vault import KEY, Ring, Vault


class IndexKey(Base):
    __tablename__ = "index_keys"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    wrapped: Mapped[bytes]


def vault(session: Session, ring: Ring) -> Vault:
    """The vault of this installation. The first process ever makes the index key; all others read it."""
    query = select(IndexKey.wrapped).where(IndexKey.name == "people")
    where = "index_keys|people|wrapped"
    wrapped = session.scalar(query)
    if wrapped is None:
        fresh = ring.seal(where, os.urandom(KEY))
        session.execute(insert_once(session, IndexKey, ("name",)).values(name="people", wrapped=fresh))
        wrapped = session.scalars(query).one()
    return Vault(ring, ring.open_bytes(where, wrapped))
