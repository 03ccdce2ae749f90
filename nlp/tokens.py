"""The words of a canonical text: PyThaiNLP's dictionary with ours, cut by nlpo3 (newmm where it is missing)."""

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Final

_DICTIONARY: Final = "klaiban"
_LONGEST: Final = 1_000  # letters; what a longer text says it has said by then (danger hears all of it)
_DIGITS = re.compile(r"\d{5,}")
_TOO_LONG = re.compile(r"[^\s\u0e00-\u0e7f]{40,}")

Cutter = Callable[[str], list[str]]


def words(text: str) -> list[str]:
    """Words without spaces; digit runs and endless strings are cut short first."""
    short = _TOO_LONG.sub(" ", _DIGITS.sub("00000", text[:_LONGEST]))
    return [word for word in _cutter()(short) if not word.isspace()]


def warm_up() -> None:
    """Load the dictionary now instead of at the first message."""
    words("")


@lru_cache(maxsize=1)
def _cutter() -> Cutter:
    try:
        return _nlpo3()
    except ImportError:
        return _newmm()


def _nlpo3() -> Cutter:
    import nlpo3  # noqa: PLC0415 - optional: newmm cuts the same where the wheel is missing

    with as_file(files("nlp").joinpath("model/dictionary.txt")) as path:
        nlpo3.load_dict(str(path), _DICTIONARY)
    return lambda text: list(nlpo3.segment(text, _DICTIONARY))


def _newmm() -> Cutter:
    from pythainlp.tokenize import Tokenizer  # noqa: PLC0415 - slow to import, only the fallback needs it

    listed = files("nlp").joinpath("model/dictionary.txt").read_text("utf-8").split("\n")
    tokenizer = Tokenizer(custom_dict=set(filter(None, listed)), engine="newmm", join_broken_num=False)
    return lambda text: list(tokenizer.word_tokenize(text))
