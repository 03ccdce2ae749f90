"""What a process holds: settings, sessions, keys, doorbell, LINE and the clock; put together in one place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from bot import queues, settings
from models import connection, index_key
from models.connection import Sessions
from models.vault import Ring, Vault, ring

if TYPE_CHECKING:
    from bot.line import Line


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Wires:
    """One per process. The vault and LINE are made at first use: the web process needs no SDK (1.7 s, 72 MB)."""

    settings: settings.Settings
    engine: Engine
    sessions: Sessions
    ring: Ring
    doorbell: queues.Doorbell
    now: Callable[[], datetime] = field(default=utc_now)

    @cached_property
    def vault(self) -> Vault:
        with self.sessions.begin() as session:
            return index_key.vault(session, self.ring)

    @cached_property
    def line(self) -> "Line":
        from bot.line import Line  # noqa: PLC0415 - the SDK is imported where messages are sent, nowhere else

        return Line(self.settings)


def wire(given: settings.Settings | None = None, *, pool: int = 4, wait: float = 5.0) -> Wires:
    """The wires of this process."""
    chosen = given or settings.read()
    engine = connection.engine(chosen.database_url, pool=pool, wait=wait)
    doorbell = queues.Doorbell(queues.connect(chosen.redis_url))
    return Wires(chosen, engine, connection.sessions(engine), ring(chosen.data_key), doorbell)


_current: list[Wires] = []


def current() -> Wires:
    """The wires jobs of this process run with; made from the environment at first use."""
    if not _current:
        use(wire())
    return _current[0]


def use(wires: Wires) -> Wires:
    """Let jobs of this process run with these wires."""
    _current[:] = [wires]
    return wires
