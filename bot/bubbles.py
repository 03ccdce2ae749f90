"""A letter's parts become LINE messages: texts, cards, queues; the only place that knows both content and LINE."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import desk_cards, flex, service_card
from bot.buttons import postback
from bot.texts import fill, lines, name, neutral_alt, template

Message = dict[str, Any]
LONGEST = 4900  # UTF-16 units; LINE takes 5,000
MOST_QUICK = 13


@dataclass(frozen=True, slots=True)
class Setting:
    """What rendering depends on besides the letter: the reader's language, and now for 'has waited 3 hours'."""

    language: str
    now: datetime


def messages(parts: list[dict[str, Any]], setting: Setting) -> list[Message]:
    """The LINE messages of a letter, at most five; quick replies stand on the last one, where LINE shows them."""
    made = [_part(part, setting) | _sender(part) for part in parts[:5]]
    buttons = [button for part in parts[:5] for button in part.get("buttons", ())]
    if buttons:
        made[-1]["quickReply"] = {"items": [_quick(b, setting.language) for b in buttons[:MOST_QUICK]]}
    return made


def _sender(part: dict[str, Any]) -> dict[str, Any]:
    return {"sender": {"name": part["sender"][:20]}} if part.get("sender") else {}


def _quick(button: dict[str, Any], language: str) -> dict[str, Any]:
    return {"type": "action", "action": postback(button, language)}


def _part(part: dict[str, Any], setting: Setting) -> Message:
    shape = SHAPES.get(part.get("shape", ""))
    if shape is not None:
        return shape(part, setting.language, setting.now)
    given = template(part["template"], setting.language)
    slots = with_names(part.get("slots", {}), setting.language)
    if "title" in given:
        return _card(given, slots, part, setting.language)
    return {"type": "text", "text": short("\n".join(lines(given["say"], slots)))}


def _card(given: Mapping[str, Any], slots: Mapping[str, Any], part: dict[str, Any], language: str) -> Message:
    body = [flex.text(line) for line in lines(given["say"], slots)]
    body += [flex.call(number) for number in given.get("call", ())]
    if given.get("also"):
        body.append(flex.text(given["also"], size="sm", colour=flex.GREY))
    if given.get("ask"):
        body.append(flex.text(given["ask"], bold=True))
    on = {"on": part.get("on"), "v": part.get("v")}
    asked = [{"do": b} if isinstance(b, str) else b for b in given.get("card_buttons", ())]
    footer = [flex.button(postback(b | on, language, longest=40), main=i == 0) for i, b in enumerate(asked)]
    colour = desk_cards.COLOURS.get(str(slots.get("urgency", "")), flex.GREEN)
    bubble = flex.bubble(fill(given["title"], slots), body, footer, colour=colour)
    return flex.message(bubble, alt(part, slots, language))


def alt(part: dict[str, Any], slots: Mapping[str, Any], language: str) -> str:
    """What a notification shows: always the same words to residents; a member's alarm must say that it is one."""
    if part["template"].startswith("staff."):
        return fill(template(part["template"], language)["title"], slots)
    return neutral_alt(language)


def with_names(slots: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The slots, and beside each stored word its name: `desk` brings `desk_name`."""
    kinds = {"desk": "desks", "urgency": "urgencies", "role": "roles", "outcome": "outcomes", "state": "states"}
    named = {f"{slot}_name": name(kinds[slot], str(slots[slot]), language) for slot in kinds if slot in slots}
    return {**slots, **named}


def short(text: str) -> str:
    """The text within LINE's 5,000 UTF-16 units."""
    if len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    return text.encode("utf-16-le")[: (LONGEST - 1) * 2].decode("utf-16-le", "ignore") + "…"


Shape = Callable[[dict[str, Any], str, datetime], Message]
SHAPES: dict[str, Shape] = {
    "service": service_card.message,
    "queue": desk_cards.queue,
    "ticket": desk_cards.ticket,
    "status": desk_cards.status,
}
