"""Rings the doorbell, now or a moment later, off the request's path; what is lost here the sweep finds."""

import heapq
import itertools
import threading
import time

from bot.inbox import Ring
from bot.queues import Doorbell


class Ringer:
    """A thread with a heap of rings to come."""

    def __init__(self, doorbell: Doorbell) -> None:
        self._doorbell = doorbell
        self._heap: list[tuple[float, int, Ring]] = []
        self._order = itertools.count()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def ring(self, rings: list[Ring]) -> None:
        """Ring each at its time. Never blocks, never raises."""
        with self._changed:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._ring_for_ever, daemon=True, name="ringer")
                self._thread.start()
            for one in rings:
                heapq.heappush(self._heap, (time.monotonic() + one[3], next(self._order), one))
            self._changed.notify()

    def _ring_for_ever(self) -> None:
        while True:
            job, identity, lane, _ = self._next()
            self._doorbell.ring(job, identity, queue=lane)

    def _next(self) -> Ring:
        with self._changed:
            while True:
                wait = self._heap[0][0] - time.monotonic() if self._heap else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._heap)[2]
                self._changed.wait(wait)
