"""Retry keys: the same key within 24 hours is the same request (D/retrying-api-request)."""

from dataclasses import dataclass, field
from typing import Any

LIFE_MS = 24 * 60 * 60 * 1000
TIDY_EVERY = 4096


@dataclass(slots=True)
class Accepted:
    request_id: str
    at: int
    answer: dict[str, Any]


@dataclass
class RetryKeys:
    """Which keys were accepted, and what was answered then."""

    accepted: dict[tuple[str, str], Accepted] = field(default_factory=dict)

    def seen(self, operation: str, key: str, now: int) -> Accepted | None:
        known = self.accepted.get((operation, key.lower()))
        return known if known and now - known.at <= LIFE_MS else None

    def remember(self, operation: str, key: str, accepted: Accepted) -> None:
        if len(self.accepted) % TIDY_EVERY == TIDY_EVERY - 1:
            self.accepted = {k: a for k, a in self.accepted.items() if accepted.at - a.at <= LIFE_MS}
        self.accepted[operation, key.lower()] = accepted
