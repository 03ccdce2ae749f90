"""The intents of the service, and the first guess from listed words alone."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from nlp.canonical import letters
from nlp.spotting import Spotter, longest, without_tones

_WEIGHT: Final = {"sure": 3.0, "likely": 1.0}


@dataclass(frozen=True, slots=True)
class Guess:
    """Intents by the weight of their words, best first, and those words."""

    ranked: tuple[tuple[str, float], ...]
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("nlp").joinpath("lexicon/intents.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _spotter() -> Spotter:
    lexicon = _lexicon()
    return Spotter({f"{name}/{kind}": lexicon[name][kind] for name in lexicon for kind in _WEIGHT})


def intents() -> tuple[str, ...]:
    """Every intent's id, in the order of the taxonomy."""
    return tuple(_lexicon())


def restricted(intent: str) -> bool:
    """Only protection staff may see such a matter."""
    return bool(_lexicon()[intent]["restricted"])


def warm_up() -> None:
    """Load the words now instead of at the first message."""
    _spotter()


def guess(text: str) -> Guess:
    """Intents of a canonical text by listed words; a longer word hides those inside it."""
    bare, toned = without_tones(letters(text))
    spots = longest(_spotter().spot(bare, toned))
    weights: dict[str, float] = {}
    for spot in spots:
        for group in spot.groups:
            name, _, kind = group.partition("/")
            weights[name] = weights.get(name, 0.0) + _WEIGHT[kind]
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    return Guess(tuple(ranked), tuple(dict.fromkeys(spot.word for spot in spots)))
