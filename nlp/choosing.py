"""Choosing calibration and limits from scores on messages the scoring model never saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp import fitting
from nlp.features import view
from nlp.labelled import Message

Floats = NDArray[np.float64]
# Recall of emergencies that the trained alarm must reach alone, and where a pattern stands beside it.
ALONE: Final = 0.96
IF_HEARD: Final = 0.995
AS_EMERGENCY: Final = 0.90
AS_EMERGENCY_IF_HEARD: Final = 0.96
WRONG: Final = 0.02  # of direct answers


@dataclass(frozen=True)
class HeldOut:
    """The heads' evidence (log-odds) for messages the model had not seen, with the truth."""

    messages: Sequence[Message]
    raised: Floats
    emergency: Floats
    best: Floats
    right: NDArray[np.bool_]

    @classmethod
    def of(cls, messages: Sequence[Message], heads: Sequence[str], scores: Floats) -> "HeldOut":
        """From every head's raw score for every message."""
        chance = 1 / (1 + np.exp(-scores))
        about = np.array([head.partition("/")[0] for head in heads])
        names = np.array(sorted(set(about)))
        shares = np.stack([chance[:, about == name].sum(axis=1) for name in names], axis=1)
        best = shares.max(axis=1)
        return cls(
            messages=messages,
            raised=_loudness(chance, np.array([not head.endswith("/normal") for head in heads])),
            emergency=_loudness(chance, np.array([head.endswith("/emergency") for head in heads])),
            best=np.log(best) - np.log(np.maximum(shares.sum(axis=1) - best, 1e-9)),
            right=names[shares.argmax(axis=1)] == np.array([message.intent for message in messages]),
        )

    @property
    def urgent(self) -> NDArray[np.bool_]:
        return np.array([message.raised for message in self.messages])

    @property
    def grave(self) -> NDArray[np.bool_]:
        return np.array([message.urgency == "emergency" for message in self.messages])


def _loudness(chance: Floats, loud: NDArray[np.bool_]) -> Floats:
    """As scoring.alarm weighs it."""
    return np.asarray(2 * np.log(chance[:, loud].sum(axis=1)) - np.log(chance[:, ~loud].sum(axis=1)))


def lines(held: HeldOut) -> dict[str, list[float]]:
    """Slope and shift from evidence to a probability."""
    return {
        "raised": list(fitting.platt(held.raised, held.urgent)),
        "emergency": list(fitting.platt(held.emergency, held.grave)),
        "confidence": list(fitting.platt(held.best, held.right)),
    }


def _chance(odds: Floats, line: Sequence[float]) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(line[0] * odds + line[1]))))


def limits(held: HeldOut, drawn: dict[str, list[float]]) -> dict[str, Any]:
    """Where the alarms fire, and below which confidence a resident is asked."""
    raised = _chance(held.raised, drawn["raised"])
    emergency = _chance(held.emergency, drawn["emergency"])
    sure = _chance(held.best, drawn["confidence"])
    heard = np.array([view(message.text).heard.dangerous for message in held.messages])
    return {
        "raised": _limit(raised[held.grave], ALONE),
        "raised_if_heard": min(_limit(raised[held.grave & heard], IF_HEARD), _limit(raised[held.grave], ALONE)),
        "sure": round(float(np.quantile(raised[~held.urgent], 0.985)), 4),
        "emergency": _limit(emergency[held.grave], AS_EMERGENCY),
        "emergency_if_heard": _limit(emergency[held.grave], AS_EMERGENCY_IF_HEARD),
        "ask_below": _ask_below(sure, held.right),
    }


def _limit(scores: Floats, recall: float) -> float:
    """The score that this share of the wanted reaches."""
    return round(float(np.quantile(scores, 1 - recall)), 4)


def _ask_below(sure: Floats, right: NDArray[np.bool_]) -> float:
    """The lowest confidence at which at most WRONG of all direct answers are wrong."""
    order = np.argsort(-sure)
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    kept = np.flatnonzero(wrong <= WRONG)
    return round(float(sure[order][kept[-1]]), 4) if len(kept) else 1.0
