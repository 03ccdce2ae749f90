"""A member passes a ticket to another desk, or ends it with an outcome."""

from handlers.effects import Button, Close, Decision, Effect, Route, Say
from handlers.events import Pressed
from handlers.facts import TicketFacts
from handlers.vocabulary import Desk, Do, Outcome, Step, TicketState

CLOSING = frozenset({Do.CLOSE, Do.TRANSFER})


def closing(do: Do, event: Pressed | None, ticket: TicketFacts) -> Decision:
    here = {"ticket": ticket.id.hex}
    if ticket.state is TicketState.CLOSED:
        return Decision(Step.HOME, (Say("staff.closed_already", {"number": ticket.number}),), here)
    value = event.value if event else ""
    return _transfer(value, ticket, here) if do is Do.TRANSFER else _close(value, ticket, here)


def _transfer(value: str, ticket: TicketFacts, here: dict[str, str]) -> Decision:
    if value not in set(Desk):
        desks = tuple(Button(Do.TRANSFER, d, ticket.id) for d in Desk if d is not ticket.desk)
        said = Say("staff.transfer_to", {"number": ticket.number}, (*desks, Button(Do.CANCEL)))
        return Decision(Step.TRANSFER, (said,), here)
    effects: tuple[Effect, ...] = (
        Route(ticket.id, desk=Desk(value)),
        Say("staff.transferred", {"number": ticket.number, "desk": value}, (Button(Do.QUEUE_MINE),)),
    )
    return Decision(Step.HOME, effects)


def _close(value: str, ticket: TicketFacts, here: dict[str, str]) -> Decision:
    if value not in set(Outcome):
        outcomes = tuple(Button(Do.CLOSE, o, ticket.id) for o in Outcome)
        said = Say("staff.close_how", {"number": ticket.number}, (*outcomes, Button(Do.CANCEL)))
        return Decision(Step.CLOSE, (said,), here)
    effects: tuple[Effect, ...] = (
        Close(ticket.id, Outcome(value), tell=not ticket.covert),
        Say(
            "staff.closed",
            {"number": ticket.number, "outcome": value},
            (Button(Do.QUEUE_NEW), Button(Do.QUEUE_MINE)),
        ),
    )
    return Decision(Step.HOME, effects)
