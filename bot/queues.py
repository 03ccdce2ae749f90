"""The doorbell: names of queues and jobs, and how a worker is told that a row waits.

The queue is never the letter-box. A ring carries an internal id and nothing else; a lost one is made good by
the sweep.
"""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer

URGENT, NORMAL, DELIVER = "urgent", "normal", "deliver"
QUEUES = (URGENT, NORMAL, DELIVER)

HANDLE = "workers.intake.handle"
SEND = "workers.delivery.deliver"
SETTLE = "workers.settling.settle"
LEAVE = "workers.leaving.leave"
JOBS = frozenset({HANDLE, SEND, SETTLE, LEAVE})  # nothing else is ever run (RELIABILITY 2.8: a queue is code execution)


def connect(url: str, *, patience: float | None = 2.0) -> Redis:
    """A client that never hangs: half a second to connect, `patience` seconds for an answer.

    A worker that waits at its queue passes None; RQ then sets the time-out its waiting needs.
    """
    retry = Retry(NoBackoff(), 1)
    return Redis.from_url(url, socket_connect_timeout=0.5, socket_timeout=patience, retry=retry, protocol=2)


@dataclass(frozen=True, slots=True)
class Doorbell:
    """Rings workers. True when the ring was heard; a dead Redis is not an error, the row is safe."""

    redis: Redis

    def ring(self, job: str, identity: UUID, *, queue: str) -> bool:
        with suppress(RedisError, OSError):
            Queue(queue, connection=self.redis, serializer=JSONSerializer).enqueue_call(
                job, (identity.hex,), description=job, result_ttl=0, failure_ttl=3600, timeout=30
            )
            return True
        return False
