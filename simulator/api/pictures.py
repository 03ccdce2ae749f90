"""Looks at an uploaded rich menu picture without decoding it: kind, width, height (R#upload-rich-menu-image)."""

import struct
from dataclasses import dataclass

from simulator.api.answers import LineError
from simulator.limits import LIMITS

WIDEST_TALL = 1.45
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG segments that begin with the size


@dataclass(frozen=True)
class Picture:
    type: str
    width: int
    height: int


def picture_of(data: bytes, said: str) -> Picture:
    """The picture in these bytes, or LINE's refusal."""
    if said.split(";", maxsplit=1)[0].strip().lower() not in ("image/png", "image/jpeg"):
        raise LineError(415, f"The content type, {said}, is not supported")
    if not LIMITS["account"]["imageBytes"].holds(len(data)):
        raise LineError(400, "The image size is not allowed for richmenu")
    picture = png_size(data) or jpeg_size(data)
    if picture is None:
        raise LineError(400, "The image format must be JPEG or PNG")
    wide, tall = LIMITS["account"]["imageWidth"], LIMITS["account"]["imageHeight"]
    if not wide.holds(picture.width) or not tall.holds(picture.height):
        raise LineError(400, "The image size is not allowed for richmenu")
    if picture.width / picture.height < WIDEST_TALL:
        raise LineError(400, "The image size is not allowed for richmenu")
    return picture


def png_size(data: bytes) -> Picture | None:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24:
        return None
    return Picture("image/png", *struct.unpack(">II", data[16:24]))


def jpeg_size(data: bytes) -> Picture | None:
    """Walks the segments up to the frame header."""
    at = 2
    if data[:2] != b"\xff\xd8":
        return None
    while at + 9 < len(data):
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker in FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Picture("image/jpeg", width, height)
        at += 2 + size
    return None
