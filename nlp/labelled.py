"""The labelled messages: reading the sittings, and which of them teach, choose or judge."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

URGENCIES: Final = ("normal", "urgent", "emergency")
TAGS: Final = frozenset(
    {
        *("hard_negative", "hard_positive", "south", "isan", "north", "noisy", "third_party", "child"),
        *("male_victim", "negated", "past", "indirect", "english", "myanmar", "several", "long", "short"),
        *("physical", "sexual", "threat", "suicide", "neglect", "child_harm", "locked", "disaster"),
        *("medical", "trafficking", "psychosis", "missing"),
    }
)


@dataclass(frozen=True, slots=True)
class Message:
    """One line of a sitting."""

    sitting: str
    line: int
    urgency: str
    intent: str
    also: tuple[str, ...]
    tags: frozenset[str]
    text: str

    @property
    def raised(self) -> bool:
        """Somebody must act before the next working day."""
        return self.urgency != "normal"


def sittings() -> tuple[str, ...]:
    """The names of all sittings, in order."""
    folder = files("nlp").joinpath("sentences")
    return tuple(sorted(f.name.removesuffix(".tsv") for f in folder.iterdir() if f.name.endswith(".tsv")))


def split() -> dict[str, tuple[str, ...]]:
    """Sittings by their part: "dev" chooses, "test" judges; every other sitting teaches."""
    table = tomllib.loads(files("nlp").joinpath("sentences/split.toml").read_text("utf-8"))
    kept = {part: tuple(table[part]) for part in ("dev", "test")}
    held_out = {name for names in kept.values() for name in names}
    return {"train": tuple(name for name in sittings() if name not in held_out), **kept}


@lru_cache(maxsize=64)
def sitting(name: str) -> tuple[Message, ...]:
    """The messages of one sitting."""
    return parsed(name, files("nlp").joinpath(f"sentences/{name}.tsv").read_text("utf-8"))


def parsed(name: str, text: str) -> tuple[Message, ...]:
    """Messages in the form of sentences/README.md."""
    rows = ((number, row) for number, row in enumerate(text.splitlines(), 1) if row and not row.startswith("#"))
    return tuple(_message(name, number, row) for number, row in rows)


def part(name: str) -> tuple[Message, ...]:
    """All messages of "train", "dev" or "test"."""
    return tuple(message for sat in split()[name] for message in sitting(sat))


def _message(name: str, number: int, row: str) -> Message:
    fields = row.split("\t")
    if len(fields) != 5:
        raise ValueError(f"{name}:{number}: five fields, not {len(fields)}")
    urgency, intent, also, tags, text = fields
    return Message(name, number, urgency, intent, _listed(also), frozenset(_listed(tags)), text.replace("\\n", "\n"))


def _listed(field: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in field.split(",") if word.strip())
