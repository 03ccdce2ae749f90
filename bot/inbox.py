"""Writing arrivals down: one thread per web process commits what waiting requests hand it, together.

A request waits for its commit, never longer than the deadline; then it says 503, and a row that is written
after all is known by its id when LINE delivers again.
"""

import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import queues
from bot.events import Incoming
from bot.logs import failure, log
from bot.wires import Wires
from models import arrivals, people
from models.people import Person

DEADLINE = 0.9  # seconds; LINE gives up after 2, and a dead database must be said within 1
MOST_TOGETHER = 64


class NotStored(Exception):
    """The events could not be written down in time: LINE must deliver them again."""


Ring = tuple[str, UUID, str, float]  # job, id, queue, seconds from now
Batch = tuple[list[Incoming], "Future[list[Ring]]"]


class Inbox:
    """Hand events in with `store`; they are committed when it returns."""

    def __init__(self, wires: Wires) -> None:
        self._wires = wires
        self._batches: queue.SimpleQueue[Batch] = queue.SimpleQueue()
        self._started = threading.Lock()
        self._thread: threading.Thread | None = None

    def store(self, events: list[Incoming], deadline: float = DEADLINE) -> list[Ring]:
        """Write the events down and return whom to ring. Raises NotStored."""
        self._begin()
        done: Future[list[Ring]] = Future()
        self._batches.put((events, done))
        try:
            return done.result(timeout=deadline)
        except (TimeoutError, SQLAlchemyError, OSError) as error:
            log().error("not_stored", count=len(events), **failure(error))
            raise NotStored from None

    def _begin(self) -> None:
        # After the fork: a thread does not survive one.
        with self._started:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._write_for_ever, daemon=True, name="inbox")
                self._thread.start()

    def _write_for_ever(self) -> None:
        while True:
            batches = [self._batches.get()]
            while len(batches) < MOST_TOGETHER and not self._batches.empty():
                batches.append(self._batches.get())
            self._commit(batches)

    def _commit(self, batches: list[Batch]) -> None:
        try:
            with self._wires.sessions.begin() as session:
                rings = _write(session, self._wires, [events for events, _ in batches])
        except BaseException as error:  # noqa: BLE001 - whatever it is, the waiting requests must hear of it
            self._one_by_one(batches, error)
            return
        for (_, done), ring in zip(batches, rings, strict=True):
            done.set_result(ring)

    def _one_by_one(self, batches: list[Batch], error: BaseException) -> None:
        """One odd batch must not lose its neighbours."""
        if len(batches) == 1:
            batches[0][1].set_exception(error)
            return
        for batch in batches:
            self._commit([batch])


def _write(session: Session, wires: Wires, batches: Sequence[Sequence[Incoming]]) -> list[list[Ring]]:
    """Write all events of all batches in a handful of statements; whom to ring for each batch."""
    now = wires.now()
    line_ids = {e.line_id for events in batches for e in events if e.line_id}
    known = people.remember_all(session, wires.vault, line_ids, now)
    hurrying = arrivals.hurrying(session, [p.id for p in known.values()])
    rows = [[_row(wires, e, known.get(e.line_id or ""), hurrying, now) for e in events] for events in batches]
    stored = arrivals.remember_all(session, [row for batch in rows for row in batch])
    return [list(dict.fromkeys(_ring(row) for row in batch if _to_be_decided(row, stored))) for batch in rows]


Row = dict[str, Any]


def _row(wires: Wires, event: Incoming, person: Person | None, hurrying: set[UUID], now: datetime) -> Row:
    urgent = event.dangerous or (person is not None and person.id in hurrying)
    at_once = urgent or event.text is None
    wait = timedelta() if at_once else timedelta(milliseconds=wires.settings.burst_ms)
    marked = event.marked and not event.leave
    index = wires.vault.index("message", event.message_id) if event.message_id else None
    return {
        "event_id": event.event_id, "kind": event.kind, "message_index": index, "reply_token": event.reply_token,
        "urgent": urgent, "at_once": at_once, "said_at": event.said_at, "received_at": now, "due_at": now + wait,
        "handled_at": now if marked else None, "outcome": "marked" if marked else "",
        "person_id": person.id if person else None, **arrivals.sealed(wires.vault, person, event.raw, now),
    }  # fmt: skip


def _to_be_decided(row: Row, stored: set[UUID]) -> bool:
    return row["id"] in stored and row["handled_at"] is None


def _ring(row: Row) -> Ring:
    if row["person_id"] is None:
        return queues.LEAVE, row["id"], queues.NORMAL, 0.0
    wait = (row["due_at"] - row["received_at"]).total_seconds()
    return queues.HANDLE, row["person_id"], queues.URGENT if row["urgent"] else queues.NORMAL, wait
