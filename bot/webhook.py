"""POST /callback: check the signature on the raw bytes, write every event down, ring, 200."""

import time

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot import metrics
from bot.events import incoming
from bot.inbox import NotStored
from bot.logs import log
from bot.signature import signed

MOST = 1024 * 1024  # bytes of one body
webhook = Blueprint("webhook", __name__)


@webhook.post("/callback")
def callback() -> Response:
    """LINE's webhook: 200 once written down, 400 not from LINE, 413 too long, 503 not stored."""
    began = time.perf_counter()
    status = _receive()
    metrics.WEBHOOK.labels(str(status)).observe(time.perf_counter() - began)
    return Response(status=status, mimetype="text/plain")


def _receive() -> int:
    room = current_app.extensions["klaiban"]
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        return 413
    if not signed(body, request.headers.get("x-line-signature"), room.wires.settings.secrets):
        return 400
    try:
        events = incoming(body, room.wires.now())
    except (ValueError, RecursionError):
        log().warning("not_a_webhook", bytes=len(body))
        return 400
    if not events:
        return 200
    try:
        rings = room.inbox.store(events)
    except NotStored:
        return 503
    room.ringer.ring(rings)
    return 200
