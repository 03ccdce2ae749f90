"""The job behind a doorbell: hold the person, decide all that waits, commit once, then send her own letters."""

from uuid import UUID

from bot import queues
from bot.logs import failure, log
from bot.wires import Wires, current
from handlers.bursts import Waiting, complete
from handlers.desk import decide
from models import arrivals, members, people
from models.arrivals import Arrival
from models.book import Book
from models.centres import all_centres
from workers.apply import Applied, apply
from workers.delivery import send
from workers.facts import gather
from workers.hearing import heard

MOST_TRIES = 4  # from the third on nothing is read any more, a human is called; then we give up, visibly


def handle(person: str) -> None:
    """Decide everything this person (internal id, hex) has said. Safe to run twice and at the same time."""
    handle_person(current(), UUID(person))


def handle_person(wires: Wires, person: UUID, *, patient: bool = True) -> bool:
    """Decide what waits. False when nothing was to be decided now. `patient` waits for the end of a burst."""
    try:
        applied = _decide(wires, person, patient=patient)
    except Exception as error:
        log().error("intake_failed", person=person, **failure(error))
        _count_failure(wires, person)
        raise
    for letter in applied.own:
        send(wires, letter)
    for letter, urgent in applied.others:
        wires.doorbell.ring(queues.SEND, letter, queue=queues.URGENT if urgent else queues.DELIVER)
    for other in applied.settle:
        wires.doorbell.ring(queues.SETTLE, other, queue=queues.DELIVER)
    return applied.decided


def _decide(wires: Wires, identity: UUID, *, patient: bool) -> Applied:
    """One transaction: everything that follows from the arrivals, or nothing."""
    applied = Applied()
    vault = wires.vault
    with wires.sessions.begin() as session:
        person = people.locked(session, identity)
        if person is None:
            return applied
        book = Book(session, vault, wires.now())
        waiting = list(arrivals.unhandled(session, identity))
        if not waiting or (patient and not complete([_pace(a) for a in waiting], book.now)):
            return applied
        centres = all_centres(session)
        member = members.member_of(session, identity)
        for one in heard(
            vault, person, waiting, centres, member=member is not None and member.confirmed_at is not None
        ):
            facts = gather(book, person, one, centres, member)
            apply(book, person, one, facts, decide(one.event, facts), applied)
            member = members.member_of(session, identity)
        applied.decided = True
    return applied


def _pace(arrival: Arrival) -> Waiting:
    return Waiting(arrival.received_at, arrival.due_at, arrival.at_once or arrival.urgent)


def _count_failure(wires: Wires, identity: UUID) -> None:
    """A message we fail on again and again is given to humans, and does not hold up its neighbours."""
    with wires.sessions.begin() as session:
        person = people.locked(session, identity)
        waiting = arrivals.unhandled(session, identity) if person else []
        for arrival in waiting:
            arrival.tries += 1
            if arrival.tries >= MOST_TRIES:
                arrival.handled_at, arrival.outcome = wires.now(), "gave_up"
                log().error("arrival_given_up", arrival=arrival.id, tries=arrival.tries)
