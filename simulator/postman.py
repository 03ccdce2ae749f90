"""Carries webhooks to the bot server, with the faults asked for, and writes each into the journal."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from simulator.clock import Clock
from simulator.events import Events
from simulator.faults import Faults, WebhookFaults
from simulator.journal import Journal
from simulator.wire import Outcome, Wire

HOLD_S = 1.0  # how long a webhook waits for another to overtake it


@dataclass
class Postman:
    """Delivers event lists to the callback address."""

    callback: str
    wire: Wire
    destination: str
    clock: Clock
    journal: Journal
    events: Events
    chance: random.Random
    faults: Callable[[], Faults]
    held: list[asyncio.Event] = field(default_factory=list)
    batch: list[dict[str, Any]] = field(default_factory=list)
    batched: asyncio.Task[Outcome] | None = None
    errands: set[asyncio.Task[None]] = field(default_factory=set)

    async def deliver(self, *events: dict[str, Any]) -> Outcome:
        """Send these events in one body; the answer is the outcome of the first attempt."""
        switches = self.faults().webhook
        await asyncio.sleep(switches.delay_ms / 1000)
        if switches.drop and self.chance.random() < switches.drop:
            return self.lost(list(events), switches)
        if switches.unknown_type:
            events = (self.events.unknown(events[0].get("source", {}).get("userId", "")), *events)
        if switches.batch_ms:
            return await self.together(list(events), switches)
        if switches.reorder:
            return await self.overtaken(lambda: self.deliver_now(list(events), switches))
        return await self.deliver_now(list(events), switches)

    async def together(self, events: list[dict[str, Any]], switches: WebhookFaults) -> Outcome:
        """Events that come within the time given travel in one body (R#webhooks) and share its outcome."""
        self.batch.extend(events)
        if self.batched is None:
            self.batched = asyncio.create_task(self.send_batch(switches))
        return await asyncio.shield(self.batched)

    async def send_batch(self, switches: WebhookFaults) -> Outcome:
        await asyncio.sleep(switches.batch_ms / 1000)
        events, self.batch, self.batched = self.batch, [], None
        return await self.deliver_now(events, switches)

    async def deliver_now(self, events: list[dict[str, Any]], switches: WebhookFaults) -> Outcome:
        body = orjson.dumps({"destination": self.destination, "events": events})
        outcome = await self.post(body)
        for _ in range(switches.duplicate):
            await self.post(body)
        if outcome.reason and switches.redelivery:
            self.later(self.redeliver(events, switches))
        return outcome

    async def overtaken(self, send: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """The first of two waits until the second has gone ahead."""
        if self.held:
            first = self.held.pop()
            outcome = await send()
            first.set()
            return outcome
        mine = asyncio.Event()
        self.held.append(mine)
        try:
            await asyncio.wait_for(mine.wait(), HOLD_S)
        except TimeoutError:
            self.held = [event for event in self.held if event is not mine]
        return await send()

    def lost(self, events: list[dict[str, Any]], switches: WebhookFaults) -> Outcome:
        outcome = Outcome(None, "could_not_connect", 0, "dropped on the way, as asked")
        self.record(orjson.dumps({"destination": self.destination, "events": events}), outcome)
        if switches.redelivery:
            self.later(self.redeliver(events, switches))
        return outcome

    def later(self, errand: Any) -> None:
        task = asyncio.create_task(errand)
        self.errands.add(task)
        task.add_done_callback(self.errands.discard)

    async def redeliver(self, events: list[dict[str, Any]], switches: WebhookFaults) -> None:
        """The same events with isRedelivery, until one attempt succeeds (D/receiving-messages)."""
        again = [event | {"deliveryContext": {"isRedelivery": True}} for event in events]
        body = orjson.dumps({"destination": self.destination, "events": again})
        for attempt in range(switches.redelivery_count):
            await asyncio.sleep(switches.redelivery_interval_ms / 1000 * 2**attempt)
            for event in events:
                self.events.tokens.redelivered(event.get("replyToken", ""), self.clock.now_ms())
            if not (await self.post(body)).reason:
                return

    async def post(self, body: bytes, signed: str | None = None, to: str | None = None) -> Outcome:
        """One attempt, written into the journal."""
        outcome = await self.wire.send(to or self.callback, body, signed)
        self.record(body, outcome)
        return outcome

    def record(self, body: bytes, outcome: Outcome) -> None:
        try:
            request = orjson.loads(body)
        except orjson.JSONDecodeError:
            request = body.decode(errors="replace")
        events = request.get("events") if isinstance(request, dict) else None
        first = events[0] if isinstance(events, list) and events and isinstance(events[0], dict) else {}
        source = first.get("source") if isinstance(first.get("source"), dict) else {}
        self.journal.write(
            "webhook",
            {
                "operation": first.get("type", "verify"),
                "status": outcome.status,
                "userId": (source or {}).get("userId"),
                "request": request,
                "response": outcome.as_json(),
                "problems": [],
            },
        )

    async def close(self) -> None:
        for errand in list(self.errands):
            errand.cancel()
        await self.wire.close()
