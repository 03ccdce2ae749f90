"""`python -m nlp.train`: the labelled messages become the model file, the same bytes every time."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp import fitting
from nlp.choosing import HeldOut, limits, lines
from nlp.dictionary import write_dictionary
from nlp.features import view
from nlp.labelled import Message, part
from nlp.noise import accident
from nlp.packing import pack

SEED: Final = 82
FOLDS: Final = 4
KEPT: Final = 90_000  # features; more make the file larger and hardly better
SCALES: Final = (1.0, 1.2, 0.2, 0.4)  # of the blocks: words, sounds, groups, concepts
RARE: Final = 3  # a head with fewer examples joins the next calmer one
NOISE: Final = 0.7  # a noisy copy teaches a little less than the clean line
NOTHING: Final = "out_of_scope/normal"
STRANGERS: Final = 0.5
MODEL: Final = Path(__file__).parent / "model" / "reader.npz"

Floats = NDArray[np.float64]


def main() -> int:
    """Write the dictionary and the model from the sittings that teach and choose."""
    write_dictionary()
    messages = [*part("train"), *part("dev")]
    raw = build(messages)
    MODEL.write_bytes(raw)
    print(f"{len(messages)} messages -> {MODEL.name}, {len(raw)} bytes")  # noqa: T201
    return 0


def build(messages: Sequence[Message]) -> bytes:
    """The model file for these messages: heads, calibration and limits."""
    clean = [view(message.text).features for message in messages]
    heads = labels(messages)
    names = tuple(sorted(set(heads)))
    held_out = HeldOut.of(messages, names, cross_scores(messages, clean, heads))
    table, bias, space = fit(messages, clean, heads, names)
    settings: dict[str, Any] = {"heads": names, "lines": lines(held_out)}
    settings |= {"unknown": space.unknown, "limits": limits(held_out, settings["lines"]), "messages": len(messages)}
    rows = np.sort(np.argsort(-np.abs(table).max(axis=1), kind="stable")[:KEPT])
    return pack(_blocks(space, rows), table[rows], np.concatenate(space.idf)[rows], bias, settings)


def labels(messages: Sequence[Message]) -> list[str]:
    """Each message's head: its intent at its urgency; the too rare go to the calmer neighbour."""
    calmer = {"emergency": "urgent", "urgent": "normal"}
    heads = [f"{message.intent}/{message.urgency}" for message in messages]
    for loud, calm in calmer.items():
        counts = Counter(heads)
        rare = {head for head in counts if head.endswith(f"/{loud}") and counts[head] < RARE}
        heads = [head.replace(loud, calm) if head in rare else head for head in heads]
    return heads


def fit(
    messages: Sequence[Message], clean: fitting.Features, heads: Sequence[str], names: Sequence[str]
) -> tuple[Floats, Floats, fitting.Space]:
    """All heads on the messages and one noisy copy of each: weights with the block scales folded in."""
    chance = Random(SEED)  # noqa: S311 - accidents, not secrets
    taught = [*clean, *(view(accident(message.text, chance)).features for message in messages)]
    space = fitting.space(taught)
    wanted = np.array([*heads, *heads])
    share = np.concatenate([np.ones(len(clean)), np.full(len(clean), NOISE)])
    lesson = fitting.with_strangers(
        fitting.Lesson(space.matrix(taught, SCALES), wanted, share), like=NOTHING, weight=STRANGERS
    )
    fitted = [fitting.fit_head(lesson, name) for name in names]
    stretch = np.repeat(SCALES, [len(vocabulary) for vocabulary in space.vocabularies])
    table = np.stack([weights * stretch for weights, _ in fitted], axis=1)
    return table, np.array([bias for _, bias in fitted]), space


def cross_scores(messages: Sequence[Message], clean: fitting.Features, heads: Sequence[str]) -> Floats:
    """Every head's score for every message, by a model that never saw its sitting."""
    names = tuple(sorted(set(heads)))
    sittings = list(dict.fromkeys(message.sitting for message in messages))
    fold = np.array([sittings.index(message.sitting) % FOLDS for message in messages])
    scores = np.zeros((len(messages), len(names)))
    for number in range(FOLDS):
        out, rest = np.flatnonzero(fold == number), np.flatnonzero(fold != number)
        if len(out):
            table, bias, space = fit(_at(messages, rest), _at(clean, rest), _at(heads, rest), names)
            scores[out] = space.matrix(_at(clean, out), (1.0,) * len(SCALES)) @ table + bias
    return scores


def _at(listed: Sequence[Any], places: NDArray[np.intp]) -> list[Any]:
    return [listed[int(place)] for place in places]


def _blocks(space: fitting.Space, rows: NDArray[np.intp]) -> list[list[str]]:
    """The names of the kept features, block by block."""
    listed = [feature for vocabulary in space.vocabularies for feature in vocabulary]
    ends = np.cumsum([len(vocabulary) for vocabulary in space.vocabularies])
    starts = [0, *ends[:-1]]
    return [[listed[r] for r in rows if low <= r < high] for low, high in zip(starts, ends, strict=True)]


if __name__ == "__main__":
    sys.exit(main())
