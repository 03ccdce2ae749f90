"""How pressing: the patterns and the trained alarm together; either alone raises, doubt asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from nlp.danger import Heard

# Person, means and now stand together in these: the model may lower them to a question, never to silence.
NEVER_SILENT: Final = frozenset(
    {"weapon_in_hand", "weapon_threat", "strangled", "cannot_speak", "dying_now", "held_abroad"}
)


@dataclass(frozen=True, slots=True)
class Pressing:
    """urgency is an id of the taxonomy; doubt: one question is owed."""

    urgency: str
    doubt: bool


CALM: Final = Pressing("normal", doubt=False)
QUESTION: Final = Pressing("urgent", doubt=True)


def pressing(heard: Heard, raised: float, emergency: float, limits: Mapping[str, Any]) -> Pressing:
    """Two witnesses: certain if one is sure or both agree; a question if one of them doubts."""
    louder = heard.level == "emergency"
    alarm = raised >= limits["raised"] or (heard.dangerous and raised >= limits["raised_if_heard"])
    if alarm:
        if emergency >= limits["emergency"] or (louder and emergency >= limits["emergency_if_heard"]):
            return Pressing("emergency", doubt=False)
        return Pressing("urgent", doubt=raised < limits["sure"] and not heard.dangerous)
    if NEVER_SILENT.intersection(heard.patterns):
        return QUESTION
    return CALM
