"""What a message is about: the most likely intent, how sure, and what else is in it."""

from dataclasses import dataclass
from typing import Final

from nlp.features import View
from nlp.intents import restricted
from nlp.scoring import Scores
from nlp.vague import capped

_ALSO: Final = 0.2  # a second matter is named from this share on
_OUTRANKS: Final = 0.5  # in danger, a restricted matter half as likely as a benefit goes before it
_CRY: Final = "cry"
_CRY_ALONE: Final = 24  # letters: a cry with hardly a word beside it names no matter


@dataclass(frozen=True, slots=True)
class Topic:
    """intent with its confidence; also: further intents, best first."""

    intent: str
    confidence: float
    also: tuple[str, ...]


def topic(seen: View, scores: Scores, *, raised: bool) -> Topic:
    """The best intent; in danger the disclosure goes before the benefit asked beside it."""
    if raised and _CRY in seen.heard.patterns and len(seen.spelled) <= _CRY_ALONE:
        return Topic("contact_staff", 0.95, ())
    ranked = sorted(scores.intents.items(), key=lambda pair: -pair[1])
    if raised:
        ranked = _disclosure_first(ranked)
    also = tuple(name for name, each in ranked[1:4] if each >= _ALSO)
    return Topic(ranked[0][0], round(capped(ranked[0][0], scores.confidence, seen), 4), also)


def _disclosure_first(ranked: list[tuple[str, float]]) -> list[tuple[str, float]]:
    if restricted(ranked[0][0]):
        return ranked
    likely = [pair for pair in ranked if restricted(pair[0]) and pair[1] >= ranked[0][1] * _OUTRANKS]
    return [*likely[:1], *(pair for pair in ranked if pair not in likely[:1])]
