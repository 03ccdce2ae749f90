"""What tests share: one running service per session, and wires into a database of their own."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.databases import own_database, own_redis
from tests.service import Service


@pytest.fixture(scope="session")
def var():
    """A short folder: a unix socket's path may not be long."""
    folder = Path(tempfile.mkdtemp(prefix="kb-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def parts():
    """DATABASE_URL and REDIS_URL of this run, each a place nobody else writes to; empty for embedded parts."""
    with own_database(os.environ.get("DATABASE_URL")) as database, own_redis(os.environ.get("REDIS_URL")) as redis:
        yield {k: v for k, v in {"DATABASE_URL": database, "REDIS_URL": redis}.items() if v}


@pytest.fixture(scope="session")
def running(var, parts):
    """The whole service, started once."""
    folder = var / "service"
    folder.mkdir()
    service = Service.start(folder, KLAIBAN_BURST_MS="300", **parts)
    yield service
    service.stop()


@pytest.fixture
def service(running):
    """The running service, as on its first day."""
    running.begin_afresh()
    return running
