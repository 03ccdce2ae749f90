"""What a member does with a ticket: takes it, answers, hands it on, ends it."""

from uuid import UUID

from bot.texts import name
from handlers.effects import AnswerOwner, Close, Refer, ReleaseAnswers, StopLadder, Take
from handlers.topics import pressing
from handlers.vocabulary import LetterState, NoteKind, TicketState
from models import audit, letters, notes, rungs, tickets
from models.people import Person
from models.tickets import Ticket
from workers.alarms import area
from workers.scene import Scene


def take(scene: Scene, effect: Take) -> None:
    """The row is held since the facts were read, so exactly one member gets here for a waiting ticket."""
    ticket, member = _ticket(scene, effect), _member(scene)
    ticket.taker_id, ticket.taken_at, ticket.state = member, scene.now, TicketState.TAKEN
    ticket.version += 1
    rungs.stop(scene.book.session, ticket.id, scene.now)
    notes.add(scene.book, ticket, NoteKind.TAKEN, member=member)
    _audit(scene, "taken", ticket)


def stop_ladder(scene: Scene, effect: StopLadder) -> None:
    """The taker is at it; a mere reading does not come here."""
    rungs.stop(scene.book.session, effect.ticket, scene.now)
    _audit(scene, "still_on_it", _ticket(scene, effect))


def answer_owner(scene: Scene, effect: AnswerOwner) -> None:
    """Her answer: pushed, or kept for her next message where a push could be seen by another."""
    ticket, member = _ticket(scene, effect), _member(scene)
    resident = scene.book.session.get_one(Person, ticket.person_id)
    notes.add(scene.book, ticket, NoteKind.ANSWER, effect.words, member=member)
    ticket.answered_at = scene.now
    rungs.stop(scene.book.session, ticket.id, scene.now)
    if not resident.reachable:
        _telephone_instead(scene, ticket)
    slots = {"number": ticket.number, "words": effect.words}
    # On a covert ticket neither number nor "staff answer" stands over the words, only the words themselves.
    part = {"template": "resident.answer_plain" if ticket.covert else "resident.answer", "slots": slots}
    if not ticket.restricted:
        part["sender"] = area(scene.book, ticket, resident.language)
    state = LetterState.WAITING if effect.wait else LetterState.DUE
    scene.push(resident, [part], ticket_id=ticket.id, state=state, silent=ticket.covert)


def _telephone_instead(scene: Scene, ticket: Ticket) -> None:
    """The resident blocked the account: LINE will say yes and deliver nothing."""
    notes.add(scene.book, ticket, NoteKind.UNDELIVERED)
    part = {
        "template": "staff.undelivered",
        "slots": {"number": ticket.number},
        "on": ticket.id.hex,
        "v": ticket.version,
    }
    scene.push(scene.person, [part], ticket_id=ticket.id)


def release_answers(scene: Scene, effect: ReleaseAnswers) -> None:
    """The member decided that a push is safe: silent and neutral."""
    ticket = _ticket(scene, effect)
    for letter in letters.waiting_about(scene.book.session, ticket.id):
        letter.state, letter.due_at, letter.silent, letter.push_until = LetterState.DUE, scene.now, True, None
        scene.applied.others.append((letter.id, pressing(ticket.urgency)))
    _audit(scene, "answers_pushed", ticket)


def refer(scene: Scene, effect: Refer) -> None:
    ticket = _ticket(scene, effect)
    notes.add(scene.book, ticket, NoteKind.REFERRED, effect.words, member=_member(scene))
    ticket.state = TicketState.REFERRED
    ticket.version += 1
    _audit(scene, "referred", ticket)


def close(scene: Scene, effect: Close) -> None:
    ticket = _ticket(scene, effect)
    ticket.state, ticket.outcome, ticket.closed_at = TicketState.CLOSED, effect.outcome, scene.now
    ticket.version += 1
    rungs.stop(scene.book.session, ticket.id, scene.now)
    notes.add(scene.book, ticket, NoteKind.CLOSED, name("outcomes", effect.outcome, "th"), member=_member(scene))
    _audit(scene, "closed", ticket)
    if effect.tell:
        resident = scene.book.session.get_one(Person, ticket.person_id)
        part = {"template": "resident.closed", "slots": {"number": ticket.number, "outcome": effect.outcome.value}}
        scene.push(resident, [part], ticket_id=ticket.id, silent=True)


def _ticket(scene: Scene, effect: Take | StopLadder | AnswerOwner | ReleaseAnswers | Refer | Close) -> Ticket:
    ticket = tickets.locked(scene.book.session, effect.ticket)
    assert ticket is not None
    return ticket


def _member(scene: Scene) -> UUID:
    assert scene.facts.member is not None
    return scene.facts.member.id


def _audit(scene: Scene, what: str, ticket: Ticket) -> None:
    audit.record(scene.book.session, what, scene.now, member_id=_member(scene), ticket_id=ticket.id)
