"""News for whoever watches: open pages, and callers who wait for a message."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

BACKLOG = 5_000  # a page this far behind is told to load everything again


@dataclass
class Feed:
    """Fans out small JSON news; nobody watching costs nothing."""

    listeners: set[asyncio.Queue[dict[str, Any]]] = field(default_factory=set)
    changes: int = 0
    chat_waiters: dict[str, set[asyncio.Event]] = field(default_factory=dict)

    def publish(self, news: dict[str, Any]) -> None:
        self.changes += 1
        for queue in self.listeners:
            if queue.qsize() < BACKLOG:
                queue.put_nowait(news)
            elif queue.qsize() == BACKLOG:
                queue.put_nowait({"kind": "reload"})

    def chat_changed(self, user_id: str, news: dict[str, Any]) -> None:
        self.changes += 1
        for waiter in self.chat_waiters.get(user_id, ()):
            waiter.set()
        if self.listeners:
            self.publish(news | {"userId": user_id})

    async def wait_for_chat(self, user_id: str, seconds: float) -> bool:
        """True when that chat changed within the time given."""
        waiter = asyncio.Event()
        self.chat_waiters.setdefault(user_id, set()).add(waiter)
        try:
            await asyncio.wait_for(waiter.wait(), seconds)
        except TimeoutError:
            return False
        finally:
            self.chat_waiters[user_id].discard(waiter)
        return True
