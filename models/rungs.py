"""Rungs: the steps of a ticket's ladder, as rows; each is climbed once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.dialect import insert_once

_OPEN = text("climbed_at IS NULL AND stopped_at IS NULL")


class Rung(Base):
    __tablename__ = "rungs"
    __table_args__ = (Index("ix_rungs_due", "due_at", postgresql_where=_OPEN, sqlite_where=_OPEN),)

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)  # a ladder that runs again (worse, or nobody worked on it)
    step: Mapped[int] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    climbed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    alarmed: Mapped[int] = mapped_column(default=0)  # how many members it woke


def put_up(session: Session, ticket: UUID, ladder: int, step: int, due_at: datetime) -> None:
    """The next step of a ladder, if it does not stand there yet."""
    row = {"ticket_id": ticket, "round": ladder, "step": step, "due_at": due_at, "alarmed": 0}
    session.execute(insert_once(session, Rung, ("ticket_id", "round", "step")).values(**row))


def due(session: Session, now: datetime, limit: int = 50) -> Sequence[Rung]:
    query = select(Rung).where(Rung.climbed_at.is_(None), Rung.stopped_at.is_(None), Rung.due_at <= now)
    return session.scalars(query.order_by(Rung.due_at).limit(limit)).all()


def held(session: Session, key: tuple[UUID, int, int]) -> Rung | None:
    """The rung (ticket, round, step), if it is still to be climbed; held until the end of the transaction."""
    this = (Rung.ticket_id == key[0], Rung.round == key[1], Rung.step == key[2])
    query = select(Rung).where(*this, Rung.climbed_at.is_(None), Rung.stopped_at.is_(None))
    return session.scalar(
        query.with_for_update(key_share=True, skip_locked=True).execution_options(populate_existing=True)
    )


def running(session: Session, ticket: UUID) -> bool:
    """Whether a ladder of this ticket still has a step to climb."""
    query = select(Rung.step).where(Rung.ticket_id == ticket, Rung.climbed_at.is_(None), Rung.stopped_at.is_(None))
    return session.scalar(query.limit(1)) is not None


def last_round(session: Session, ticket: UUID) -> int:
    """The number of the latest ladder of a ticket; 0 when none was ever put up."""
    return session.scalar(select(Rung.round).where(Rung.ticket_id == ticket).order_by(Rung.round.desc()).limit(1)) or 0


def most_alarmed(session: Session, ticket: UUID) -> int:
    """How many members the fullest rung of a ticket woke."""
    return session.scalar(select(func.max(Rung.alarmed)).where(Rung.ticket_id == ticket)) or 0


def stop(session: Session, ticket: UUID, now: datetime) -> None:
    """Somebody took it: no further step of any ladder is climbed."""
    open_ones = (Rung.ticket_id == ticket, Rung.climbed_at.is_(None), Rung.stopped_at.is_(None))
    session.execute(update(Rung).where(*open_ones).values(stopped_at=now))
