"""Is somebody in danger? Patterns of who, act, means and now, on the raw letters, in microseconds."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from operator import attrgetter
from typing import Any, Final

from nlp.canonical import canonical, letters
from nlp.spotting import Spot, Spotter, undenied, unmasked, without_tones

LEVELS: Final = ("normal", "doubt", "urgent", "emergency")
_LONGEST_WORD: Final = 30
_START: Final = attrgetter("start")
_FOREIGN = re.compile(r"[a-z]{2}|[\u1000-\u109f]")


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard: level is one of LEVELS; words as listed; names of patterns and of groups."""

    level: str = "normal"
    words: tuple[str, ...] = ()
    doubt: bool = False
    patterns: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def dangerous(self) -> bool:
        """Anything but silence: the doubtful travels with the certain."""
        return self.level != "normal"


SILENCE: Final = Heard()


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of danger_patterns.toml, ready to be tried."""

    name: str
    level: str
    parts: tuple[frozenset[str], ...]
    window: int
    in_order: bool
    unless: frozenset[str]
    lowered: str


@dataclass(frozen=True, slots=True)
class _Ear:
    spotter: Spotter
    patterns: tuple[Pattern, ...]
    phrases: tuple[tuple[str, str, re.Pattern[str]], ...]


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files("nlp").joinpath(f"lexicon/{name}.toml").read_text("utf-8"))


def _pattern(name: str, line: dict[str, Any]) -> Pattern:
    return Pattern(
        name=name,
        level=line["level"],
        parts=tuple(frozenset(part.split("|")) for part in line["all"]),
        window=line.get("within", 24),
        in_order=line.get("in_order", False),
        unless=frozenset(line.get("unless", ())),
        lowered=line.get("lowered", "normal"),
    )


def _phrase(text: str) -> re.Pattern[str]:
    """A phrase of another language; `*` stands for a few words between."""
    inner = ".{0,30}?".join(re.escape(part.strip()) for part in text.split("*"))
    return re.compile(rf"(?<![a-z]){inner}(?![a-z])")


@lru_cache(maxsize=1)
def _ear() -> _Ear:
    words = {group: entry["words"] for group, entry in _data("danger_words").items()}
    patterns = tuple(_pattern(name, line) for name, line in _data("danger_patterns").items())
    phrases = tuple(
        (name, entry["level"], _phrase(phrase))
        for name, entry in _data("danger_foreign").items()
        for phrase in entry["phrases"]
    )
    return _Ear(Spotter(words), patterns, phrases)


def warm_up() -> None:
    """Load the patterns now instead of at the first message."""
    _ear()


def sounds_dangerous(text: str) -> bool:
    """Should this text overtake others? Doubt counts as yes; never raises."""
    return hear(canonical(text)).dangerous


def hear(text: str) -> Heard:
    """The strongest danger in a canonical text, with the words that say so."""
    ear = _ear()
    bare, toned = without_tones(letters(text))
    spots = undenied(unmasked(ear.spotter.spot(bare, toned), "harmless"), "denied")
    by_group = _by_group(spots)
    heard = _strongest(ear.patterns, by_group)
    if _FOREIGN.search(text):
        heard = _louder(heard, _foreign(ear, text))
    return replace(heard, groups=tuple(by_group))


def _by_group(spots: Sequence[Spot]) -> dict[str, list[Spot]]:
    by_group: dict[str, list[Spot]] = {}
    for spot in spots:
        for group in spot.groups:
            by_group.setdefault(group, []).append(spot)
    return by_group


def _strongest(patterns: Sequence[Pattern], by_group: dict[str, list[Spot]]) -> Heard:
    best = SILENCE
    for pattern in patterns:
        chain = _match(pattern, by_group)
        if chain:
            best = _louder(best, _heard(pattern, chain, by_group))
    return best


def _heard(pattern: Pattern, chain: Sequence[Spot], by_group: dict[str, list[Spot]]) -> Heard:
    level = pattern.lowered if not pattern.unless.isdisjoint(by_group) else pattern.level
    if level == "normal":
        return SILENCE
    return Heard(level, tuple(dict.fromkeys(s.word for s in chain)), level == "doubt", (pattern.name,))


def _louder(one: Heard, other: Heard) -> Heard:
    first, second = sorted((one, other), key=lambda heard: -LEVELS.index(heard.level))
    words = tuple(dict.fromkeys(first.words + second.words))
    return Heard(first.level, words, first.level == "doubt", first.patterns + second.patterns)


def _match(pattern: Pattern, by_group: dict[str, list[Spot]]) -> tuple[Spot, ...]:
    """One spot for each part, all within the window (and in order if the pattern says so)."""
    if any(part.isdisjoint(by_group) for part in pattern.parts):
        return ()
    choices = [_in_order(part, by_group) for part in pattern.parts]
    for anchor in choices[0]:
        found = _chain(pattern, choices[1:], (anchor,))
        if found:
            return found
    return ()


def _in_order(part: frozenset[str], by_group: dict[str, list[Spot]]) -> list[Spot]:
    listed = [by_group[group] for group in part if group in by_group]
    if len(listed) == 1:
        return listed[0]
    return sorted((spot for spots in listed for spot in spots), key=_START)


def _chain(pattern: Pattern, choices: list[list[Spot]], so_far: tuple[Spot, ...]) -> tuple[Spot, ...]:
    if not choices:
        return so_far
    reach = pattern.window + _LONGEST_WORD
    low = bisect_left(choices[0], so_far[0].start - reach, key=_START)
    high = bisect_right(choices[0], so_far[0].end + reach, key=_START)
    for spot in choices[0][low:high]:
        if _fits(pattern, so_far, spot):
            found = _chain(pattern, choices[1:], (*so_far, spot))
            if found:
                return found
    return ()


def _fits(pattern: Pattern, so_far: tuple[Spot, ...], spot: Spot) -> bool:
    for other in so_far:
        if spot.start < other.end and other.start < spot.end:
            return False
        if pattern.in_order and spot.start < other.end:
            return False
        if max(spot.start, other.start) - min(spot.end, other.end) > pattern.window:
            return False
    return True


def _foreign(ear: _Ear, text: str) -> Heard:
    best = SILENCE
    for name, level, phrase in ear.phrases:
        found = phrase.search(text)
        if found:
            best = _louder(best, Heard(level, (found.group(),), level == "doubt", (name,)))
    return best
