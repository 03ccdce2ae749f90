"""What tests share: one running service per session, and a town in this process with a database of its own."""

import dataclasses
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from bot import rich_menus, settings, up
from bot.wires import use
from tests.databases import own_database, own_redis
from tests.service import Service, Simulator, environment, wipe
from tests.town import Street, Town


@pytest.fixture(scope="session")
def var():
    """A short folder: a unix socket's path may not be long."""
    folder = Path(tempfile.mkdtemp(prefix="kb-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def running(var):
    """The whole service, started once, on the database and Redis this run was given (or embedded ones)."""
    folder = var / "service"
    folder.mkdir()
    with own_database(os.environ.get("DATABASE_URL")) as database, own_redis(os.environ.get("REDIS_URL")) as redis:
        given = {k: v for k, v in {"DATABASE_URL": database, "REDIS_URL": redis}.items() if v}
        service = Service.start(folder, KLAIBAN_BURST_MS="300", **given)
        yield service
        service.stop()


@pytest.fixture
def service(running):
    """The running service, as on its first day."""
    running.begin_afresh()
    return running


@pytest.fixture(scope="session")
def street(var):
    """The web server of the town and its wires."""
    folder = var / "town"
    with own_database(os.environ.get("DATABASE_URL")) as database:
        env = environment(folder, "http://127.0.0.1:9", **({"DATABASE_URL": database} if database else {}))
        env.pop("REDIS_URL", None)
        wires = up.prepare(settings.read(env))
        street = Street(wires)
        yield street
        street.close()
        wires.engine.dispose()


@pytest.fixture(scope="session")
def line(street):
    """Simulated LINE for the town."""
    simulator = Simulator.start(street.callback)
    street.wires.settings = dataclasses.replace(
        street.wires.settings, line_api=simulator.url, line_data_api=simulator.url, burst_ms=0
    )
    yield simulator
    simulator.stop()


@pytest.fixture
def town(street, line):
    """A town nobody has written to yet."""
    wipe(street.wires)
    line.ask("/sim/reset", {}, "POST")
    line.ask("/sim/faults", None, "DELETE")
    town = Town(use(street.wires), line)
    rich_menus.publish(street.wires)
    return town
