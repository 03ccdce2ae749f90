"""One text becomes one Reading: spell it, listen for danger, find the matter."""

from typing import Final

from nlp import danger, intents
from nlp.canonical import canonical
from nlp.reading import Reading

UNKNOWN: Final = Reading(intent="out_of_scope")
_WORDS_SHOWN: Final = 6
# Where only danger was heard, the matter most likely behind it.
_BEHIND: Final = {
    "cry": "contact_staff",
    "fetch_me": "contact_staff",
    "raped": "sexual_violence",
    "raped_now": "sexual_violence",
    "child_says": "sexual_violence",
    "wish_to_die": "self_harm",
    "dying_now": "self_harm",
    "pills_taken": "self_harm",
    "hurts_himself": "self_harm",
    "life_at_risk": "out_of_scope",
    "child_alone": "elder_neglect",
    "starving": "emergency_relief",
    "starving_alone": "elder_neglect",
    "water_or_fire": "out_of_scope",
    "sold_or_held": "human_trafficking",
    "held_abroad": "human_trafficking",
    "raving": "psychiatric_crisis",
    "raving_armed": "psychiatric_crisis",
    "missing": "missing_person",
}
_RANK: Final = ("self_harm", "sexual_violence", "human_trafficking")


def warm_up() -> None:
    """Load everything now instead of at the first message; safe to call again."""
    danger.warm_up()
    intents.warm_up()
    read("")


def read(text: str) -> Reading:
    """What the text says. Never raises: what cannot be read has no confidence."""
    spelled = canonical(text)
    heard = danger.hear(spelled)
    guessed = intents.guess(spelled)
    weights = dict(guessed.ranked)
    if heard.dangerous:
        _weigh_danger(weights, heard)
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    intent, confidence = _decide(ranked)
    return Reading(
        intent=intent,
        also=tuple(name for name, weight in ranked[1:3] if weight >= 3.0),
        urgency="urgent" if heard.doubt else heard.level,
        confidence=confidence,
        danger=heard.dangerous,
        words=tuple(dict.fromkeys(heard.words + guessed.words))[:_WORDS_SHOWN],
        doubt=heard.doubt,
    )


def _weigh_danger(weights: dict[str, float], heard: danger.Heard) -> None:
    """In danger the disclosure is the matter, whatever benefit is asked beside it."""
    behind = {_BEHIND.get(name, "domestic_violence") for name in heard.patterns}
    told = [name for name in weights if intents.restricted(name)]
    if told:
        behind.discard("domestic_violence")
        behind.discard("contact_staff")
    for name in behind | set(told):
        weights[name] = weights.get(name, 0.0) + 6.0 + 4.0 * (name in _RANK)


def _decide(ranked: list[tuple[str, float]]) -> tuple[str, float]:
    """The heaviest intent; its share among the first two tells how sure we are."""
    if not ranked:
        return UNKNOWN.intent, 0.1
    intent, weight = ranked[0]
    rival = ranked[1][1] if len(ranked) > 1 else 0.0
    strength = min(1.0, weight / 3.0)
    return intent, round(strength * (0.5 + 0.5 * (weight - rival) / weight) * 0.95, 3)
