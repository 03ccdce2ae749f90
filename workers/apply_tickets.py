"""Tickets as they come into being and change: opened, added to, made more urgent, moved."""

from sqlalchemy import select

from handlers.effects import AddNote, OpenTicket, Raise, Route
from handlers.escalation import LADDERS
from handlers.topics import covert, pressing, restricted, topic
from handlers.vocabulary import Desk, NoteKind, TicketState, Urgency
from models import notes, rungs, tickets
from models.base import new_id
from models.centres import Centre, next_number
from models.members import Member
from models.tickets import Ticket
from workers import alarms
from workers.scene import Scene


def open_ticket(scene: Scene, effect: OpenTicket) -> None:
    """A new ticket with its number and first lines; a pressing one alarms in this same transaction."""
    book, about = scene.book, topic(effect.intent)
    centre = effect.centre or _duty_of_installation(scene)
    identity = new_id(book.now)
    _lock, key = book.vault.ring.new(f"tickets|{identity.hex}|key")
    ticket = Ticket(
        id=identity, number=next_number(book.session, centre, book.now), person_id=scene.person.id, centre=centre,
        desk=about.desk or Desk.FAMILY, intent=effect.intent, also=",".join(effect.also), urgency=effect.urgency,
        restricted=restricted(effect.intent, effect.urgency, effect.also), key=key,
        covert=covert(effect.intent, effect.urgency, effect.also),
        state=TicketState.WAITING, version=1, excluded="", confidence=effect.confidence, opened_at=book.now,
    )  # fmt: skip
    if effect.because:
        lock = tickets.locker(book.vault, ticket)
        assert lock is not None
        ticket.because_sealed = lock.seal(ticket.where("because_sealed"), "\n".join(effect.because))
    book.session.add(ticket)
    book.session.flush()
    notes.add(book, ticket, NoteKind.OPENED)
    if effect.words:
        notes.add(book, ticket, NoteKind.RESIDENT, effect.words, arrival=scene.heard.last.id)
    scene.opened, scene.covert = ticket.id, scene.covert or ticket.covert
    scene.made["number"] = ticket.number
    if pressing(effect.urgency):
        scene.made["alarmed"] = _put_up_ladder(scene, ticket)


def _duty_of_installation(scene: Scene) -> str:
    """Place not known: the province's prefix, so that no number ever has to change (DECISIONS 9)."""
    codes = scene.book.session.scalars(select(Centre.code).order_by(Centre.code))
    return next(code for code in codes if code.endswith("0000"))


def _put_up_ladder(scene: Scene, ticket: Ticket) -> int:
    """Climb the first rung now, and put up the second; how many were alarmed."""
    book, ladder = scene.book, LADDERS[ticket.urgency]
    number = rungs.last_round(book.session, ticket.id) + 1
    rungs.stop(book.session, ticket.id, book.now)
    rungs.put_up(book.session, ticket.id, number, 0, book.now)
    late = scene.facts.late_minutes if scene.facts.late else 0
    climbed = alarms.climb(book, ticket, number, ladder[0], late_minutes=late)
    scene.applied.others += [(letter, True) for letter in climbed]
    return len(climbed)


def add_note(scene: Scene, effect: AddNote) -> None:
    ticket = tickets.locked(scene.book.session, effect.ticket)
    assert ticket is not None
    by = scene.facts.member.id if effect.kind is NoteKind.MEMBER and scene.facts.member else None
    arrival = None if by else scene.heard.last.id
    notes.add(scene.book, ticket, effect.kind, effect.words, member=by, arrival=arrival)
    if by is not None:
        rungs.stop(scene.book.session, ticket.id, scene.now)
    scene.made.setdefault("alarmed", rungs.most_alarmed(scene.book.session, ticket.id))
    if effect.tell_taker and ticket.taker_id is not None and not ticket_is_own(scene, ticket):
        letter = alarms.tell_taker(scene.book, ticket, effect, arrival)
        if letter is not None:
            scene.applied.others.append((letter, pressing(ticket.urgency)))


def ticket_is_own(scene: Scene, ticket: Ticket) -> bool:
    """Whether the taker is the one who writes."""
    return scene.facts.member is not None and scene.facts.member.id == ticket.taker_id


def raise_urgency(scene: Scene, effect: Raise) -> None:
    ticket = tickets.locked(scene.book.session, effect.ticket)
    assert ticket is not None
    if rungs.running(scene.book.session, ticket.id) and ticket.urgency is effect.urgency:
        return  # the ladder climbs already: a flood of cries is one alarm
    ticket.urgency = effect.urgency
    ticket.covert = ticket.covert or covert(ticket.intent, effect.urgency)
    ticket.restricted = ticket.restricted or restricted(ticket.intent, effect.urgency)
    notes.add(scene.book, ticket, NoteKind.RAISED)
    scene.made["alarmed"] = _put_up_ladder(scene, ticket)


def _out_of_reach(scene: Scene, ticket: Ticket) -> bool:
    """Whether the taker belongs to another centre than the one the ticket has come to."""
    taker = scene.book.session.get(Member, ticket.taker_id)
    return taker is None or taker.centre not in {ticket.centre, ticket.centre[:2]}


def route(scene: Scene, effect: Route) -> None:
    """To another centre, desk or topic. A ticket that changes hands waits again; a pressing one alarms there."""
    ticket = tickets.locked(scene.book.session, effect.ticket)
    assert ticket is not None
    moved = (effect.centre or ticket.centre) != ticket.centre or (effect.desk or ticket.desk) is not ticket.desk
    ticket.centre = effect.centre or ticket.centre
    if effect.intent:
        ticket.intent, ticket.desk = effect.intent, topic(effect.intent).desk or ticket.desk
        ticket.restricted = restricted(effect.intent, ticket.urgency)
    ticket.desk = effect.desk or ticket.desk
    ticket.version += 1
    if moved and ticket.taker_id is not None and (effect.desk or _out_of_reach(scene, ticket)):
        ticket.taker_id, ticket.taken_at, ticket.state = None, None, TicketState.WAITING
    by = scene.facts.member.id if scene.facts.member else None
    notes.add(scene.book, ticket, NoteKind.ROUTED, member=by)
    if moved and ticket.urgency is not Urgency.NORMAL and ticket.taker_id is None:
        scene.made["alarmed"] = _put_up_ladder(scene, ticket)
