"""An RQ worker of ours: warmed, non-forking, one queue, an allow-list of jobs, and the rows when Redis is away.

RQ is the doorbell only (RELIABILITY 2): no retry, no scheduler, no cron. A supervisor restarts it on any exit.
"""

import sys
import time
from typing import Any

from redis import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import DequeueTimeout, StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer

from bot import logs, queues
from bot.wires import Wires, current, use, wire
from nlp import reader
from workers.sweep import sweep

IDLE = 3  # seconds between looks at the rows while the doorbell is silent


class ForbiddenJob(Exception):
    """A job that is not on the list: somebody wrote to our Redis."""


class AllowedJob(Job):  # type: ignore[misc]
    """A job that can only be one of ours, without callbacks."""

    @property
    def func(self) -> Any:
        if self.func_name not in queues.JOBS or self.instance is not None or self.kwargs:
            raise ForbiddenJob
        return super().func

    success_callback = failure_callback = stopped_callback = property(lambda _self: None)


class Worker(SimpleWorker):  # type: ignore[misc]
    """Waits at one queue; while Redis is away, deals with rows that are due."""

    job_class = AllowedJob

    def dequeue_job_and_maintain_ttl(self, timeout: int | None, max_idle_time: int | None = None) -> Any:
        del timeout, max_idle_time
        while True:
            try:
                self.heartbeat()
                return Queue.dequeue_any(
                    self.queues, IDLE, connection=self.connection, job_class=AllowedJob, serializer=JSONSerializer
                )
            except DequeueTimeout:
                continue
            except (RedisError, OSError):
                self.connection.close()
                _without_doorbell(current())


def _without_doorbell(wires: Wires) -> None:
    """One round on the rows themselves (DECISIONS 13)."""
    try:
        sweep(wires)
    except StopRequested:
        raise
    except Exception as error:  # noqa: BLE001 - the next round tries again
        logs.log().error("round_failed", **logs.failure(error))
    time.sleep(1)


def main(queue: str) -> None:
    """Work at this queue until told to stop."""
    if queue not in queues.QUEUES:
        sys.exit(f"no such queue: {queue} (one of {', '.join(queues.QUEUES)})")
    wires = use(wire())
    logs.begin(queue, wires.settings.log)
    reader.warm_up()
    _ = wires.line  # the SDK takes two seconds to load; before the first message, not during it
    while not _redis_is_there(wires):
        _without_doorbell(wires)
    waiting = queues.connect(wires.settings.redis_url, patience=None)
    worker = Worker(
        [Queue(queue, connection=waiting, serializer=JSONSerializer, job_class=AllowedJob)],
        connection=waiting, serializer=JSONSerializer, job_class=AllowedJob, log_job_description=False,
    )  # fmt: skip
    worker.work(logging_level="CRITICAL")


def _redis_is_there(wires: Wires) -> bool:
    try:
        return bool(wires.doorbell.redis.ping())
    except (RedisError, OSError):
        return False


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
