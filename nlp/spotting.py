"""Finding listed words in unspaced Thai: every listed word at every place, tone marks forgiven."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

_TONES: Final = frozenset("\u0e48\u0e49\u0e4a\u0e4b")
_LEADS: Final = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44")
# A consonant followed by one of these belongs to another syllable than the listed word's.
_HANGS_ON: Final = frozenset("\u0e30\u0e31\u0e32\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e4c\u0e4d")
_END: Final = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """One listed word in a text: start and end count letters without tone marks."""

    start: int
    end: int
    word: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    word: str
    toneless: bool
    groups: tuple[str, ...]


def without_tones(text: str) -> tuple[str, frozenset[int]]:
    """The text without tone marks, and behind which of its letters one stood."""
    kept: list[str] = []
    toned: list[int] = []
    for letter in text:
        if letter in _TONES:
            toned.append(len(kept) - 1)
        else:
            kept.append(letter)
    return "".join(kept), frozenset(toned)


class Spotter:
    """A trie over groups of words; `spot` returns what stands in a letters-only text."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        named: dict[str, list[str]] = {}
        for group, words in groups.items():
            for word in words:
                named.setdefault(word, []).append(group)
        self._root: dict[str, Any] = {}
        for word, names in named.items():
            self._plant(word, tuple(names))

    def _plant(self, word: str, groups: tuple[str, ...]) -> None:
        bare, toned = without_tones(word)
        node = self._root
        for letter in bare:
            node = node.setdefault(letter, {})
        node.setdefault(_END, []).append(_Entry(word, not toned, groups))

    def spot(self, bare: str, toned: frozenset[int]) -> list[Spot]:
        """Every listed word in `bare`, in order of its start; `toned` comes from `without_tones`."""
        found: list[Spot] = []
        root, length = self._root, len(bare)
        for start in range(length):
            node = root.get(bare[start])
            at = start + 1
            while node is not None:
                if _END in node and _stands_alone(bare, start, at):
                    found.extend(
                        Spot(start, at, entry.word, entry.groups)
                        for entry in node[_END]
                        if not (entry.toneless and toned and _any_tone(toned, start, at))
                    )
                node = node.get(bare[at]) if at < length else None
                at += 1
        return found


def _stands_alone(bare: str, start: int, end: int) -> bool:
    """The word does not begin inside a syllable whose vowel stands before it, nor end inside one."""
    if start and bare[start - 1] in _LEADS:
        return False
    return end >= len(bare) or bare[end] not in _HANGS_ON


def _any_tone(toned: frozenset[int], start: int, end: int) -> bool:
    return any(at in toned for at in range(start, end))


def unmasked(spots: Sequence[Spot], mask: str) -> list[Spot]:
    """The spots that neither begin nor end inside a word of the group `mask` at least as long."""
    cover: dict[int, int] = {}
    for shade in spots:
        if mask in shade.groups:
            for at in range(shade.start, shade.end):
                cover[at] = max(cover.get(at, 0), shade.end - shade.start)
    if not cover:
        return list(spots)
    return [s for s in spots if max(cover.get(s.start, 0), cover.get(s.end - 1, 0)) < s.end - s.start]


def undenied(spots: Sequence[Spot], denial: str, reach: int = 4) -> list[Spot]:
    """The spots that no denial ("was not …") covers or closely precedes."""
    denied = {at for spot in spots if denial in spot.groups for at in range(spot.start, spot.end + reach + 1)}
    return [spot for spot in spots if spot.start not in denied] if denied else list(spots)


def longest(spots: Sequence[Spot]) -> list[Spot]:
    """Of words that overlap, the longest; ties to the first."""
    taken: set[int] = set()
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.start - s.end, s.start)):
        if spot.start not in taken and spot.end - 1 not in taken:
            kept.append(spot)
            taken.update(range(spot.start, spot.end))
    return sorted(kept, key=lambda s: s.start)
