"""Starting the whole service: prepare the database, then every process of the Procfile until told to stop."""

import os

from bot import embedded, processes, texts
from bot.settings import Settings
from bot.wires import Wires, wire
from models import centres, migrate


def prepare(settings: Settings) -> Wires:
    """Migrate, make the keys, and on an empty database the first centres."""
    embedded.private(settings.var)
    embedded.ensure_data_key(settings)
    wires = wire(settings)
    migrate.upgrade(wires.engine)
    _ = wires.vault  # makes the index key, once
    with wires.sessions.begin() as session:
        if not centres.all_centres(session):
            centres.found(session, texts.first_centres(), wires.now())
    wires.engine.dispose()
    return wires


def programs(settings: Settings) -> dict[str, str]:
    """What is to run: the Procfile without its release step, and the embedded Redis where none is given."""
    found = {name: command for name, command in processes.procfile().items() if name != "release"}
    if settings.embedded_redis:
        found["redis"] = processes.quoted(embedded.redis_command(settings))
    return found


def up(settings: Settings) -> None:
    """Become the supervisor of the whole service. Does not return; SIGTERM stops everything."""
    prepare(settings)
    command = processes.run_command(programs(settings), settings.var)
    env = processes.environment(os.environ, settings.var)
    os.execve(command[0], command, env)  # noqa: S606 - our own interpreter
