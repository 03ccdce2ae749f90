"""A resident's conversation: understood, answered, asked only what is missing, never left silent."""

from handlers import intake
from handlers.effects import AddNote, Button, Decision, Effect, EraseWords, Reachable, Say, ShowStatus
from handlers.events import Event, Followed, Pressed, SentMedia, Unfollowed, Withdrew, Wrote
from handlers.facts import Facts
from handlers.vocabulary import Do, NoteKind, Step

MENU = (
    Button(Do.RIGHTS), Button(Do.HUMAN), Button(Do.STATUS), Button(Do.CENTRE), Button(Do.NUMBERS), Button(Do.HELP_NOW),
)  # fmt: skip
# Rich-menu words carry no turn and never grow old.
ALWAYS = frozenset({Do.MENU, Do.STATUS, Do.HUMAN, Do.CENTRE, Do.NUMBERS, Do.RIGHTS, Do.CANCEL, Do.NEW_MATTER})


def decide(event: Event, facts: Facts) -> Decision:
    """What a resident's event leads to."""
    match event:
        case Wrote(command=None):
            return _wrote(event, facts)
        case Wrote(command=Do() as do):
            return _asked(do, facts)
        case Pressed():
            return _pressed(event, facts)
        case SentMedia():
            return _media(event, facts)
        case Followed():
            return Decision(Step.HOME, (Reachable(yes=True), Say("resident.welcome", {}, MENU)))
        case Unfollowed():
            return Decision(facts.step, (Reachable(yes=False),), facts.slots, keep_turn=True)
        case Withdrew(message_id=message_id):
            kept = {slot: value for slot, value in facts.slots.items() if slot != "words"}
            return Decision(facts.step, (EraseWords(message_id),), kept, keep_turn=True)
        case _:
            return Decision(facts.step, (Say("resident.expired", {}, MENU),), facts.slots)


def _asked(do: Do, facts: Facts) -> Decision:
    """A menu word or menu button: good in every step, and leads home."""
    match do:
        case Do.STATUS:
            return Decision(Step.HOME, (ShowStatus(),))
        case Do.HUMAN:
            return intake.hand_over(facts, facts.slots.get("words", ""))
        case Do.CENTRE:
            return Decision(Step.HOME, (Say("centre.info", {}, MENU),))
        case Do.NUMBERS:
            return Decision(facts.step, (Say("danger.numbers"),), facts.slots)
        case Do.RIGHTS:
            return Decision(Step.HOME, (Say("resident.rights", {}, intake.COMMON),))
        case Do.CANCEL:
            return Decision(Step.HOME, (Say("resident.cancelled", {}, MENU),))
        case _:
            return Decision(Step.HOME, (Say("resident.menu", {}, MENU),))


def _wrote(event: Wrote, facts: Facts) -> Decision:
    if facts.step is Step.ASK_PLACE:
        return intake.place_written(event, facts)
    if facts.talking is not None and "fresh" not in facts.slots:
        return _to_the_taker(event, facts)
    return intake.matter(event, facts)


def _to_the_taker(event: Wrote, facts: Facts) -> Decision:
    """A human is talking: her words go to that human, and the bot says no more than that they arrived."""
    assert facts.talking is not None
    note = AddNote(facts.talking.id, NoteKind.RESIDENT, event.text, tell_taker=True)
    if event.reading.intent == "thanks_bye":
        return Decision(Step.HOME, (note, Say("resident.thanks")))
    said = Say("resident.passed_on", {"number": facts.talking.number}, (Button(Do.NEW_MATTER),))
    return Decision(Step.HOME, (note, said), {"words": event.text})


def _pressed(event: Pressed, facts: Facts) -> Decision:
    if event.do in ALWAYS - {Do.NEW_MATTER}:
        return _asked(event.do, facts)
    if event.do is Do.WRONG and facts.ticket is not None and facts.ticket.own:
        return intake.wrong(facts.ticket)
    if event.turn != facts.turn:
        return Decision(facts.step, (Say("resident.expired", {}, MENU),), facts.slots)
    match event.do:
        case Do.PLACE:
            return intake.place_chosen(event.value, facts)
        case Do.ELSEWHERE:
            return intake.elsewhere()
        case Do.PICK:
            return intake.picked(event.value, facts)
        case Do.NONE_OF_THESE:
            return intake.none_of_these(facts)
        case Do.NEW_MATTER:
            return Decision(Step.HOME, (Say("resident.new_matter", {}, intake.COMMON),), {"fresh": "1"})
        case _:
            return Decision(facts.step, (Say("resident.menu", {}, MENU),), facts.slots)


def _media(event: SentMedia, facts: Facts) -> Decision:
    if facts.step is Step.ASK_PLACE and event.places:
        return intake.place_chosen(event.places[0], facts)
    if event.kind == "sticker":
        return Decision(facts.step, (Say("resident.sticker", {}, MENU),), facts.slots)
    ticket = facts.talking or next(iter(facts.own), None)
    if ticket is None:
        return Decision(facts.step, (Say("resident.media_unplaced", {}, MENU),), facts.slots)
    effects: tuple[Effect, ...] = (
        AddNote(ticket.id, NoteKind.MEDIA, event.kind, tell_taker=True),
        Say("resident.media_kept", {"number": ticket.number}),
    )
    return Decision(facts.step, effects, facts.slots)
