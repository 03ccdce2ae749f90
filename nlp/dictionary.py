"""Building the dictionary the words are cut by: PyThaiNLP's list (CC0) with our words in and misleading ones out."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

_OURS: Final = Path(__file__).parent / "lexicon" / "dictionary.txt"
_BUILT: Final = Path(__file__).parent / "model" / "dictionary.txt"


def write_dictionary() -> None:
    """Write model/dictionary.txt; a line of ours that begins with `-` takes a word out."""
    ours = [line.strip() for line in _OURS.read_text("utf-8").splitlines() if line.strip()]
    misleading = {line.removeprefix("-") for line in ours if line.startswith("-")}
    kept = {*_pythainlp_words(), *(line for line in ours if not line.startswith("-"))} - misleading
    _BUILT.write_text("\n".join(sorted(kept)) + "\n", "utf-8")


def _pythainlp_words() -> set[str]:
    """Found without importing PyThaiNLP, which would make a data folder in somebody's home."""
    found = find_spec("pythainlp")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("pythainlp")
    listed = Path(found.submodule_search_locations[0]) / "corpus" / "words_th.txt"
    return {word.strip() for word in listed.read_text("utf-8").splitlines() if word.strip()}
