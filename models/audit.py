"""The audit: who read, did or tried what, never the content."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, new_id


class Audit(Base):
    """One line, written once. No foreign keys: it outlives what it speaks of."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_ticket_id", "ticket_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[UUID | None]
    member_id: Mapped[UUID | None]
    ticket_id: Mapped[UUID | None]
    what: Mapped[str] = mapped_column(String(48))


def record(session: Session, what: str, now: datetime, **who: UUID | None) -> None:
    """Write a line; `who` is any of person_id, member_id, ticket_id."""
    session.add(Audit(id=new_id(now), at=now, what=what[:48], **who))
