"""A member writes on a ticket: bound to one number, looked at once more, then sent."""

from handlers.effects import AddNote, AnswerOwner, Button, Decision, Refer, ReleaseAnswers, Say, ShowTicket
from handlers.events import Wrote
from handlers.facts import Facts, TicketFacts
from handlers.topics import pressing
from handlers.vocabulary import Do, NoteKind, Step, TicketState

WRITES = {Do.ANSWER: Step.WRITE, Do.NOTE: Step.NOTE, Do.REFER: Step.REFER}
LONGEST = 4000  # characters; room for the greeting line within LINE's 5,000


def begin(do: Do, ticket: TicketFacts) -> Decision:
    here = {"ticket": ticket.id.hex}
    if do is Do.PUSH_NOW:
        return Decision(Step.HOME, (ReleaseAnswers(ticket.id), Say("staff.pushed", {"number": ticket.number})), here)
    if ticket.state is TicketState.CLOSED and do is not Do.NOTE:
        return Decision(Step.HOME, (ShowTicket(ticket.id, "staff.closed_already"),), here)
    step = WRITES[do]
    return Decision(step, (Say(f"staff.{step}_now", {"number": ticket.number}, (Button(Do.CANCEL),)),), here)


def written(event: Wrote, facts: Facts, ticket: TicketFacts) -> Decision:
    """The text that follows 'answer', 'note' or 'refer'."""
    words = event.text.strip()
    here = {"ticket": ticket.id.hex}
    if not words or len(words) > LONGEST:
        said = Say("staff.too_long" if words else "staff.empty", {"longest": LONGEST, "length": len(words)})
        return Decision(facts.step, (said,), facts.slots)
    if facts.step is Step.NOTE:
        note = AddNote(ticket.id, NoteKind.MEMBER, words)
        return Decision(Step.HOME, (note, ShowTicket(ticket.id, "staff.noted")), here)
    if facts.step is Step.REFER:
        return Decision(Step.HOME, (Refer(ticket.id, words), ShowTicket(ticket.id, "staff.referred")), here)
    own = (Button(Do.OWN_MATTER),) if event.reading.danger or pressing(event.reading.urgency) else ()
    buttons = (Button(Do.SEND), Button(Do.EDIT), Button(Do.CANCEL), *own)
    said = Say("staff.preview", {"number": ticket.number, "words": words}, buttons)
    return Decision(Step.PREVIEW, (said,), here | {"words": words, "own_words": words if own else ""})


def previewed(do: Do, facts: Facts, ticket: TicketFacts) -> Decision:
    here = {"ticket": ticket.id.hex}
    if do is Do.EDIT:
        said = Say("staff.edit_now", {"number": ticket.number}, (Button(Do.CANCEL),))
        return Decision(Step.WRITE, (said,), here)
    answer = AnswerOwner(ticket.id, facts.slots["words"], wait=ticket.covert)
    if ticket.covert:
        # DECISIONS 2: nothing is pushed to her; the member is told so and can choose otherwise.
        buttons = (
            Button(Do.PUSH_NOW, on=ticket.id),
            Button(Do.NOTE, on=ticket.id),
            Button(Do.CLOSE, on=ticket.id),
        )
        template = "staff.answer_waits"
    else:
        buttons = (Button(Do.ANSWER, on=ticket.id), Button(Do.CLOSE, on=ticket.id), Button(Do.QUEUE_NEW))
        template = "staff.sent"
    return Decision(Step.HOME, (answer, Say(template, {"number": ticket.number}, buttons)), here)
