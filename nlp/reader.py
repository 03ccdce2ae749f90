"""One text becomes one Reading: look at it, score it, decide how pressing it is and what it is about."""

from typing import Final

from nlp import scoring
from nlp.features import View, view
from nlp.features import warm_up as warm_up_lists
from nlp.packing import Weights
from nlp.reading import Reading
from nlp.topic import topic
from nlp.urgency import pressing

UNKNOWN: Final = Reading(intent="out_of_scope")
_WORDS_SHOWN: Final = 6


def warm_up() -> None:
    """Load everything now instead of at the first message; safe to call again."""
    warm_up_lists()
    scoring.weights()


def read(text: str) -> Reading:
    """What the text says. Never raises: what cannot be read has no confidence."""
    return read_with(scoring.weights(), text)


def read_with(model: Weights, text: str) -> Reading:
    """As another model would read it: to compare before publishing."""
    seen = view(text)
    if not any(letter.isalnum() for letter in seen.spelled):
        return UNKNOWN
    scores = scoring.score(seen.features, model)
    alarm = pressing(seen.heard, scores.raised, scores.emergency, model.settings["limits"])
    about = topic(seen, scores, raised=alarm.urgency != "normal")
    return Reading(
        intent=about.intent,
        also=about.also,
        urgency=alarm.urgency,
        confidence=about.confidence,
        danger=alarm.urgency != "normal",
        words=_words(seen, about.intent, model, raised=alarm.urgency != "normal"),
        doubt=alarm.doubt,
    )


def _words(seen: View, intent: str, model: Weights, *, raised: bool) -> tuple[str, ...]:
    """Heard danger first, then the words that spoke for the decision."""
    heard = seen.heard.words if raised else ()
    moved = scoring.reasons(seen.cut, intent, raised=raised, model=model)
    return tuple(dict.fromkeys([*heard, *(word for word, _ in moved)]))[:_WORDS_SHOWN]
