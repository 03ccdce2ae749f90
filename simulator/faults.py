"""Faults on demand: what goes wrong, where, how often."""

import random
from dataclasses import asdict, dataclass, field
from typing import Any

KINDS = ("500_before", "500_after", "hang", "hang_after", "429", "reset", "reset_after", "401")
AFTER = ("500_after", "hang_after", "reset_after")


@dataclass
class Rule:
    """One switch: this operation (or "*") fails in this way, so many times or with this probability."""

    operation: str = "*"
    fault: str = "500_before"
    times: int | None = None
    probability: float = 1.0
    seconds: float = 30.0

    def strikes(self, operation: str, chance: random.Random) -> bool:
        if self.operation not in ("*", operation) or self.times == 0:
            return False
        if self.probability < 1 and chance.random() >= self.probability:
            return False
        if self.times is not None:
            self.times -= 1
        return True


@dataclass
class WebhookFaults:
    """What happens to webhooks on their way."""

    duplicate: int = 0
    reorder: bool = False
    delay_ms: int = 0
    batch_ms: int = 0
    drop: float = 0.0
    unknown_type: bool = False
    redelivery: bool = False
    redelivery_count: int = 5
    redelivery_interval_ms: int = 1000


@dataclass
class Faults:
    """All switches together, as `/sim/faults` reads and writes them."""

    rules: list[Rule] = field(default_factory=list)
    webhook: WebhookFaults = field(default_factory=WebhookFaults)
    expire_tokens: bool = False
    transcoding_ms: int = 500

    def strike(self, operation: str, chance: random.Random) -> Rule | None:
        return next((rule for rule in self.rules if rule.strikes(operation, chance)), None)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_faults(wanted: dict[str, Any]) -> Faults:
    """Switches from JSON; ValueError or TypeError names what is not understood."""
    rules = [Rule(**rule) for rule in wanted.get("rules", [])]
    for rule in rules:
        if rule.fault not in KINDS:
            raise ValueError(f"unknown fault {rule.fault}; known: {', '.join(KINDS)}")
    webhook = WebhookFaults(**wanted.get("webhook", {}))
    expire = bool(wanted.get("expire_tokens", False))
    return Faults(rules, webhook, expire, int(wanted.get("transcoding_ms", Faults.transcoding_ms)))
