"""Fourteen kinds of typing accident, to teach the model with and to test it against."""

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Final

from nlp.keyboard import neighbours

_TONES: Final = "\u0e48\u0e49\u0e4a\u0e4b"
_TONE = re.compile(f"[{_TONES}]")
_CONSONANT = re.compile("[\u0e01-\u0e2e]")


@lru_cache(maxsize=1)
def _exchanged() -> dict[str, dict[str, str]]:
    """Letters that people exchange, writing by ear or by habit."""
    table = tomllib.loads(files("nlp").joinpath("lexicon/spelling.toml").read_text("utf-8"))
    return {"by_ear": table["by_ear"], "liquids": table["liquids"]}


Accident = Callable[[str, Random], str]


def _each(pattern: re.Pattern[str], share: float, put: Callable[[str, Random], str]) -> Accident:
    def accident(text: str, chance: Random) -> str:
        return pattern.sub(lambda m: put(m.group(), chance) if chance.random() < share else m.group(), text)

    return accident


def _typos(share: float) -> Accident:
    def accident(text: str, chance: Random) -> str:
        return "".join(
            chance.choice(neighbours()[letter]) if letter in neighbours() and chance.random() < share else letter
            for letter in text
        )

    return accident


def _without_one(text: str, chance: Random) -> str:
    at = chance.randrange(len(text)) if text else 0
    return text[:at] + text[at + 1 :]


def _two_swapped(text: str, chance: Random) -> str:
    if len(text) < 2:
        return text
    at = chance.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _drawn_out(text: str, chance: Random) -> str:
    return re.sub("([\u0e01-\u0e2e])(?= |$)", lambda m: m.group() * chance.randint(3, 6), text)


def _by_ear(text: str, chance: Random) -> str:
    alike = _exchanged()["by_ear"]
    return "".join(alike[c] if c in alike and chance.random() < 0.7 else c for c in text)


def _liquids(text: str, _: Random) -> str:
    return text.translate({ord(one): other for one, other in _exchanged()["liquids"].items()})


def _spaced(text: str, chance: Random) -> str:
    return _each(_CONSONANT, 0.12, lambda letter, _: f" {letter}")(text, chance)


KINDS: Final[dict[str, Accident]] = {
    "half the tones lost": _each(_TONE, 0.5, lambda _, __: ""),
    "all tones lost": _each(_TONE, 1.0, lambda _, __: ""),
    "wrong tones": _each(_TONE, 0.5, lambda _, chance: chance.choice(_TONES)),
    "spaces inside words": _spaced,
    "no spaces": lambda text, _: text.replace(" ", ""),
    "letters drawn out": _drawn_out,
    "r and l exchanged": _liquids,
    "two e for one ae": lambda text, _: text.replace("\u0e41", "\u0e40\u0e40"),
    "split sara am": lambda text, _: text.replace("\u0e33", "\u0e4d\u0e32"),
    "invisible characters": _each(_CONSONANT, 0.2, lambda letter, _: f"{letter}\u200b"),
    "one key in twenty missed": _typos(0.05),
    "one key in ten missed": _typos(0.10),
    "one letter lost, two swapped": lambda text, chance: _two_swapped(_without_one(text, chance), chance),
    "spelt by ear": _by_ear,
}


def noisy(text: str, kind: str, chance: Random) -> str:
    """The text with one kind of accident."""
    return KINDS[kind](text, chance)


def accident(text: str, chance: Random) -> str:
    """The text with an accident of a kind chosen by chance."""
    return KINDS[chance.choice(list(KINDS))](text, chance)
