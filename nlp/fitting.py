"""Fitting the heads on labelled messages: the only file that knows scikit-learn, never loaded in service."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

Features = Sequence[Sequence[Sequence[str]]]
Floats = NDArray[np.float64]

MIN_COUNT: Final = (1, 2, 1, 1)
C: Final = 20.0
NEVER: Final = -8.0
SILENCES: Final = 20
UNSEEN: Final = 0.5  # of the weight of the rarest seen feature


@dataclass(frozen=True)
class Space:
    """The features seen in training, by block, with their idf."""

    vocabularies: tuple[dict[str, int], ...]
    idf: tuple[Floats, ...]

    @property
    def unknown(self) -> list[float]:
        """What an unseen feature adds to a text's squared length: strange texts speak more softly."""
        return [float((idf.max(initial=0) * UNSEEN) ** 2) for idf in self.idf]

    def matrix(self, features: Features, scales: Sequence[float]) -> Any:
        """Texts as rows; each block has the length its scale says."""
        blocks = [self._block(features, number) * scale for number, scale in enumerate(scales)]
        return sparse.hstack(blocks).tocsr()

    def _block(self, features: Features, number: int) -> Any:
        vocabulary, idf = self.vocabularies[number], self.idf[number]
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for text in features:
            known = [vocabulary[f] for f in text[number] if f in vocabulary]
            heavy = idf[known]
            unknown = sum(f not in vocabulary for f in text[number] if " " not in f) * self.unknown[number]
            columns.extend(known)
            values.extend(heavy / (np.sqrt(heavy @ heavy + unknown) or 1.0))
            ends.append(len(columns))
        return sparse.csr_matrix((values, columns, ends), shape=(len(features), len(vocabulary)))


def space(features: Features) -> Space:
    """What is worth counting: seen often enough, rarer things heavier."""
    vocabularies, idfs = [], []
    for number, least in enumerate(MIN_COUNT[: len(features[0])]):
        seen: dict[str, int] = {}
        for text in features:
            for feature in text[number]:
                seen[feature] = seen.get(feature, 0) + 1
        kept = sorted(feature for feature, count in seen.items() if count >= least)
        vocabularies.append({feature: at for at, feature in enumerate(kept)})
        idfs.append(np.array([np.log((1 + len(features)) / (1 + seen[f])) + 1 for f in kept]))
    return Space(tuple(vocabularies), tuple(idfs))


@dataclass(frozen=True)
class Lesson:
    """Texts as rows, the head each belongs to, and how much each counts."""

    matrix: Any
    wanted: NDArray[np.str_]
    share: Floats


def with_strangers(lesson: Lesson, *, like: str, weight: float) -> Lesson:
    """The same with faint copies of what means nothing to us, and with silence, as further rows of `like`.

    Without them a text of unknown words leaves every head at its bias, and biases of balanced heads are loud.
    """
    faint = lesson.matrix[np.flatnonzero(lesson.wanted == like)]
    silence = sparse.csr_matrix((SILENCES, lesson.matrix.shape[1]))
    more = 2 * faint.shape[0] + SILENCES
    return Lesson(
        sparse.vstack([lesson.matrix, faint * 0.5, faint * 0.2, silence]).tocsr(),
        np.concatenate([lesson.wanted, np.full(more, like)]),
        np.concatenate([lesson.share, np.full(more, weight)]),
    )


def fit_head(lesson: Lesson, name: str) -> tuple[Floats, float]:
    """One balanced logistic regression: its weights and its bias."""
    hits = lesson.wanted == name
    if not hits.any():  # a rare head whose examples all lie in the held-out sittings
        return np.zeros(lesson.matrix.shape[1]), NEVER
    head = LogisticRegression(C=C, class_weight="balanced", solver="liblinear", dual=True, tol=0.01, random_state=0)
    head.fit(lesson.matrix, hits, sample_weight=lesson.share)
    return head.coef_[0], float(head.intercept_[0])


def platt(raw: Floats, hits: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and shift that turn held-out scores into probabilities."""
    line = LogisticRegression(C=1e4).fit(raw.reshape(-1, 1), hits)
    return float(line.coef_[0, 0]), float(line.intercept_[0])
