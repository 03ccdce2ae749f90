"""Several messages within a second or two are one thought: when it is complete (DECISIONS 15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Waiting:
    """An arrival not yet decided; `at_once` for danger, buttons and everything that is not text."""

    received_at: datetime
    due_at: datetime
    at_once: bool


def complete(waiting: Sequence[Waiting], now: datetime) -> bool:
    """Whether to decide now: something may not wait, the newest has had its pause, or patience is out."""
    if not waiting or any(w.at_once for w in waiting):
        return True
    newest = max(w.due_at for w in waiting)
    oldest = min(waiting, key=lambda w: w.received_at)
    patience: timedelta = 3 * (oldest.due_at - oldest.received_at)
    return newest <= now or oldest.received_at + patience <= now
