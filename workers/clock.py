"""The clock process: every second a sweep, every minute the slower rounds."""

import signal
import threading
import time

from bot import logs
from bot.wires import Wires, use, wire
from nlp import reader
from workers.sweep import settle_members, sweep

TICK = 1.0  # seconds between sweeps
SLOWER = 30  # ticks between the slower rounds


def main() -> None:
    """Run until told to stop."""
    wires = use(wire())
    logs.begin("clock", wires.settings.log)
    reader.warm_up()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    run(wires, stopping)


def run(wires: Wires, stopping: threading.Event) -> None:
    ticks = 0
    while not stopping.is_set():
        began = time.monotonic()
        tick(wires, slow=ticks % SLOWER == 0)
        ticks += 1
        stopping.wait(max(0.05, TICK - (time.monotonic() - began)))


def tick(wires: Wires, *, slow: bool) -> None:
    """One round; a database that is away is waited for, not died of."""
    try:
        sweep(wires)
        if slow:
            settle_members(wires)
    except Exception as error:  # noqa: BLE001 - the next tick tries again
        logs.log().error("tick_failed", **logs.failure(error))


if __name__ == "__main__":
    main()
