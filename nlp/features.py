"""What the model sees of a text: words in ones and twos, sounds in twos to fives, listed groups, classes."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from nlp import danger, intents
from nlp.canonical import canonical, skeleton
from nlp.concepts import concepts, standard
from nlp.keyboard import rescued
from nlp.tokens import words

BLOCKS: Final = ("words", "sounds", "groups", "concepts")
CONCEPTS: Final = BLOCKS.index("concepts")
_HEAD: Final = 700
_TAIL: Final = 300
_SOUNDS: Final = (2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class View:
    """One text in all the forms later layers look at; `cut` are its words as written."""

    spelled: str
    heard: danger.Heard
    guessed: intents.Guess
    cut: tuple[str, ...]
    features: tuple[list[str], ...]


def view(text: str) -> View:
    """Spell it, listen for danger, weigh the listed words, cut it."""
    spelled = _meant(text)
    short = spelled if len(spelled) <= _HEAD + _TAIL else f"{spelled[:_HEAD]} {spelled[-_TAIL:]}"
    heard, guessed = danger.hear(spelled), intents.guess(short)
    cut = words(short)
    features = (word_ones_and_twos(cut), sounds(skeleton(short)), _groups(heard, guessed), _concepts(short))
    return View(spelled, heard, guessed, tuple(cut), features)


def _meant(text: str) -> str:
    """The canonical text; of a wrong keyboard layout the Thai behind it, if that says something."""
    spelled, other = canonical(text), rescued(text)
    if other is text:
        return spelled
    thai = canonical(other)
    return thai if danger.hear(thai).dangerous or intents.guess(thai).ranked else spelled


def word_ones_and_twos(cut: list[str]) -> list[str]:
    """Standard words, each by itself and with the next."""
    meant = standard()
    said = [meant.get(word, word) for word in cut]
    pairs = (f"{one} {two}" for one, two in pairwise(said))
    return list(dict.fromkeys([*said, *pairs]))


def sounds(heard: str) -> list[str]:
    """All stretches of two to five letters of a skeleton."""
    framed = f"^{heard}$"
    length = len(framed)
    return sorted({framed[at : at + n] for n in _SOUNDS for at in range(length - n + 1)})


def _groups(heard: danger.Heard, guessed: intents.Guess) -> list[str]:
    named = [f"group {group}" for group in heard.groups]
    named += [f"pattern {name}" for name in heard.patterns]
    named += [f"level {heard.level}"]
    named += [f"{name} {min(int(weight), 6)}" for name, weight in guessed.ranked]
    return list(dict.fromkeys(named))


def _concepts(spelled: str) -> list[str]:
    """Classes of meaning in ones and in ordered neighbours."""
    named = concepts(spelled)
    pairs = (f"{one} > {two}" for one, two in pairwise(named))
    return list(dict.fromkeys([*named, *pairs]))


def warm_up() -> None:
    """Load every list and the dictionary now instead of at the first message."""
    view("")
