"""A cry for help, in whatever step it comes, and what may be said afterwards on a phone others may read.

Settled in DECISIONS 1-9: the very reply holds the numbers and one question; the ticket and the alarms are in
the same commit; nothing is pushed to her; no answer of hers closes or reveals anything.
"""

from handlers import services
from handlers.effects import AddNote, Button, Decision, Effect, OpenTicket, Raise, Route, Say, Slot
from handlers.events import Event, Pressed, SentMedia, Wrote
from handlers.facts import Facts, TicketFacts
from handlers.topics import covert, pressing, topic
from handlers.vocabulary import MEMBER_WRITES, Do, NoteKind, Step, Urgency

SILENT_CRIES = frozenset({Do.HELP_NOW})  # raise without words; these buttons never expire
CARD_BUTTONS = (Button(Do.CAN_TYPE), Button(Do.CANNOT_TYPE))


def raised(event: Event, facts: Facts) -> Decision | None:
    """The alarm this event is, or None."""
    if _asks_without_words(event):
        return _cry(facts, OpenTicket("contact_staff", Urgency.EMERGENCY, centre=facts.home), NoteKind.RAISED)
    if not isinstance(event, Wrote) or (_meant_for_a_ticket(facts) and not event.own):
        return None
    if event.unreadable:
        return _cry(facts, _ticket(event, Urgency.URGENT, facts))
    if not (event.reading.danger or pressing(event.reading.urgency)):
        return None
    urgency = Urgency.EMERGENCY if event.reading.urgency == Urgency.EMERGENCY else Urgency.URGENT
    return _cry(facts, _ticket(event, urgency, facts))


def _asks_without_words(event: Event) -> bool:
    do = event.do if isinstance(event, Pressed) else event.command if isinstance(event, Wrote) else None
    return do in SILENT_CRIES


def _meant_for_a_ticket(facts: Facts) -> bool:
    return facts.member is not None and facts.member.active and facts.step in MEMBER_WRITES


# A member in one of these is at work on somebody else's ticket.
MEMBER_STEPS = MEMBER_WRITES | {Step.PREVIEW, Step.TRANSFER, Step.CLOSE}


def _ticket(event: Wrote, urgency: Urgency, facts: Facts) -> OpenTicket:
    reading = event.reading
    return OpenTicket(
        reading.intent,
        urgency,
        event.text,
        reading.also,
        # Where she is now; her home only as the next best, and nothing asked before the alarm.
        (event.places[0] if event.places else facts.home),
        reading.words,
        reading.confidence,
    )


def _cry(facts: Facts, ticket: OpenTicket, kind: NoteKind = NoteKind.RESIDENT) -> Decision:
    # A cry that must stay covert never falls into an open ticket about a flood, nor the other way round.
    same = facts.danger if covert(ticket.intent, ticket.urgency, ticket.also) else facts.hazard
    if same is not None:
        return _again(facts, same, ticket, kind)
    said = card(ticket.intent, ticket.urgency, facts, also=ticket.also)
    return Decision(Step.IN_DANGER, (ticket, said))


def _again(facts: Facts, open_ticket: TicketFacts, ticket: OpenTicket, kind: NoteKind) -> Decision:
    """More from somebody whose danger ticket is open: one ticket, one more line, louder if it got worse."""
    urgency = ticket.urgency
    effects: list[Effect] = [AddNote(open_ticket.id, kind, ticket.words, tell_taker=True)]
    if urgency is Urgency.EMERGENCY:
        # Also when somebody has taken it: the taker may be asleep or gone (the ladder stops when the taker acts).
        effects.append(Raise(open_ticket.id, Urgency.EMERGENCY))
    if ticket.centre and _unplaced(open_ticket):
        effects.append(Route(open_ticket.id, centre=ticket.centre))
    effects.append(card(open_ticket.intent, urgency, facts, number=open_ticket.number))
    return Decision(Step.IN_DANGER, tuple(effects))


def _unplaced(ticket: TicketFacts) -> bool:
    return ticket.centre.endswith("0000")


def card(intent: str, urgency: Urgency, facts: Facts, number: str = "", also: tuple[str, ...] = ()) -> Say:
    """The one constant, neutral answer to danger; `alarmed` and `number` are filled where the rows are made."""
    template = "danger.received" if covert(intent, urgency, also) else "danger.open"
    slots: dict[str, Slot] = {"late_minutes": facts.late_minutes if facts.late else 0}
    return Say(template, slots | ({"number": number} if number else {}), CARD_BUTTONS)


def followed(event: Event, facts: Facts) -> Decision | None:
    """What a person with an open danger ticket gets for anything that is not a new cry."""
    ticket = facts.danger or facts.hazard
    if ticket is None or facts.step in MEMBER_STEPS:
        return None
    if isinstance(event, Pressed):
        return _pressed(event, facts, ticket)
    if isinstance(event, SentMedia):
        return _more(facts, ticket, AddNote(ticket.id, NoteKind.MEDIA, event.kind, tell_taker=True), event.places)
    if not isinstance(event, Wrote) or event.command in {
        Do.MENU,
        Do.STATUS,
        Do.NUMBERS,
        Do.CENTRE,
        Do.RIGHTS,
    }:
        return None
    if event.command is Do.CANCEL or event.reading.intent == "ticket_status":
        return _cancelled(event, facts, ticket)
    note = AddNote(ticket.id, NoteKind.RESIDENT, event.text, tell_taker=True)
    if not ticket.covert and services.sure(event.reading):
        return None  # nobody need be afraid of a flood: another matter is another matter
    if _harmless(event):
        # She asks about something ordinary, perhaps because somebody looks on: answer just that.
        return Decision(Step.IN_DANGER, (note, services.answer(event.reading.intent, "answer.plain")))
    return _more(facts, ticket, note, event.places)


def _harmless(event: Wrote) -> bool:
    """A sure reading of a topic that may be named on a screen others see."""
    intent = event.reading.intent
    return services.sure(event.reading) and services.known(intent) and not topic(intent).restricted


def _pressed(event: Pressed, facts: Facts, ticket: TicketFacts) -> Decision | None:
    if event.do is Do.CAN_TYPE:
        note = AddNote(ticket.id, NoteKind.PRESSED, "can_type", tell_taker=True)
        return Decision(Step.IN_DANGER, (note, Say("danger.go_on", {}, (Button(Do.HELP_NOW),))))
    if event.do is Do.HUMAN:
        return _more(facts, ticket, AddNote(ticket.id, NoteKind.PRESSED, "human", tell_taker=True), ())
    if event.do is Do.CANNOT_TYPE:
        return Decision(Step.IN_DANGER, (AddNote(ticket.id, NoteKind.PRESSED, "cannot_type"), Say("danger.quiet")))
    if event.do is Do.PLACE and event.value:
        return _more(facts, ticket, AddNote(ticket.id, NoteKind.ROUTED), (event.value,))
    if event.do is Do.CANCEL:
        return _cancelled(None, facts, ticket)
    return None


def _more(facts: Facts, ticket: TicketFacts, note: AddNote, places: tuple[str, ...]) -> Decision:
    effects: list[Effect] = [note]
    if places and _unplaced(ticket):
        effects.append(Route(ticket.id, centre=places[0]))
    effects.append(Say("danger.noted"))
    return Decision(Step.IN_DANGER, tuple(effects), facts.slots)


def _cancelled(event: Wrote | None, facts: Facts, ticket: TicketFacts) -> Decision:
    """'Cancel' or 'who reported?' from that phone: a neutral word, nothing closed, a flag for the staff."""
    note = AddNote(ticket.id, NoteKind.COERCION, event.text if event else "", tell_taker=True)
    if event is not None and event.command is None:
        return Decision(facts.step, (note, Say("status.none")), facts.slots)
    return Decision(Step.IN_DANGER, (note, Say("resident.cancelled")))
