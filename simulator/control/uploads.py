"""Bytes for a photo, voice note, video or file: multipart, base64 JSON, or a built-in sample."""

import base64
import binascii
from pathlib import Path

from aiohttp import BodyPartReader, web

from simulator.control.answers import Refused, json_of
from simulator.world import Content

SAMPLES = Path(__file__).parent.parent / "samples"
SAMPLE_OF = {
    "image": ("photo.jpg", "image/jpeg"),
    "audio": ("voice.m4a", "audio/x-m4a"),
    "video": ("video.mp4", "video/mp4"),
    "file": ("letter.pdf", "application/pdf"),
}
SAMPLE_MS = 3000


async def content_of(request: web.Request, kind: str) -> Content:
    if request.content_type.startswith("multipart/"):
        return await from_multipart(request, kind)
    body = await json_of(request)
    if "base64" not in body:
        return sample(kind)
    try:
        data = base64.b64decode(body["base64"], validate=True)
    except (binascii.Error, TypeError, ValueError) as broken:
        raise Refused(400, f"not base64: {broken}") from broken
    return Content(
        data,
        body.get("contentType") or SAMPLE_OF[kind][1],
        name=body.get("fileName"),
        duration_ms=int(body.get("duration", SAMPLE_MS)),
    )


async def from_multipart(request: web.Request, kind: str) -> Content:
    """The first part that carries bytes."""
    reader = await request.multipart()
    async for part in reader:
        if isinstance(part, BodyPartReader):
            data = bytes(await part.read(decode=True))
            media_type = part.headers.get("Content-Type", SAMPLE_OF[kind][1])
            return Content(data, media_type, name=part.filename, duration_ms=SAMPLE_MS)
    raise Refused(400, "no part with bytes")


def sample(kind: str) -> Content:
    name, media_type = SAMPLE_OF[kind]
    return Content((SAMPLES / name).read_bytes(), media_type, name=name, duration_ms=SAMPLE_MS)
