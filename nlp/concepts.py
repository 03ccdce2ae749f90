"""Which classes of meaning a text touches, in which order: one thesaurus for all dialects."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from nlp.canonical import letters
from nlp.spotting import Spotter, longest, without_tones


@lru_cache(maxsize=1)
def _spotter() -> Spotter:
    return Spotter(tomllib.loads(files("nlp").joinpath("lexicon/concepts.toml").read_text("utf-8")))


@lru_cache(maxsize=1)
def standard() -> dict[str, str]:
    """Dialect and chat words with the standard word they stand for."""
    lines = files("nlp").joinpath("lexicon/dialect.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: meant for word, meant, _region in rows}


def warm_up() -> None:
    """Load the thesaurus now instead of at the first message."""
    _spotter()
    standard()


def concepts(spelled: str) -> list[str]:
    """The classes in the order of the text, a class once for every stretch of its words."""
    spots = longest(_spotter().spot(*without_tones(letters(spelled))))
    named: list[str] = []
    for spot in spots:
        for group in spot.groups:
            if group not in named[-2:]:
                named.append(group)
    return named
