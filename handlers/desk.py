"""The front desk: who answers an event. Danger is looked at first, always."""

from handlers import danger, joining, resident, staff
from handlers.effects import Audit, Decision, Say
from handlers.events import Event, Pressed, Wrote
from handlers.facts import Facts
from handlers.vocabulary import Do

MEMBER_ONLY = frozenset(
    {
        Do.QUEUE_NEW, Do.QUEUE_MINE, Do.QUEUE_URGENT, Do.SHOW, Do.TAKE, Do.ANSWER, Do.SEND, Do.EDIT, Do.CONFIRM,
        Do.NOTE, Do.TRANSFER, Do.REFER, Do.CLOSE, Do.ON_DUTY, Do.OFF_DUTY, Do.PUSH_NOW, Do.OWN_MATTER,
    }
)  # fmt: skip


def decide(event: Event, facts: Facts) -> Decision:
    """What follows from one event of one person."""
    if (alarm := danger.raised(event, facts)) is not None:
        return alarm
    if facts.wrote_code:
        return joining.decide(facts)
    own = isinstance(event, Wrote) and event.own
    if facts.member is not None and facts.member.active and not own:
        if _from_somebody_in_danger(event) and (follow := danger.followed(event, facts)) is not None:
            return follow
        return staff.decide(event, facts, facts.member)
    if isinstance(event, Pressed) and event.do in MEMBER_ONLY:
        return _not_for_you(event, facts)
    if isinstance(event, Wrote) and event.command in MEMBER_ONLY:
        event = Wrote(event.text, event.reading, event.places, event.guesses)
    if (follow := danger.followed(event, facts)) is not None:
        return follow
    return resident.decide(event, facts)


def _from_somebody_in_danger(event: Event) -> bool:
    """What a member with an open danger ticket of their own may mean for it: plain words, and the card's buttons."""
    if isinstance(event, Wrote):
        return event.command is None
    return isinstance(event, Pressed) and event.do in {Do.CAN_TYPE, Do.CANNOT_TYPE}


def _not_for_you(event: Pressed, facts: Facts) -> Decision:
    """A staff button pressed by somebody who is no member (any more): nothing changes, it is written down."""
    return Decision(facts.step, (Audit(f"denied:{event.do}", event.on), Say("resident.expired")), facts.slots)
