"""Notes: the lines of a ticket's timeline; the words of each lie under a key of their own (unsend, erasure)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.vocabulary import NoteKind
from models.base import Base, new_id, word
from models.book import Book
from models.tickets import Ticket
from models.tickets import locker as ticket_locker
from models.vault import Vault


class Note(Base):
    __tablename__ = "notes"
    __table_args__ = (Index("ix_notes_ticket_id_at", "ticket_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    kind: Mapped[NoteKind] = mapped_column(word(NoteKind))
    at: Mapped[datetime]
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"))
    arrival_id: Mapped[UUID | None] = mapped_column(ForeignKey("arrivals.id"), index=True)
    key: Mapped[bytes | None]
    words_sealed: Mapped[bytes | None]

    def where(self, column: str) -> str:
        return f"notes|{self.id.hex}|{column}"


def add(
    book: Book,
    ticket: Ticket,
    kind: NoteKind,
    words: str = "",
    *,
    member: UUID | None = None,
    arrival: UUID | None = None,
) -> Note:
    """A new line; words are sealed before they touch the session."""
    note = Note(id=new_id(book.now), ticket_id=ticket.id, kind=kind, at=book.now, member_id=member, arrival_id=arrival)
    parent = ticket_locker(book.vault, ticket)
    if words and parent is not None:
        lock, note.key = parent.new(note.where("key"))
        note.words_sealed = lock.seal(note.where("words_sealed"), words)
    book.session.add(note)
    return note


def words(vault: Vault, ticket: Ticket, note: Note) -> str:
    """What the line says; empty when it never said anything or was erased."""
    parent = ticket_locker(vault, ticket)
    if parent is None or note.key is None or note.words_sealed is None:
        return ""
    return parent.inside(note.where("key"), note.key).open(note.where("words_sealed"), note.words_sealed)


def timeline(session: Session, ticket: UUID, limit: int = 12) -> Sequence[Note]:
    """The latest lines of a ticket, newest first."""
    query = select(Note).where(Note.ticket_id == ticket).order_by(Note.at.desc(), Note.id.desc())
    return session.scalars(query.limit(limit)).all()


def erase(session: Session, arrival: UUID) -> Sequence[Note]:
    """Destroy the keys of all lines that came from this arrival; the lines stay, marked withdrawn."""
    found = session.scalars(select(Note).where(Note.arrival_id == arrival, Note.key.is_not(None))).all()
    for note in found:
        note.key = note.words_sealed = None
        note.kind = NoteKind.WITHDRAWN
    return found
