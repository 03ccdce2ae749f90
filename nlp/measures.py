"""Numbers that say how well a reader reads: shares with their uncertainty, F1, calibration error."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Share:
    """hits of all, with the Wilson interval at 95 %."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.of:
            return (0.0, 1.0)
        z, n, p = 1.96, self.of, self.value
        middle = p + z * z / (2 * n)
        spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return ((middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n))

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.3f} [{low:.3f}, {high:.3f}] ({self.hits}/{self.of})"


def share(flags: Iterable[bool]) -> Share:
    """How many of these are true."""
    listed = list(flags)
    return Share(sum(listed), len(listed))


@dataclass(frozen=True, slots=True)
class ClassScore:
    """Precision, recall and F1 of one class."""

    name: str
    precision: float
    recall: float
    f1: float
    count: int


def by_class(truth: Sequence[str], said: Sequence[str]) -> list[ClassScore]:
    """The scores of every class that occurs in the truth."""
    pairs = list(zip(truth, said, strict=True))
    scores = []
    for name in sorted(set(truth)):
        right = sum(t == s == name for t, s in pairs)
        claimed, count = sum(s == name for _, s in pairs), sum(t == name for t, _ in pairs)
        precision, recall = right / claimed if claimed else 0.0, right / count
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        scores.append(ClassScore(name, precision, recall, f1, count))
    return scores


def macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    """The mean F1 over the classes that occur in the truth."""
    scores = by_class(truth, said)
    return sum(score.f1 for score in scores) / len(scores) if scores else 0.0


def reliability(chances: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[tuple[float, float, int]]:
    """For each tenth of confidence: mean confidence, share right, count."""
    rows = []
    for low in range(bins):
        inside = [(c, r) for c, r in zip(chances, right, strict=True) if min(int(c * bins), bins - 1) == low]
        if inside:
            rows.append((sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside), len(inside)))
    return rows


def calibration_error(chances: Sequence[float], right: Sequence[bool]) -> float:
    """How far confidence lies from the truth, on average (ECE, ten bins)."""
    rows = reliability(chances, right)
    total = sum(count for *_, count in rows)
    return sum(abs(mean - hit) * count for mean, hit, count in rows) / total if total else 0.0
