"""The shipped model: a text's features weighed, in numpy alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from nlp.packing import Floats, Weights, unpack

Chances = NDArray[np.float32] | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares of the intents (they sum to 1), the chance that the best is right, the two alarms."""

    intents: dict[str, float]
    confidence: float
    raised: float
    emergency: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The model this installation was shipped with."""
    return unpack(files("nlp").joinpath("model/reader.npz").read_bytes())


def version() -> str:
    """The model file's fingerprint, for every ticket."""
    return weights().version


def score(features: Sequence[Sequence[str]], model: Weights) -> Scores:
    """Every head is one intent at one urgency; their chances add up to what is asked."""
    rows, values = gathered(features, model)
    chance = 1 / (1 + np.exp(-(values @ model.table[rows] * model.scale + model.bias)))
    by_intent = np.bincount(model.intent_of, weights=chance, minlength=len(model.intents)) / chance.sum()
    best = float(by_intent.max())
    return Scores(
        intents=dict(zip(model.intents, by_intent.tolist(), strict=True)),
        confidence=calibrated(best, 1 - best, model.lines["confidence"]),
        raised=alarm(chance, model.raised, model.lines["raised"]),
        emergency=alarm(chance, model.emergency, model.lines["emergency"]),
    )


def alarm(chance: Chances, loud: NDArray[np.bool_], line: Sequence[float]) -> float:
    """The chance that some loud head is right; its own strength counts beside its share.

    A strange text says little to any head: share alone would call it half loud.
    """
    heard = float(chance[loud].sum())
    return calibrated(heard * heard, float(chance[~loud].sum()), line)


def calibrated(yes: float, no: float, line: Sequence[float]) -> float:
    """Evidence for and against as a probability: a line through held-out log-odds."""
    odds = np.log(max(yes, 1e-9)) - np.log(max(no, 1e-9))
    return float(1 / (1 + np.exp(-(line[0] * odds + line[1]))))


def gathered(features: Sequence[Sequence[str]], model: Weights) -> tuple[NDArray[np.intp], Floats]:
    """The known features' rows and their values, each block of length one."""
    rows: list[int] = []
    values: list[Floats] = []
    unseen = model.settings["unknown"]
    for block, vocabulary, unknown in zip(features, model.vocabularies, unseen, strict=True):
        known = [vocabulary[feature] for feature in block if feature in vocabulary]
        if known:
            heavy = model.idf[known]
            strange = sum(feature not in vocabulary for feature in block if " " not in feature)
            values.append(heavy / np.sqrt(heavy @ heavy + strange * unknown))
            rows.extend(known)
    joined = np.concatenate(values) if values else np.zeros(0, np.float32)
    return np.asarray(rows, np.intp), joined


def reasons(words: Sequence[str], intent: str, *, raised: bool, model: Weights) -> list[tuple[str, float]]:
    """How much each word speaks for the intent (and, if raised, for its pressing heads), strongest first."""
    columns = [
        at
        for at, head in enumerate(model.heads)
        if head.startswith(f"{intent}/") and (not raised or not head.endswith("/normal"))
    ]
    vocabulary = model.vocabularies[0]
    told = {word: vocabulary[word] for word in words if word in vocabulary}
    if not told or not columns:
        return []
    rows = list(told.values())
    weighed = (model.table[np.ix_(rows, columns)] * model.scale[columns]).max(axis=1) * model.idf[rows]
    pairs = zip(told, weighed.tolist(), strict=True)
    return sorted((pair for pair in pairs if pair[1] > 0), key=lambda pair: -pair[1])
