"""Text typed with the keyboard set to the wrong language, and which keys lie side by side."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

_THAI = re.compile("[\u0e00-\u0e7f]")
_ENOUGH: Final = 4
# Thai typed blind is full of keys that English words hardly hold in their middle.
_ODD = re.compile(r"[a-z][;\[\]/,.'=\-0-9][a-z;\[\]/,.'=\-]|[;\[\]'=/][a-z]", re.IGNORECASE)


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, Any]]:
    table = tomllib.loads(files("nlp").joinpath("lexicon/keyboard.toml").read_text("utf-8"))
    return list(table["row"])


@lru_cache(maxsize=1)
def _to_thai() -> dict[int, str]:
    keys: dict[int, str] = {}
    for row in _rows():
        keys.update(zip(map(ord, row["latin_shifted"]), row["thai_shifted"], strict=True))
        keys.update(zip(map(ord, row["latin"]), row["thai"], strict=True))
    return keys


def rescued(text: str) -> str:
    """The Thai that was meant, if the text looks typed on the wrong layout; else the text itself."""
    if len(text) < _ENOUGH or _THAI.search(text) or not _ODD.search(text) or "://" in text:
        return text
    return text.translate(_to_thai())


@lru_cache(maxsize=1)
def neighbours() -> dict[str, str]:
    """For each Thai letter the letters on the keys beside it."""
    beside: dict[str, str] = {}
    for row in _rows():
        for keys in (row["thai"], row["thai_shifted"]):
            for at, key in enumerate(keys):
                beside[key] = keys[max(0, at - 1) : at] + keys[at + 1 : at + 2]
    return beside
