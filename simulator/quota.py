"""The monthly quota: how many messages the account may still push (D/pricing)."""

from dataclasses import dataclass
from typing import Any


@dataclass
class Quota:
    """Counted for each person reached; replies are free."""

    type: str = "none"
    value: int | None = None
    used: int = 0

    def allows(self, more: int) -> bool:
        return self.type == "none" or self.value is None or self.used + more <= self.value

    def spend(self, more: int) -> None:
        self.used += more

    def as_json(self) -> dict[str, Any]:
        return {"type": self.type} | ({"value": self.value} if self.type == "limited" else {})
