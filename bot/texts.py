"""Content: what the service says, in TOML under bot/content; loaded once, filled with slots, never in code."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

CONTENT = Path(__file__).with_name("content")
LANGUAGES = ("th", "en")
Template = Mapping[str, Any]


@cache
def book(language: str) -> Mapping[str, Template]:
    """All templates of a language by key (`file.template`); what a language lacks is said in Thai."""
    found: dict[str, Template] = {} if language == "th" else dict(book("th"))
    for path in sorted((CONTENT / language).glob("*.toml")):
        for name, template in _load(path).items():
            found[f"{path.stem}.{name}"] = template
    return MappingProxyType(found)


@cache
def services(language: str) -> Mapping[str, Template]:
    """What is known of each service, by intent."""
    folder = CONTENT / "services" / ("" if language == "th" else language)
    found = {} if language == "th" else dict(services("th"))
    return MappingProxyType(found | {path.stem: _load(path) for path in sorted(folder.glob("*.toml"))})


def template(key: str, language: str) -> Template:
    """The template of a key. A missing key is a fault of ours and raises KeyError with its name."""
    return book(language)[key]


def name(kind: str, value: str, language: str) -> str:
    """What a stored word is called in a language; the word itself when it has no name."""
    if kind == "intents" and value in services(language):
        return str(services(language)[value]["short"])
    given = book(language).get(f"names.{kind}", {})
    return str(given.get(value, value))


def neutral_alt(language: str) -> str:
    """What a notification, the chat list and a quote show of a card: always the same, whatever the card says."""
    return name("words", "alt", language)


def fill(text: str, slots: Mapping[str, Any]) -> str:
    """The text with its slots filled; the words put in are never read as a template themselves."""
    return text.format_map(slots)


def lines(said: Any, slots: Mapping[str, Any]) -> list[str]:
    """The lines of a template's `say`: a text, or a list with lines that depend on a slot being there."""
    if isinstance(said, str):
        return [fill(said, slots)]
    chosen = (line if isinstance(line, str) else _chosen(line, slots) for line in said)
    return [fill(line, slots) for line in chosen if line]


def _chosen(line: Mapping[str, str], slots: Mapping[str, Any]) -> str | None:
    wanted = bool(slots.get(line["if"])) if "if" in line else not slots.get(line["unless"])
    return line["say"] if wanted else None


@cache
def typed_words() -> Mapping[str, Mapping[str, str]]:
    """What can be typed: for `member` and `resident`, each word (lower case) and what it asks for."""
    table = _load(CONTENT / "words.toml")
    return {who: {word.lower(): do for do, words in asks.items() for word in words} for who, asks in table.items()}


def first_centres() -> list[dict[str, str]]:
    """The centres an empty database begins with."""
    return list(_load(CONTENT / "centres.toml")["centres"])


def _load(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
