"""One spelling for what people type: canonical form, letters-only form, skeleton."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

LONGEST: Final = 20_000  # LINE allows 5,000; whatever is longer is cut, never refused

_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_ABOVE = "\u0e31\u0e34-\u0e37\u0e47\u0e4d"
_BELOW = "\u0e38-\u0e3a"
_MARKS = f"{_TONES}{_ABOVE}{_BELOW}\u0e4c\u0e4e"
_CONSONANT = "[\u0e01-\u0e2e]"
_CHUNK = f"[\u0e40-\u0e44]?{_CONSONANT}[{_MARKS}]*[\u0e30\u0e32\u0e33\u0e40-\u0e44]?"

# Soft hyphen, joiners, direction marks, BOM, variation selectors, control characters, half surrogates.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\t\u00a0\u2000-\u200a\u3000]")
_SPACES = re.compile(r" {2,}")
_LINES = re.compile(r"[ \n]*\n[ \n]*")
# A lone mark after a space belongs to the letter before; at the very start it belongs to nothing.
_STRAY = re.compile(f"(?:^|(?<=\n))[{_MARKS}]+| +(?=[{_MARKS}])")
_SPACED_OUT = re.compile(f"(?<![^\\s]){_CHUNK}(?:[ .\\-_*]{{1,2}}{_CHUNK}){{2,}}(?![^\\s])")
_SEPARATOR = re.compile(r"[ .\-_*]+")
# The order of PyThaiNLP's normalize(): doubled sara e, tone before vowel, split sara am, vowel before tone.
_REORDER = (
    (re.compile("\u0e40\u0e40"), "\u0e41"),
    (re.compile(f"([{_TONES}\u0e4c]+)([{_ABOVE}{_BELOW}]+)"), r"\2\1"),
    (re.compile(f"\u0e4d([{_TONES}]*)\u0e32"), "\\1\u0e33"),
    (re.compile(f"([\u0e30\u0e32\u0e33\u0e45]+)([{_TONES}]+)"), r"\2\1"),
    (re.compile("(?<![\u0e24\u0e26])\u0e45"), "\u0e32"),
)
_TWICE = re.compile("([\u0e30-\u0e3a\u0e40-\u0e44\u0e47\u0e4c-\u0e4e])\\1+")
_MANY_TONES = re.compile(f"[{_TONES}]+([{_TONES}])")
_DRAWN_OUT = re.compile("([\u0e01-\u0e2ea-z])\\1{2,}")
_THAI_DIGITS = {0x0E50 + digit: str(digit) for digit in range(10)}
_NOT_LETTERS = re.compile(r"[^\w\u0e00-\u0e7f\u1000-\u109f]+|_")
_RUNS = re.compile(r"(\D)\1+")


@lru_cache(maxsize=1)
def _spelling() -> dict[str, Any]:
    return tomllib.loads(files("nlp").joinpath("lexicon/spelling.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _folding() -> dict[int, str | None]:
    folds: dict[int, str | None] = {ord(mark): None for mark in _spelling()["skeleton"]["dropped"]}
    for kept, letters in _spelling()["skeleton"]["folded"].items():
        folds.update(dict.fromkeys(map(ord, letters), kept))
    return folds


def canonical(text: str) -> str:
    """The text in one spelling; meaning and words stay, typing accidents go."""
    text = unicodedata.normalize("NFC", text[:LONGEST])
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text)).translate(_THAI_DIGITS).lower()
    text = _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    text = _STRAY.sub("", text)
    for wrong, right in _REORDER:
        text = wrong.sub(right, text)
    text = _MANY_TONES.sub(r"\1", _TWICE.sub(r"\1", text))
    text = _SPACED_OUT.sub(lambda run: _SEPARATOR.sub("", run.group()), text)
    return _DRAWN_OUT.sub(r"\1", text)


def letters(text: str) -> str:
    """A canonical text without spaces and punctuation: Thai, Latin and Burmese letters, digits."""
    return _NOT_LETTERS.sub("", text)


def skeleton(text: str) -> str:
    """A canonical text by its sound: no tone marks, letters that sound alike made one, no doubles."""
    return _RUNS.sub(r"\1", letters(text).translate(_folding()))
