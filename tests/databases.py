"""A database and a Redis for one test run on the servers that were named; removed afterwards."""

import os
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from redis import Redis
from sqlalchemy import create_engine, text

from models.connection import driver


@contextmanager
def own_database(url: str | None):
    """A fresh PostgreSQL database beside the named one; None stays None (SQLite is made where it is used)."""
    if not url:
        yield None
        return
    name = f"klaiban_test_{os.getpid()}_{os.urandom(3).hex()}"
    server = create_engine(driver(url), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        server.dispose()


@contextmanager
def own_redis(url: str | None):
    """An empty logical database of the named Redis; None stays None (the service starts its own)."""
    if not url:
        yield None
        return
    plain = url.rstrip("/") if urlsplit(url).path in {"", "/"} else url.rpartition("/")[0]
    for number in range(15, 0, -1):
        client = Redis.from_url(f"{plain}/{number}")
        if client.dbsize() == 0:
            client.set("klaiban-test", os.getpid())
            yield f"{plain}/{number}"
            client.flushdb()
            client.close()
            return
    raise RuntimeError("no empty Redis database to test in")
