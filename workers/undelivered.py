"""Giving up on a letter is a state somebody sees: the ticket says so, and the taker is told to telephone."""

from handlers.vocabulary import NoteKind
from models import notes, tickets
from models.book import Book
from models.letters import Letter
from models.members import Member
from workers.alarms import owe


def tell_members(book: Book, letter: Letter) -> None:
    """Note it on the ticket; an alarm about an alarm is not raised (its rung climbs on)."""
    ticket = tickets.locked(book.session, letter.ticket_id) if letter.ticket_id else None
    if ticket is None or letter.template.startswith("staff."):
        return
    notes.add(book, ticket, NoteKind.UNDELIVERED)
    taker = book.session.get(Member, ticket.taker_id) if ticket.taker_id else None
    if taker is not None and letter.person_id == ticket.person_id:
        part = {"template": "staff.undelivered", "slots": {"number": ticket.number}, "on": ticket.id.hex}
        owe(book, taker, part, ticket, urgent=False)
