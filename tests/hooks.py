"""Webhook bodies as LINE sends them, signed with the demo's secret."""

import base64
import hmac
import itertools
import json
import time
from hashlib import sha256

from bot.settings import DEMO_SECRET

_counter = itertools.count(1)


def text_event(text: str, user: str = "U" + "a" * 32, token: str | None = "") -> dict:
    n = next(_counter)
    event = {
        "type": "message", "mode": "active", "timestamp": int(time.time() * 1000), "webhookEventId": f"01TEST{n:020d}",
        "deliveryContext": {"isRedelivery": False}, "source": {"type": "user", "userId": user},
        "message": {"id": f"{n}", "type": "text", "text": text, "quoteToken": "q"},
    }  # fmt: skip
    return event | ({"replyToken": token or f"token{n}"} if token is not None else {})


def hook(*events: dict, lone: bool = False) -> bytes:
    """A body; `lone` spells characters as JSON escapes, so that a lone surrogate survives."""
    body = {"destination": "U" + "d" * 32, "events": list(events)}
    return json.dumps(body, ensure_ascii=lone).encode()


def sign(body: bytes) -> str:
    return base64.b64encode(hmac.digest(DEMO_SECRET.encode(), body, sha256)).decode()
