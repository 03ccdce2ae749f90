"""The journal: every webhook sent and every API call received, in order."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from simulator.clock import Clock
from simulator.feed import Feed

KEPT = 20_000  # a load test must not eat the machine's memory


@dataclass
class Journal:
    """What `/sim/log` reads aloud."""

    clock: Clock
    feed: Feed
    entries: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=KEPT))
    last: int = 0

    def write(self, kind: str, entry: dict[str, Any]) -> None:
        self.last += 1
        entry = {"n": self.last, "at": self.clock.now_ms(), "kind": kind} | entry
        self.entries.append(entry)
        if self.feed.listeners:
            self.feed.publish({"kind": "log", "entry": entry})

    def read(self, after: int, kind: str | None) -> list[dict[str, Any]]:
        return [e for e in self.entries if e["n"] > after and kind in (None, e["kind"])]

    def clear(self) -> None:
        self.entries.clear()
