"""Arrivals: every event LINE handed us, written down before anything else, decided exactly once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.vocabulary import TicketState, Urgency
from models.base import Base, new_id
from models.dialect import insert_once
from models.members import Member
from models.people import Person
from models.people import locker as person_locker
from models.tickets import Ticket
from models.vault import Locker, Vault

_OPEN = text("handled_at IS NULL")
ROWS_TOGETHER = 500  # rows of one INSERT; SQLite takes 32,766 values in a statement


class Arrival(Base):
    """One webhook event. `raw_sealed` is its JSON under a key of its own, wrapped by the person's key."""

    __tablename__ = "arrivals"
    __table_args__ = (
        Index("ix_arrivals_open", "person_id", postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index("ix_arrivals_due", "urgent", "due_at", postgresql_where=_OPEN, sqlite_where=_OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), unique=True)  # LINE's webhookEventId
    channel: Mapped[str] = mapped_column(String(40), default="line")
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(24))  # LINE's event type, "?" when it is none we know
    message_index: Mapped[bytes | None] = mapped_column(index=True)  # blind index of LINE's message id, for unsend
    key: Mapped[bytes | None]
    raw_sealed: Mapped[bytes | None]
    reply_token: Mapped[str | None] = mapped_column(String(128))
    urgent: Mapped[bool] = mapped_column(default=False)
    at_once: Mapped[bool] = mapped_column(default=True)
    said_at: Mapped[datetime]  # LINE's timestamp
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(24), default="")  # decided | marked | left | gave_up
    tries: Mapped[int] = mapped_column(default=0)
    together: Mapped[UUID | None]  # the last arrival of the burst it was decided with; its note holds the words

    def where(self, column: str) -> str:
        return f"arrivals|{self.id.hex}|{column}"


def sealed(vault: Vault, person: Person | None, raw: bytes, now: datetime) -> dict[str, object]:
    """The id and the sealed columns of a new arrival: its JSON under a key of its own, wrapped by the person's."""
    identity = new_id(now)
    parent: Locker = person_locker(vault, person) if person else vault.ring
    lock, wrapped = parent.new(f"arrivals|{identity.hex}|key")
    return {"id": identity, "key": wrapped, "raw_sealed": lock.seal(f"arrivals|{identity.hex}|raw_sealed", raw)}


def remember_all(session: Session, rows: Sequence[dict[str, object]]) -> set[UUID]:
    """Write events down; the ids of those whose webhookEventId was not here yet."""
    fresh: set[UUID] = set()
    common = {"channel": "line", "tries": 0}
    for at in range(0, len(rows), ROWS_TOGETHER):
        chunk = [common | row for row in rows[at : at + ROWS_TOGETHER]]
        made = insert_once(session, Arrival, ("event_id",)).values(chunk).returning(Arrival.id)
        fresh |= set(session.scalars(made))
    return fresh


def hurrying(session: Session, people: Sequence[UUID]) -> set[UUID]:
    """Of these people, those whose every event goes the urgent lane: members, and who has an open danger ticket."""
    if not people:
        return set()
    member = select(Member.person_id).where(Member.person_id.in_(people), Member.left_at.is_(None))
    danger = select(Ticket.person_id).where(
        Ticket.person_id.in_(people), Ticket.state != TicketState.CLOSED, Ticket.urgency != Urgency.NORMAL
    )
    return set(session.scalars(member.union(danger)))


def raw(vault: Vault, arrival: Arrival, person: Person | None) -> bytes | None:
    """The event's JSON as LINE sent it; None when it was erased."""
    if arrival.key is None or arrival.raw_sealed is None or (person is not None and person.key is None):
        return None
    parent: Locker = person_locker(vault, person) if person else vault.ring
    return parent.inside(arrival.where("key"), arrival.key).open_bytes(arrival.where("raw_sealed"), arrival.raw_sealed)


def unhandled(session: Session, person: UUID) -> Sequence[Arrival]:
    """What a person said that is not decided yet, in the order LINE saw it."""
    query = select(Arrival).where(Arrival.person_id == person, Arrival.handled_at.is_(None))
    return session.scalars(query.order_by(Arrival.said_at, Arrival.id).with_for_update(key_share=True)).all()


def overdue(session: Session, before: datetime, *, urgent: bool | None = None, limit: int = 200) -> Sequence[Arrival]:
    """Arrivals nobody decided by their time, urgent ones first."""
    query = select(Arrival).where(Arrival.handled_at.is_(None), Arrival.due_at <= before)
    if urgent is not None:
        query = query.where(Arrival.urgent.is_(urgent))
    return session.scalars(query.order_by(Arrival.urgent.desc(), Arrival.due_at).limit(limit)).all()


def join(session: Session, earlier: Sequence[UUID], last: UUID) -> None:
    """These arrivals' words stand in the note of a later one."""
    session.execute(update(Arrival).where(Arrival.id.in_(earlier)).values(together=last))


def erase(session: Session, message_index: bytes, *, keep: UUID) -> Arrival | None:
    """Destroy the key of the message with this index: its words are gone, that it came stays. `keep`: the unsend."""
    arrival = session.scalar(select(Arrival).where(Arrival.message_index == message_index, Arrival.id != keep))
    if arrival is not None:
        arrival.key = arrival.raw_sealed = None
    return arrival
