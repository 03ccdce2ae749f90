"""What a lost doorbell forgot: rows past their time are rung again, and dealt with here when ringing does not help."""

import time
from datetime import timedelta
from uuid import UUID

from bot import queues
from bot.logs import failure, log
from bot.wires import Wires
from handlers.escalation import rung as step_of
from handlers.vocabulary import TicketState
from models import arrivals, letters, people, rungs, tickets
from models.book import Book
from workers import alarms
from workers.delivery import deliver_letter
from workers.intake import handle_person
from workers.leaving import leave_group
from workers.settling import settle_person

RING_AFTER = timedelta(seconds=1)  # a healthy worker has long begun
DO_IT_AFTER = {True: timedelta(seconds=2), False: timedelta(seconds=5)}  # urgent, ordinary: nobody came, do it here


BUDGET = 2.0  # seconds a round may spend on ordinary rows before it looks at rungs and urgent ones again


def sweep(wires: Wires) -> int:
    """One round, urgent things first; how many rows were dealt with here."""
    until = time.monotonic() + BUDGET
    done = climb_rungs(wires)
    for urgent in (True, False):
        limit = float("inf") if urgent else until
        done += forgotten_letters(wires, urgent=urgent, until=limit)
        done += forgotten_arrivals(wires, urgent=urgent, until=limit)
    return done


def climb_rungs(wires: Wires) -> int:
    """Every step of every ladder whose time has come, each in a transaction of its own."""
    with wires.sessions.begin() as session:
        due = [(r.ticket_id, r.round, r.step) for r in rungs.due(session, wires.now())]
    for key in due:
        _guarded(_climb, wires, key)
    return len(due)


def _climb(wires: Wires, key: tuple[UUID, int, int]) -> None:
    vault = wires.vault
    with wires.sessions.begin() as session:
        # The ticket before the rung, as whoever takes it does: the other way round the two would wait for each other.
        ticket = tickets.locked(session, key[0])
        rung = rungs.held(session, key)
        if ticket is None or rung is None:
            return
        step = step_of(ticket.urgency, rung.step)
        if step is None or ticket.state is TicketState.CLOSED:
            rung.stopped_at = wires.now()
            return
        sent = alarms.climb(Book(session, vault, wires.now()), ticket, rung.round, step)
    for letter in sent:
        wires.doorbell.ring(queues.SEND, letter, queue=queues.URGENT)
    log().info("rung_climbed", ticket=key[0], step=key[2], count=len(sent))


def forgotten_arrivals(wires: Wires, *, urgent: bool, until: float = float("inf")) -> int:
    """Arrivals past their time: rung first; what still lies there is decided here."""
    now = wires.now()
    with wires.sessions.begin() as session:
        late = [
            (a.person_id, a.id, now - a.due_at > DO_IT_AFTER[urgent])
            for a in arrivals.overdue(session, now - RING_AFTER, urgent=urgent)
        ]
    done = 0
    for person, arrival, do_it in dict.fromkeys(late):
        if time.monotonic() > until:
            break
        if person is None:
            _guarded(leave_group, wires, arrival)
        elif do_it:
            done += bool(_guarded(handle_person, wires, person))
        else:
            wires.doorbell.ring(queues.HANDLE, person, queue=queues.URGENT if urgent else queues.NORMAL)
    return done


def forgotten_letters(wires: Wires, *, urgent: bool, until: float = float("inf")) -> int:
    """Letters past their time (or whose holder died), likewise."""
    now = wires.now()
    with wires.sessions.begin() as session:
        due = [(row.id, now - row.due_at > DO_IT_AFTER[urgent]) for row in letters.due(session, now, urgent=urgent)]
    done = 0
    for letter, do_it in due:
        if time.monotonic() > until:
            break
        if do_it:
            done += bool(_guarded(deliver_letter, wires, letter))
        else:
            wires.doorbell.ring(queues.SEND, letter, queue=queues.URGENT if urgent else queues.DELIVER)
    return done


def settle_members(wires: Wires) -> None:
    """Members whose menu is not the published one yet."""
    with wires.sessions.begin() as session:
        unsettled = people.unsettled(session)
    for person in unsettled:
        _guarded(settle_person, wires, person)


def _guarded(act, wires: Wires, what):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """One odd row must not keep the sweep from the others."""
    try:
        return act(wires, what)
    except Exception as error:  # noqa: BLE001 - the row stays due and is seen in /readyz
        log().error("sweep_failed", what=act.__name__, **failure(error))
        return False
