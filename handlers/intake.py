"""From a matter in her own words to a ticket: which service, which place, and nothing asked twice."""

from handlers import services
from handlers.effects import AddNote, Button, Decision, Effect, OpenTicket, Remember, Route, Say, ShowStatus
from handlers.events import Wrote
from handlers.facts import Facts, TicketFacts
from handlers.vocabulary import Do, NoteKind, Step, Urgency
from nlp.reading import Reading

COMMON = (
    *(
        Button(Do.PICK, intent)
        for intent in (
            "elderly_allowance", "disability_allowance", "disability_card", "child_grant", "emergency_relief",
            "assistive_device_home", "funeral_aid", "job_training", "family_counselling",
        )
    ),
    Button(Do.HUMAN),
)  # fmt: skip
MISSES = 2  # after so many unclear messages a human reads them


def matter(event: Wrote, facts: Facts) -> Decision:
    """A text with no question open."""
    reading = event.reading
    words = _all_words(facts, event.text)
    if services.sure(reading):
        return _understood(reading, words, facts, event)
    if reading.confidence >= services.GUESS and reading.intent != "out_of_scope":
        choices = tuple(Button(Do.PICK, intent) for intent in (reading.intent, *reading.also[:2]))
        buttons = (*choices, Button(Do.NONE_OF_THESE), Button(Do.HUMAN))
        return Decision(Step.ASK_WHICH, (Say("resident.which", {}, buttons),), _keep(facts, words, event.places))
    return _missed(facts, words, event.places)


def _understood(reading: Reading, words: str, facts: Facts, event: Wrote) -> Decision:
    intent = reading.intent
    if intent in services.SMALL_TALK:
        return Decision(Step.HOME, (services.small_talk(intent),))
    if intent == "ticket_status":
        return Decision(Step.HOME, (ShowStatus(),))
    if intent == "out_of_scope":
        return Decision(Step.HOME, (Say("resident.out_of_scope", {}, (*COMMON[:4], Button(Do.HUMAN))),))
    if (same := facts.open_about(intent)) is not None:
        return _added(same, words)
    pending = _keep(facts, words, event.places) | {"intent": intent, "also": ",".join(reading.also)}
    pending["confidence"] = f"{reading.confidence:.2f}"
    pending["because"] = "\n".join(reading.words)
    if event.places or facts.home:
        return _open(facts, pending, event.places[0] if event.places else facts.home or "")
    return _ask_place(facts, pending, event.guesses)


def _added(ticket: TicketFacts, words: str) -> Decision:
    """The same matter again while its ticket is open: one ticket, one more line."""
    note = AddNote(ticket.id, NoteKind.RESIDENT, words, tell_taker=True)
    if not services.known(ticket.intent):
        return Decision(Step.HOME, (note, Say("resident.added", {"number": ticket.number})))
    answer = services.answer(ticket.intent, "answer.added", (Button(Do.NEW_MATTER),), number=ticket.number)
    return Decision(Step.HOME, (note, answer), {"words": words})


def _ask_place(facts: Facts, pending: dict[str, str], guesses: tuple[str, ...]) -> Decision:
    buttons = (*_places(facts, guesses), Button(Do.ELSEWHERE))
    intent = pending["intent"]
    if services.known(intent):
        said: Effect = services.answer(intent, "answer.ask_place", buttons)
    else:
        said = Say("place.ask", {}, buttons)
    return Decision(Step.ASK_PLACE, (said,), pending)


def _places(facts: Facts, first: tuple[str, ...] = ()) -> tuple[Button, ...]:
    """A button for each centre, near misses first; LINE shows at most 13."""
    served = [c for c in facts.centres if not c.code.endswith("0000")]
    served.sort(key=lambda c: c.code not in first)
    return tuple(Button(Do.PLACE, c.code, label=c.name) for c in served[:11])


def _open(facts: Facts, pending: dict[str, str], centre: str, *, remember: bool = False) -> Decision:
    intent = pending["intent"]
    ticket = OpenTicket(
        intent,
        Urgency.NORMAL,
        pending.get("words", ""),
        tuple(filter(None, pending.get("also", "").split(","))),
        centre,
        tuple(filter(None, pending.get("because", "").split("\n"))),
        float(pending.get("confidence", "0")),
    )
    effects: list[Effect] = [ticket]
    if remember or facts.home is None:
        effects.append(Remember(centre))
    name = next((c.name for c in facts.centres if c.code == centre), centre)
    if services.known(intent):
        # The answer was given together with the question where she lives: do not say it twice.
        template = "answer.received" if facts.step is Step.ASK_PLACE else "answer.with_ticket"
        effects.append(services.answer(intent, template, (Button(Do.WRONG), Button(Do.HUMAN)), place=name))
    else:
        effects.append(Say("resident.received", {"place": name}, (Button(Do.STATUS),)))
    return Decision(Step.HOME, tuple(effects))


def place_written(event: Wrote, facts: Facts) -> Decision:
    """The answer to 'which subdistrict?', or a change of mind."""
    if event.places:
        return place_chosen(event.places[0], facts)
    if event.guesses:
        buttons = (*_places(facts, event.guesses), Button(Do.ELSEWHERE))
        return Decision(Step.ASK_PLACE, (Say("place.did_you_mean", {}, buttons),), facts.slots)
    if services.sure(event.reading) and event.reading.intent in services.SMALL_TALK:
        return Decision(Step.ASK_PLACE, (services.small_talk(event.reading.intent),), facts.slots)
    if services.sure(event.reading) and services.known(event.reading.intent):
        return matter(event, facts)
    pending = dict(facts.slots) | {"words": _all_words(facts, event.text)}
    if pending.get("asked_again"):
        return hand_over(facts, pending["words"])
    buttons = (*_places(facts), Button(Do.ELSEWHERE), Button(Do.HUMAN))
    return Decision(Step.ASK_PLACE, (Say("place.not_known", {}, buttons),), pending | {"asked_again": "1"})


def place_chosen(code: str, facts: Facts) -> Decision:
    if not any(c.code == code for c in facts.centres):
        return elsewhere()
    pending = dict(facts.slots)
    if "intent" not in pending:
        return Decision(Step.HOME, (Remember(code), Say("place.remembered")))
    return _open(facts, pending, code, remember=True)


def elsewhere() -> Decision:
    """A place no centre of ours serves: the ministry's line and her local government, in plain words."""
    return Decision(Step.HOME, (Say("place.unserved", {}, (Button(Do.NUMBERS), Button(Do.MENU))),))


def picked(intent: str, facts: Facts) -> Decision:
    """A service chosen by button: as sure as can be."""
    reading = Reading(intent, confidence=1.0)
    places = tuple(filter(None, facts.slots.get("places", "").split(",")))
    event = Wrote("", reading, places)
    words = facts.slots.get("words", "")
    if facts.ticket is not None and facts.ticket.own:
        return _reclassified(facts.ticket, intent)
    return _understood(reading, words, facts, event)


def _reclassified(ticket: TicketFacts, intent: str) -> Decision:
    answer = services.answer(intent, "answer.corrected", (Button(Do.STATUS),), number=ticket.number)
    return Decision(Step.HOME, (Route(ticket.id, intent=intent), answer))


def none_of_these(facts: Facts) -> Decision:
    return _missed(facts, facts.slots.get("words", ""), ())


def wrong(ticket: TicketFacts) -> Decision:
    """'That is not what I meant': choose another, the ticket stays the same."""
    buttons = tuple(Button(Do.PICK, b.value, ticket.id) if b.do is Do.PICK else b for b in COMMON)
    return Decision(Step.HOME, (Say("resident.which_instead", {}, buttons),))


def _missed(facts: Facts, words: str, places: tuple[str, ...]) -> Decision:
    misses = int(facts.slots.get("misses", "0")) + 1
    if misses >= MISSES:
        return hand_over(facts, words, places)
    slots = _keep(facts, words, places) | {"misses": str(misses)}
    return Decision(Step.ASK_WHICH, (Say("resident.not_understood", {}, COMMON),), slots)


def hand_over(facts: Facts, words: str, places: tuple[str, ...] = ()) -> Decision:
    """To a human, with everything that was said."""
    if (same := facts.open_about("contact_staff")) is not None:
        return _added(same, words)
    kept = tuple(filter(None, facts.slots.get("places", "").split(",")))
    centre = next(iter((*places, *kept)), facts.home)
    ticket = OpenTicket("contact_staff", Urgency.NORMAL, words, centre=centre)
    return Decision(Step.HOME, (ticket, Say("resident.handed_over", {}, (Button(Do.NUMBERS), Button(Do.STATUS)))))


def _all_words(facts: Facts, text: str) -> str:
    """What was said so far in this matter, and now."""
    if facts.step in {Step.ASK_PLACE, Step.ASK_WHICH} and facts.slots.get("words"):
        return f"{facts.slots['words']}\n{text}"
    return text


def _keep(facts: Facts, words: str, places: tuple[str, ...]) -> dict[str, str]:
    kept = {"words": words, "places": ",".join(places)}
    if facts.step is Step.ASK_WHICH and "misses" in facts.slots:
        kept["misses"] = facts.slots["misses"]
    return kept
