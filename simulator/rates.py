"""Rate limits: one token bucket for each operation of the channel (R#rate-limits)."""

from dataclasses import dataclass, field

SECONDS = {"second": 1, "minute": 60, "hour": 3600}


@dataclass(frozen=True)
class Rate:
    """So many requests in so many seconds."""

    count: int
    seconds: int

    @classmethod
    def read(cls, words: str) -> "Rate":
        count, unit = words.split("/")
        return cls(int(count), SECONDS[unit])


@dataclass(slots=True)
class Bucket:
    tokens: float
    at: int


@dataclass
class Buckets:
    """How much of each operation's rate is left."""

    buckets: dict[str, Bucket] = field(default_factory=dict)

    def allow(self, operation: str, rate: Rate, now: int) -> bool:
        bucket = self.buckets.setdefault(operation, Bucket(rate.count, now))
        refill = max(0, now - bucket.at) * rate.count / (rate.seconds * 1000)
        bucket.tokens, bucket.at = min(rate.count, bucket.tokens + refill), now
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True
