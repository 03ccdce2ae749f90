"""Reads a request body: size, media type, JSON; says what is wrong in LINE's words."""

from typing import Any

import orjson
from aiohttp import web

from simulator.api.answers import LineError
from simulator.limits import LIMITS

MOST_BYTES = LIMITS["account"]["bodyBytes"].most or 0
SHALLOW = 200
TOO_LARGE = "Request exceeds the max size of 2MB. Make the request smaller than 2MB and try again."


async def read_bytes(request: web.Request) -> bytes:
    """The whole body, or 413 as soon as it is known to be too large (R#status-codes)."""
    if not request.body_exists:
        return b""
    if (request.content_length or 0) > MOST_BYTES:
        raise LineError(413, TOO_LARGE)
    if request.content_length is not None:
        return await request.content.read(-1)
    body = b""
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            raise LineError(413, TOO_LARGE)
    return body


def read_json(raw: bytes, media_type: str) -> Any:
    """The JSON object in these bytes; 415 for another media type, 400 for what is no JSON."""
    if media_type != "application/json":
        raise LineError(415, f"The content type, {media_type}, is not supported")
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as broken:
        where = f"(line: {broken.lineno}, column: {broken.colno})"
        raise LineError(400, f"The request body could not be parsed as JSON {where}") from broken
    if not isinstance(body, dict) or endless(raw, body):
        raise LineError(400, "The request body could not be parsed as JSON (line: 1, column: 1)")
    return body


def endless(raw: bytes, body: Any) -> bool:
    """Nested deeper than our own JSON writer goes; such a body could never be shown in the log."""
    if raw.count(b"[") + raw.count(b"{") < SHALLOW:
        return False
    try:
        orjson.dumps(body)
    except TypeError:
        return True
    return False
