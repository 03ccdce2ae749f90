"""Which served subdistrict does a text name? Names, aliases, postcodes; spelling by ear is forgiven."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from nlp.canonical import canonical, letters, skeleton
from nlp.spotting import without_tones


@dataclass(frozen=True)
class Place:
    """A subdistrict: its six-digit code and what people call it."""

    code: str
    name: str
    amphoe: str
    province: str
    aliases: tuple[str, ...] = ()
    postcode: str = ""


@dataclass(frozen=True)
class Found:
    """code is set only when one place is certain; else the candidates are offered as buttons."""

    code: str | None
    candidates: tuple[Place, ...]
    certain: bool
    remainder: str


@lru_cache(maxsize=1)
def marking() -> dict[str, Any]:
    """How a subdistrict's name is marked in writing."""
    table = tomllib.loads(files("nlp").joinpath("lexicon/spelling.toml").read_text("utf-8"))
    return dict(table["places"])


_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{4}(?!\d)")
_SHORTEST_BY_EAR = 4  # a shorter skeleton is part of too many words


def find_places(text: str, served: Sequence[Place]) -> tuple[Place, ...]:
    """Served places named in the text, best first; as written goes before by ear, long before short."""
    written = letters(canonical(text))
    scores = {place: _score(place, written) for place in served}
    best = max(scores.values(), default=0)
    near_best = [place for place in served if scores[place] and scores[place] * 2 > best]
    return tuple(sorted(near_best, key=lambda place: -scores[place]))


def guess_places(text: str, served: Sequence[Place]) -> tuple[Place, ...]:
    """Near misses, to be confirmed with buttons: one letter off, the amphoe or the postcode they share."""
    spelled = canonical(text)
    codes = set(_POSTCODE.findall(spelled))
    heard = skeleton(spelled)
    close = tuple(p for p in served if any(_nearly_in(skeleton(canonical(n)), heard) for n in _names(p)))
    around = (p for p in served if p.postcode in codes or _names_amphoe(p, heard))
    return tuple(dict.fromkeys((*close, *around)))


def resolve(text: str, served: Sequence[Place]) -> Found:
    """One certain place, or candidates to ask about; remainder is the text without the place's name."""
    found = find_places(text, served)
    if len(found) == 1:
        return Found(found[0].code, found, certain=True, remainder=_without(text, found[0]))
    return Found(None, found or guess_places(text, served), certain=False, remainder=text)


def _names(place: Place) -> Iterator[str]:
    yield place.name
    yield from place.aliases


def _score(place: Place, written: str) -> int:
    return max((_name_score(name, place, written) for name in _names(place)), default=0)


def _name_score(name: str, place: Place, written: str) -> int:
    plain = letters(canonical(name))
    if name == place.amphoe:  # the district or its namesake subdistrict? only a marker tells
        plain = next((m + plain for m in marking()["markers"] if _marked(m + plain, written)), "")
        return 4 * len(plain)
    if plain and plain in written:
        return 4 * len(plain)
    return 3 * len(plain) if _by_ear(plain, written) else 0


def _marked(name: str, written: str) -> bool:
    return re.search(f"(?<![\u0e40-\u0e44\u0e01-\u0e2e]){re.escape(name)}", written) is not None


def _by_ear(name: str, written: str) -> bool:
    """Letters that sound alike are one; marks may be lost, but not added where the name has none."""
    sound = skeleton(name)
    if len(sound) < _SHORTEST_BY_EAR:
        return False
    bare, toned = without_tones(written)
    tone_in_name = without_tones(name)[1]
    width = len(without_tones(name)[0])
    return any(
        skeleton(bare[at : at + width]) == sound
        and (tone_in_name or not any(at <= mark < at + width for mark in toned))
        for at in range(len(bare) - width + 1)
    )


def _names_amphoe(place: Place, heard: str) -> bool:
    return bool(place.amphoe) and skeleton(canonical(place.amphoe)) in heard


def _nearly_in(name: str, heard: str) -> bool:
    """Some stretch of the text is one letter away from the name."""
    if len(name) < _SHORTEST_BY_EAR:
        return False
    return any(
        _one_apart(name, heard[start : start + width])
        for width in (len(name) - 1, len(name), len(name) + 1)
        for start in range(len(heard) - width + 1)
    )


def _one_apart(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 1
    short, long = sorted((one, other), key=len)
    return any(long[:cut] + long[cut + 1 :] == short for cut in range(len(long)))


def _without(text: str, place: Place) -> str:
    for name in sorted(_names(place), key=len, reverse=True):
        if name in text:
            return text.replace(name, " ", 1).strip()
    return text
