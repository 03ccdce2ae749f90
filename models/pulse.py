"""How long the oldest unattended thing of each kind has waited, and how letters stand."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from handlers.vocabulary import LetterState, TicketState, Urgency
from models.arrivals import Arrival
from models.letters import Letter
from models.tickets import Ticket


def ages(session: Session, now: datetime) -> dict[str, float]:
    """Seconds since the oldest of each was due; 0 when none waits."""
    open_arrival = Arrival.handled_at.is_(None)
    oldest: dict[str, Select[datetime | None]] = {
        "oldest_arrival": select(func.min(Arrival.due_at)).where(open_arrival),
        "oldest_urgent_arrival": select(func.min(Arrival.due_at)).where(open_arrival, Arrival.urgent.is_(True)),
        "oldest_letter": select(func.min(Letter.due_at)).where(Letter.state == LetterState.DUE),
        "oldest_untaken_emergency": select(func.min(Ticket.opened_at)).where(
            Ticket.urgency == Urgency.EMERGENCY, Ticket.state == TicketState.WAITING
        ),
    }
    found = {what: session.scalar(query) for what, query in oldest.items()}
    return {what: max(0.0, (now - at).total_seconds()) if at else 0.0 for what, at in found.items()}


def letters_by_state(session: Session) -> dict[str, int]:
    """How many letters stand in each state."""
    rows = session.execute(select(Letter.state, func.count()).group_by(Letter.state))
    counted = {state.value: 0 for state in LetterState}
    return counted | {state.value: count for state, count in rows.tuples()}
