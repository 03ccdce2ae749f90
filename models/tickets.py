"""Tickets: what a person needs, whose queue it stands in, who has taken it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, case, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.vocabulary import Desk, Outcome, TicketState, Urgency
from models.base import Base, word
from models.vault import Locker, Vault

_OPEN = text("state <> 'closed'")


class Ticket(Base):
    """A ticket. `version` grows whenever it changes hands or state, so that old buttons are known as old."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index("ix_tickets_queue", "centre", "state", "opened_at", postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index("ix_tickets_person", "person_id", "opened_at"),
        Index("ix_tickets_taker", "taker_id", postgresql_where=_OPEN, sqlite_where=_OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    centre: Mapped[str] = mapped_column(ForeignKey("centres.code"))
    desk: Mapped[Desk] = mapped_column(word(Desk))
    intent: Mapped[str] = mapped_column(String(32))
    also: Mapped[str] = mapped_column(String(200), default="")
    urgency: Mapped[Urgency] = mapped_column(word(Urgency))
    restricted: Mapped[bool]
    covert: Mapped[bool]
    state: Mapped[TicketState] = mapped_column(word(TicketState), default=TicketState.WAITING)
    version: Mapped[int] = mapped_column(default=1)
    taker_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"))
    taken_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(word(Outcome))
    confidence: Mapped[float] = mapped_column(default=0.0)
    key: Mapped[bytes | None]  # locks the notes and `because`
    because_sealed: Mapped[bytes | None]  # the words that moved the reading
    excluded: Mapped[str] = mapped_column(String(400), default="")  # member ids that must not see it
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    def where(self, column: str) -> str:
        return f"tickets|{self.id.hex}|{column}"


def locker(vault: Vault, ticket: Ticket) -> Locker | None:
    """The ticket's own key; None when its words were erased."""
    return vault.ring.inside(ticket.where("key"), ticket.key) if ticket.key is not None else None


def locked(session: Session, identity: UUID) -> Ticket | None:
    """The ticket, held until the end of the transaction: of two who press 'take', one finds it taken."""
    query = select(Ticket).where(Ticket.id == identity).with_for_update(key_share=True)
    return session.scalar(query.execution_options(populate_existing=True))


def numbered(session: Session, number: str) -> UUID | None:
    """The ticket with this number."""
    return session.scalar(select(Ticket.id).where(Ticket.number == number))


def open_of(session: Session, person: UUID) -> Sequence[Ticket]:
    """A person's open tickets, newest first."""
    query = select(Ticket).where(Ticket.person_id == person, Ticket.state != TicketState.CLOSED)
    return session.scalars(query.order_by(Ticket.opened_at.desc()).limit(20)).all()


def recent_of(session: Session, person: UUID, limit: int = 10) -> Sequence[Ticket]:
    """A person's latest tickets, open or closed."""
    return session.scalars(
        select(Ticket).where(Ticket.person_id == person).order_by(Ticket.opened_at.desc()).limit(limit)
    ).all()


def erase_because(session: Session, ids: Sequence[UUID]) -> None:
    """The words that moved the reading go with the message they stood in."""
    session.execute(update(Ticket).where(Ticket.id.in_(ids)).values(because_sealed=None))


_RANK = {Urgency.EMERGENCY: 0, Urgency.URGENT: 1, Urgency.NORMAL: 2}


def queue(centres: Sequence[str]) -> Select[Ticket]:
    """The open tickets of these centres, the most pressing and then the oldest first."""
    query = select(Ticket).where(Ticket.centre.in_(centres), Ticket.state != TicketState.CLOSED)
    return query.order_by(case(_RANK, value=Ticket.urgency), Ticket.opened_at)
