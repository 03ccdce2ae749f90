"""When a reading is sure enough to answer, and the answers that need nothing else."""

from handlers.effects import Button, Say, ShowService, Slot
from handlers.topics import topic
from handlers.vocabulary import Do
from nlp.reading import Reading

SURE = 0.6  # answer at once, with a button to correct it
GUESS = 0.25  # below: ask in other words

# Answered by a text of their own, without a ticket.
SMALL_TALK = {"greeting": "resident.hello", "thanks_bye": "resident.thanks", "center_info": "centre.info"}


def sure(reading: Reading) -> bool:
    return reading.confidence >= SURE


def known(intent: str) -> bool:
    """Whether the intent is a service with a desk of its own."""
    return topic(intent).desk is not None and intent not in {"contact_staff", "complaint"}


def answer(intent: str, template: str, buttons: tuple[Button, ...] = (), **slots: Slot) -> ShowService:
    return ShowService(intent, template, slots, buttons)


def small_talk(intent: str) -> Say:
    return Say(SMALL_TALK[intent], {}, (Button(Do.RIGHTS), Button(Do.HUMAN), Button(Do.STATUS)))
