"""LINE's webhook events, read tolerantly: whatever is odd in one event is marked and never loses its neighbours.

The SDK's parser is not used: one unknown enum raises for the whole body, and a text without quoteToken becomes
an event without text.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from nlp.danger import sounds_dangerous

KNOWN = frozenset({"message", "postback", "follow", "unfollow", "unsend", "join", "leave", "accountLink"})
MESSAGES = frozenset({"text", "sticker", "image", "video", "audio", "file", "location"})
LONGEST_TOKEN = 128


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event as it will be written down."""

    event_id: str
    kind: str
    line_id: str | None
    said_at: datetime
    raw: bytes
    text: str | None
    reply_token: str | None
    message_id: str | None
    marked: bool  # stored, but nothing of ours to answer
    leave: bool  # said in a group or room, which we leave

    @property
    def dangerous(self) -> bool:
        return self.text is not None and sounds_dangerous(self.text)


def incoming(body: bytes, now: datetime) -> list[Incoming]:
    """The events of a webhook body. Raises ValueError when the body is no webhook at all."""
    parsed = orjson.loads(_without_lone_surrogates(body))
    events = parsed.get("events") if isinstance(parsed, dict) else None
    if not isinstance(events, list):
        raise ValueError("no events")  # noqa: TRY004 - the caller knows one kind of wrong body
    return [_guarded(event, now) for event in events]


def _guarded(event: Any, now: datetime) -> Incoming:
    """Whatever is so odd that reading it fails is kept by its text and marked."""
    try:
        return _one(event, now)
    except (TypeError, ValueError, RecursionError):
        kept = repr(event).encode("utf-8", "replace")[:100_000]
        return Incoming(_event_id({}, kept), "?", None, now, kept, None, None, None, marked=True, leave=False)


def _without_lone_surrogates(body: bytes) -> bytes:
    r"""Orjson refuses a lone \uD800 although JSON allows to spell it; LINE's neighbours must not suffer for it."""
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError:
        import json  # noqa: PLC0415 - only for bodies orjson refuses

        return json.dumps(json.loads(body), ensure_ascii=False).encode("utf-8", "replace")
    return body


def _one(event: Any, now: datetime) -> Incoming:
    raw = orjson.dumps(event, option=orjson.OPT_SORT_KEYS)
    event = event if isinstance(event, dict) else {}
    source = _dict(event.get("source"))
    message = _dict(event.get("message"))
    kind = _word(event.get("type"))
    line_id = _text(source.get("userId")) if source.get("type") == "user" else None
    in_group = source.get("type") in ("group", "room")
    text = message.get("text") if kind == "message" and message.get("type") == "text" else None
    unsent = _dict(event.get("unsend")).get("messageId")
    return Incoming(
        event_id=_event_id(event, raw),
        kind=kind,
        line_id=line_id,
        said_at=_time(event.get("timestamp"), now),
        raw=raw,
        text=text if isinstance(text, str) else None,
        reply_token=_text(event.get("replyToken"), LONGEST_TOKEN),
        message_id=_text(message.get("id") or unsent, LONGEST_TOKEN),
        marked=line_id is None or event.get("mode") == "standby" or not _ours(kind, message),
        leave=in_group and kind not in {"leave", "unfollow"} and event.get("mode") != "standby",
    )


def _ours(kind: str, message: dict[str, Any]) -> bool:
    if kind != "message":
        return kind in KNOWN
    return (
        isinstance(message.get("type"), str)
        and message["type"] in MESSAGES
        and (message["type"] != "text" or isinstance(message.get("text"), str))
    )


def _event_id(event: dict[str, Any], raw: bytes) -> str:
    """LINE's id; an event without one is known by its content, so that a second delivery is still no new row."""
    from hashlib import sha256  # noqa: PLC0415

    given = _text(event.get("webhookEventId"))
    return given or "x" + sha256(raw).hexdigest()[:40]


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any, longest: int = 64) -> str | None:
    clean = isinstance(value, str) and 0 < len(value) <= longest and value.isascii() and value.isprintable()
    return value if clean else None


def _word(value: Any) -> str:
    return value if isinstance(value, str) and value in KNOWN else "?"


def _time(value: Any, now: datetime) -> datetime:
    """LINE's milliseconds; nonsense becomes now, and nothing may come from the future."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return now
    try:
        return min(datetime.fromtimestamp(value / 1000, UTC), now)
    except (OverflowError, OSError, ValueError):
        return now
