"""Buttons as LINE carries them: postback data out, and back in without trusting it."""

from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from bot.texts import name, template
from handlers.events import Pressed, Unknown
from handlers.vocabulary import Do

_NAMED = {"close": "outcomes", "transfer": "desks", "pick": "intents"}
# What the chat shows when pressed; the bare label would say more than a shared phone should.
_SHOWN = {Do.HELP_NOW: Do.HUMAN}


def label(button: dict[str, Any], language: str) -> str:
    """What stands on the button (content, or a name that was handed in)."""
    if button.get("label"):
        return str(button["label"])
    kind = _NAMED.get(button["do"])
    if kind and button.get("value"):
        return name(kind, button["value"], language)
    return str(template("buttons." + button["do"], language))


def postback(button: dict[str, Any], language: str, *, longest: int = 20) -> dict[str, Any]:
    """LINE's action for a button. `turn` and `v` say when it was drawn."""
    given = {key: button.get(key) for key in ("do", "on", "turn", "v", "value")}
    data = urlencode({key: value for key, value in given.items() if value not in (None, "")})
    said = label(button, language)
    shown = label({"do": _SHOWN[Do(button["do"])]}, language) if button["do"] in _SHOWN else said
    return {"type": "postback", "label": _cut(said, longest), "data": data, "displayText": shown}


def pressed(data: Any) -> Pressed | Unknown:
    """The button a postback came from; anything odd is Unknown. No right follows from it."""
    if not isinstance(data, str) or len(data) > 300:
        return Unknown()
    given = dict(parse_qsl(data[:300]))
    try:
        do, on = Do(given.get("do", "")), UUID(given["on"]) if "on" in given else None
    except ValueError:
        return Unknown()
    return Pressed(do, on, _number(given.get("turn")), _number(given.get("v")), given.get("value", "")[:64])


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 10 else None


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
