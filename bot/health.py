"""Whether the service lives and keeps up: by the age of the oldest thing nobody has dealt with."""

import os
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app
from prometheus_client import REGISTRY as THIS_PROCESS
from prometheus_client import CollectorRegistry, Gauge, generate_latest, multiprocess
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from bot.wires import Wires
from models import pulse

health = Blueprint("health", __name__)

# Seconds after which something unattended makes the service red.
RED = {"oldest_arrival": 60.0, "oldest_urgent_arrival": 10.0, "oldest_letter": 120.0, "oldest_untaken_emergency": 300.0}


@health.get("/healthz")
def healthz() -> Response:
    """The process is alive; load balancers ask this."""
    return Response("ok\n", mimetype="text/plain")


@health.get("/readyz")
def readyz() -> tuple[dict[str, Any], int]:
    """Database, Redis and the oldest waiting things; 503 when red."""
    wires: Wires = current_app.extensions["klaiban"].wires
    report: dict[str, Any] = {"database": False, "redis": _redis(wires)}
    try:
        with wires.sessions.begin() as session:
            ages = pulse.ages(session, wires.now())
            report |= {"database": True} | ages
    except (SQLAlchemyError, OSError):
        ages = {}
    red = [name for name, most in RED.items() if ages.get(name, 0.0) > most]
    red += [part for part in ("database", "redis") if not report[part]]
    report |= {"red": red, "ready": not red}
    return report, 503 if red else 200


@health.get("/metrics")
def metrics() -> Response:
    """Prometheus text: this host's processes, and rows counted from the database."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        text = generate_latest(registry)
    else:
        text = generate_latest(THIS_PROCESS)
    wires: Wires = current_app.extensions["klaiban"].wires
    return Response(text + _rows(wires, wires.now()), mimetype="text/plain")


def _rows(wires: Wires, now: datetime) -> bytes:
    registry = CollectorRegistry()
    up = Gauge("klaiban_database_up", "1 when the database answers", registry=registry)
    ages = Gauge("klaiban_oldest_seconds", "Age of the oldest waiting thing", ["what"], registry=registry)
    letters = Gauge("klaiban_letters", "Letters by state", ["state"], registry=registry)
    try:
        with wires.sessions.begin() as session:
            for what, age in pulse.ages(session, now).items():
                ages.labels(what).set(age)
            for state, count in pulse.letters_by_state(session).items():
                letters.labels(state).set(count)
        up.set(1)
    except (SQLAlchemyError, OSError):
        up.set(0)
    return generate_latest(registry)


def _redis(wires: Wires) -> bool:
    try:
        return bool(wires.doorbell.redis.ping())
    except (RedisError, OSError):
        return False
