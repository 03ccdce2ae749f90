"""A group or room the account was taken into: we leave at once and answer nothing there."""

from uuid import UUID

import orjson

from bot.line import NotNow, Undeliverable
from bot.wires import Wires, current
from models.arrivals import Arrival, raw


def leave(arrival: str) -> None:
    """The job: leave the group this arrival (id, hex) came from. Leaving twice does no harm."""
    leave_group(current(), UUID(arrival))


def leave_group(wires: Wires, identity: UUID) -> None:
    vault = wires.vault
    with wires.sessions.begin() as session:
        arrival = session.get(Arrival, identity)
        opened = raw(vault, arrival, None) if arrival is not None and arrival.handled_at is None else None
    if opened is None:
        return
    source = orjson.loads(opened).get("source", {})
    group = source.get("groupId") or source.get("roomId")
    try:
        if isinstance(group, str):
            wires.line.leave(group, room=source.get("type") == "room")
    except NotNow:
        return  # the row stays unhandled; the sweep comes back
    except Undeliverable:
        pass  # we are not in it (any more)
    with wires.sessions.begin() as session:
        arrival = session.get_one(Arrival, identity)
        arrival.handled_at, arrival.outcome = wires.now(), "left"
