"""Letters that call members: alarms of a rung, new words in a taken ticket; never a restricted story."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from bot.texts import name
from handlers.effects import AddNote
from handlers.escalation import Rung as Step
from handlers.escalation import rung as step_of
from handlers.rights import may_see
from handlers.vocabulary import NoteKind, Way
from models import letters, members, notes, rungs
from models.book import Book
from models.centres import Centre
from models.members import Member
from models.people import Person
from models.tickets import Ticket
from workers.facts import member_facts, ticket_facts

SHORTEST_PAUSE = timedelta(seconds=50)  # between two steps, however late the first one was
LONGEST_WORDS = 500  # characters of a resident's words in a notice


def climb(book: Book, ticket: Ticket, ladder: int, step: Step, *, late_minutes: int = 0) -> list[UUID]:
    """Alarm everybody this step wakes, mark it climbed, put up the next. Returns the letters."""
    session = book.session
    standing = session.get(rungs.Rung, (ticket.id, ladder, step.step))
    assert standing is not None
    woken = _awake(book, ticket, step.who)
    if step.who == "duty" and not any(_has_the_right(book, ticket, m) for m in woken):
        # Nobody on duty who may open it is itself an alarm: the whole centre and the province at once (DECISIONS 8).
        woken = _awake(book, ticket, "province")
    slots: dict[str, Any] = {
        "number": ticket.number, "urgency": ticket.urgency.value, "area": area(book, ticket, "th"),
        "late_minutes": late_minutes, "step": step.step, "times": step.step + 1, "call_now": int(step.step >= 4),
    }  # fmt: skip
    part = {"template": "staff.alarm", "slots": slots, "on": ticket.id.hex}
    sent = [owe(book, member, part, ticket, urgent=True) for member in woken]
    standing.climbed_at, standing.alarmed = book.now, len(woken)
    notes.add(book, ticket, NoteKind.ALARMED, str(len(woken)))
    following = step_of(ticket.urgency, step.step + 1)
    if following is not None:
        # After an outage the steps that were missed are not all climbed within one minute.
        due = max(standing.due_at - step.after + following.after, book.now + SHORTEST_PAUSE)
        rungs.put_up(session, ticket.id, ladder, following.step, due)
    return sent


def _awake(book: Book, ticket: Ticket, who: str) -> list[Member]:
    excluded = set(ticket.excluded.split(","))
    found = members.to_alarm(book.session, ticket.centre, who)
    return [m for m in found if str(m.id) not in excluded and m.person_id != ticket.person_id]


def _has_the_right(book: Book, ticket: Ticket, member: Member) -> bool:
    served = members.served(book.session)
    return may_see(member_facts(member), ticket_facts(book, ticket, member.person_id), centres=served)


def owe(
    book: Book, member: Member, part: dict[str, Any], ticket: Ticket, *, urgent: bool, arrival: UUID | None = None
) -> UUID:
    """A letter to a member about a ticket; `arrival` is the message whose words it repeats."""
    person = book.session.get_one(Person, member.person_id)
    part = part | {"v": ticket.version}
    columns = {"way": Way.PUSH, "urgent": urgent, "ticket_id": ticket.id, "arrival_id": arrival}
    letter = letters.write(book.vault, person, [part], book.now, **columns)
    book.session.add(letter)
    return letter.id


def tell_taker(book: Book, ticket: Ticket, note: AddNote, arrival: UUID | None) -> UUID | None:
    """New words in a ticket somebody works on; the words themselves only where the topic is open."""
    member = book.session.get(Member, ticket.taker_id)
    if member is None or member.left_at is not None:
        return None
    shown = note.kind is NoteKind.RESIDENT and note.words and not ticket.restricted
    slots = {"number": ticket.number} | ({"words": note.words[:LONGEST_WORDS]} if shown else {})
    part = {"template": "staff.again_words" if shown else "staff.again", "slots": slots, "on": ticket.id.hex}
    return owe(book, member, part, ticket, urgent=ticket.restricted, arrival=arrival)


def area(book: Book, ticket: Ticket, language: str) -> str:
    """Where, as coarse as an alarm may say: the subdistrict."""
    centre = book.session.get_one(Centre, ticket.centre)
    return name("words", "province" if centre.is_province else "centre", language).format(name=centre.name)
