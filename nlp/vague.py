"""Words too wide to decide by: whoever says only those is asked."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from nlp.features import CONCEPTS, View

_SURE: Final = 3.0  # the weight of one sure word in intents.toml


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("nlp").joinpath("lexicon/vague.toml").read_text("utf-8"))


def capped(intent: str, confidence: float, seen: View) -> float:
    """The confidence, or the most a vague word allows."""
    vague = _table().get(intent)
    if vague is None or not set(vague["words"]) & set(seen.guessed.words):
        return confidence
    settled = dict(seen.guessed.ranked).get(intent, 0.0) >= _SURE
    if settled or not set(vague["settled_by"]).isdisjoint(seen.features[CONCEPTS]):
        return confidence
    return min(confidence, float(vague["at_most"]))
