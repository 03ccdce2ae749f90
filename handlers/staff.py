"""The staff desk: queues, taking, answering with a preview, notes, duty and closing, all by button or word."""

from handlers import answering
from handlers.closing import CLOSING, closing
from handlers.effects import (
    Audit,
    Button,
    ConfirmMember,
    Decision,
    Effect,
    EraseWords,
    GoOnDuty,
    Reachable,
    Say,
    ShowQueue,
    ShowTicket,
    StopLadder,
    Take,
)
from handlers.events import Event, Followed, Pressed, SentMedia, Unfollowed, Unknown, Withdrew, Wrote
from handlers.facts import Facts, MemberFacts, TicketFacts
from handlers.rights import may_see
from handlers.vocabulary import MEMBER_WRITES, Do, Role, Step, TicketState

DESK = (
    Button(Do.QUEUE_NEW),
    Button(Do.QUEUE_MINE),
    Button(Do.QUEUE_URGENT),
    Button(Do.ON_DUTY),
    Button(Do.OFF_DUTY),
)
QUEUES = {Do.QUEUE_NEW: "new", Do.QUEUE_MINE: "mine", Do.QUEUE_URGENT: "urgent"}
ABOUT_A_TICKET = frozenset({Do.SHOW, Do.TAKE, Do.PUSH_NOW, *answering.WRITES, *CLOSING})


def decide(event: Event, facts: Facts, member: MemberFacts) -> Decision:
    """What a member's event leads to."""
    match event:
        case Wrote(command=Do() as do):
            return _asked(do, None, facts, member)
        case Wrote() if facts.step in MEMBER_WRITES and facts.ticket is not None:
            return _writing(event, facts, facts.ticket, member)
        case Wrote():
            return _just_said(event, facts)
        case Pressed():
            return _asked(event.do, event, facts, member)
        case SentMedia() if facts.step in MEMBER_WRITES:
            return Decision(facts.step, (Say("staff.text_only"),), facts.slots)
        case SentMedia() | Followed():
            return Decision(facts.step, (Reachable(yes=True), Say("staff.menu", {}, DESK)), facts.slots)
        case Unfollowed():
            return Decision(facts.step, (Reachable(yes=False),), facts.slots)
        case Withdrew(message_id=message_id):
            return Decision(facts.step, (EraseWords(message_id),), facts.slots)
        case Unknown():
            return Decision(facts.step, (Say("staff.expired", {}, DESK),), facts.slots)


def _just_said(event: Wrote, facts: Facts) -> Decision:
    """Words with nothing open: most likely the button was forgotten; perhaps it is about the member's own life."""
    if event.reading.intent in {"greeting", "thanks_bye"}:
        return Decision(Step.HOME, (Say("staff.menu", {}, DESK),), facts.slots)
    slots = dict(facts.slots) | {"own_words": event.text}
    return Decision(Step.HOME, (Say("staff.for_whom", {}, (Button(Do.OWN_MATTER), *DESK[:3])),), slots)


def _asked(do: Do, event: Pressed | None, facts: Facts, member: MemberFacts) -> Decision:
    if do in QUEUES:
        return Decision(Step.HOME, (ShowQueue(QUEUES[do]),))
    if do in {Do.ON_DUTY, Do.OFF_DUTY}:
        on = do is Do.ON_DUTY
        return Decision(facts.step, (GoOnDuty(on), Say("staff.on_duty" if on else "staff.off_duty")), facts.slots)
    if do is Do.CONFIRM:
        return _confirm(event, facts, member)
    if do is Do.CANCEL:
        return Decision(Step.HOME, (Say("staff.cancelled", {}, DESK),))
    if do in {Do.SEND, Do.EDIT}:
        return _preview_pressed(do, event, facts, member)
    if do in ABOUT_A_TICKET:
        return _about(do, event, facts, member)
    if do in {Do.NUMBERS, Do.CENTRE}:
        said = Say("danger.numbers" if do is Do.NUMBERS else "centre.info", {}, (Button(Do.HELP_NOW),))
        return Decision(facts.step, (said,), facts.slots)
    return Decision(Step.HOME, (Say("staff.menu", {}, DESK),))


def _confirm(event: Pressed | None, facts: Facts, member: MemberFacts) -> Decision:
    if member.role is not Role.HEAD:
        return Decision(facts.step, (Audit("denied:confirm"), Say("staff.only_head")), facts.slots)
    return Decision(Step.HOME, (ConfirmMember(event.on if event else None),))


def _about(do: Do, event: Pressed | None, facts: Facts, member: MemberFacts) -> Decision:
    """Something about one ticket: it must exist, be in reach, and not have moved on."""
    ticket = facts.ticket
    if ticket is None:
        return Decision(Step.HOME, (Say("staff.which_ticket", {}, DESK[:3]),))
    served = sum(not c.code.endswith("0000") for c in facts.centres)
    if not may_see(member, ticket, centres=served):
        return Decision(facts.step, (Audit(f"denied:{do}", ticket.id), Say("staff.no_right")), facts.slots)
    here = {"ticket": ticket.id.hex}
    if do is Do.SHOW:
        return Decision(Step.HOME, (ShowTicket(ticket.id),), here)
    if do is Do.TAKE:
        return _take(ticket, member)
    if event is not None and event.version is not None and event.version != ticket.version:
        return Decision(Step.HOME, (ShowTicket(ticket.id, "staff.moved_on"),), here)
    if ticket.taker != member.id:
        heading = "staff.taken_by_other" if ticket.taker else "staff.take_first"
        return Decision(Step.HOME, (ShowTicket(ticket.id, heading),), here)
    if do in answering.WRITES or do is Do.PUSH_NOW:
        return answering.begin(do, ticket)
    return closing(do, event, ticket)


def _take(ticket: TicketFacts, member: MemberFacts) -> Decision:
    """One winner: the row is locked, so the second to come reads the first one's name here."""
    here = {"ticket": ticket.id.hex}
    if ticket.state is TicketState.CLOSED:
        return Decision(Step.HOME, (ShowTicket(ticket.id, "staff.closed_already"),), here)
    if ticket.taker == member.id:
        return Decision(Step.HOME, (StopLadder(ticket.id), ShowTicket(ticket.id, "staff.yours_already")), here)
    if ticket.taker is not None:
        return Decision(Step.HOME, (ShowTicket(ticket.id, "staff.taken_by_other"),), here)
    effects: tuple[Effect, ...] = (Take(ticket.id), ShowTicket(ticket.id, "staff.taken"))
    return Decision(Step.HOME, effects, here)


def _writing(event: Wrote, facts: Facts, ticket: TicketFacts, member: MemberFacts) -> Decision:
    if ticket.taker != member.id:
        return Decision(Step.HOME, (Say("staff.moved_on", {}, DESK[:3]),))
    return answering.written(event, facts, ticket)


def _preview_pressed(do: Do, event: Pressed | None, facts: Facts, member: MemberFacts) -> Decision:
    ticket = facts.ticket
    if event is not None and event.turn != facts.turn:
        return Decision(facts.step, (Say("staff.expired"),), facts.slots)  # of another preview than the one shown last
    if facts.step is not Step.PREVIEW or ticket is None:
        return Decision(facts.step, (Say("staff.nothing_to_send", {}, DESK),), facts.slots)
    if ticket.taker != member.id or ticket.state is TicketState.CLOSED:
        return Decision(Step.HOME, (Say("staff.moved_on", {}, DESK[:3]),))
    return answering.previewed(do, facts, ticket)
