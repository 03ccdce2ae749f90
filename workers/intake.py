"""The job behind a doorbell: hold the person, decide all that waits, commit once, then send her own letters."""

from uuid import UUID

from rq.timeouts import JobTimeoutException
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

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
from workers.hearing import as_own_matter, heard

# The database or the clock, not the message: tried again without counting.
PASSING = (OperationalError, PoolTimeout, JobTimeoutException)
MOST_TRIES = 4  # from the third on nothing is read any more, a human is called; then we give up, visibly


def handle(person: str) -> None:
    """Decide everything this person (internal id, hex) has said. Safe to run twice and at the same time."""
    handle_person(current(), UUID(person))


def handle_person(wires: Wires, person: UUID, *, patient: bool = True) -> bool:
    """Decide what waits. False when nothing was to be decided now. `patient` waits for the end of a burst."""
    applied = Applied()
    try:
        _decide(wires, person, applied, patient=patient)
    except Exception as error:
        log().error("intake_failed", person=person, **failure(error))
        if not isinstance(error, PASSING):
            _count_failure(wires, applied.trying)
        raise
    for letter in applied.own:
        _send_guarded(wires, letter)
    for other in applied.settle:
        wires.doorbell.ring(queues.SETTLE, other, queue=queues.DELIVER)
    for letter, urgent in applied.others:
        wires.doorbell.ring(queues.SEND, letter, queue=queues.URGENT if urgent else queues.DELIVER)
    if applied.more:
        handle_person(wires, person, patient=patient)
    return applied.decided


def _send_guarded(wires: Wires, letter: UUID) -> None:
    """A letter that fails by a fault of ours stays due and must not keep the others."""
    try:
        send(wires, letter)
    except Exception as error:  # noqa: BLE001 - its lease runs out and the sweep comes back to it
        log().error("send_failed", letter=letter, **failure(error))


def _decide(wires: Wires, identity: UUID, applied: Applied, *, patient: bool) -> None:
    """One transaction: everything that follows from the arrivals, or nothing."""
    vault = wires.vault
    with wires.sessions.begin() as session:
        person = people.locked(session, identity)
        if person is None:
            return
        book = Book(session, vault, wires.now())
        waiting = list(arrivals.unhandled(session, identity))
        if not waiting or (patient and not complete([_pace(a) for a in waiting], book.now)):
            return
        if any(a.tries for a in waiting):
            # After a failure each message stands alone: the one we fail on must not take its neighbours with it.
            applied.more, waiting = len(waiting) > 1, waiting[:1]
        applied.trying = [a.id for a in waiting]
        centres = all_centres(session)
        member = members.member_of(session, identity)
        at_work = member is not None and member.confirmed_at is not None
        for said in heard(vault, person, waiting, centres, member=at_work):
            one = as_own_matter(said, people.slots(vault, person), centres)
            facts = gather(book, person, one, centres, member)
            apply(book, person, one, facts, decide(one.event, facts), applied)
            member = members.member_of(session, identity)
        applied.decided = True


def _pace(arrival: Arrival) -> Waiting:
    return Waiting(arrival.received_at, arrival.due_at, arrival.at_once or arrival.urgent)


def _count_failure(wires: Wires, tried: list[UUID]) -> None:
    """A message we fail on again and again is given to humans, and does not hold up its neighbours."""
    with wires.sessions.begin() as session:
        for arrival in session.scalars(select(Arrival).where(Arrival.id.in_(tried), Arrival.handled_at.is_(None))):
            arrival.tries += 1
            if arrival.tries >= MOST_TRIES:
                arrival.handled_at, arrival.outcome = wires.now(), "gave_up"
                log().error("arrival_given_up", arrival=arrival.id, tries=arrival.tries)
