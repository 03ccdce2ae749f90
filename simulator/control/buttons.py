"""Which buttons a person can see at this moment, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.world import Json, Person, World


@dataclass(frozen=True)
class Button:
    """Something to press: its words, what it does, where it stands."""

    label: str
    action: Json
    where: str
    message_id: str | None = None


def quick_replies(person: Person) -> list[Button]:
    """Those of the newest message only, on phones only (R#quick-reply)."""
    last = person.chat[-1] if person.chat else None
    if last is None or person.pc or person.quick_replies_of != last.id:
        return []
    items = (last.message.get("quickReply") or {}).get("items", [])
    return [Button(words_of(item["action"]), item["action"], "quickReply", last.id) for item in items]


def menu_buttons(world: World, person: Person) -> list[Button]:
    """The areas of the rich menu that is shown; none on LINE for PC, none for strangers."""
    menu = world.menu_of(person)
    if menu is None or person.pc or person.blocked or not person.friend:
        return []
    return [Button(words_of(area["action"]), area["action"], "richMenu") for area in menu.body["areas"]]


def chat_buttons(person: Person) -> Iterator[Button]:
    """Flex, template and imagemap buttons stay in the chat for good; newest message first."""
    for said in reversed(person.chat):
        if said.sender == "account":
            for label, action in actions_in(said.message):
                yield Button(label, action, "message", said.id)


def visible(world: World, person: Person) -> list[Button]:
    return [*quick_replies(person), *chat_buttons(person), *menu_buttons(world, person)]


def actions_in(message: Json) -> Iterator[tuple[str, Json]]:
    """Every action of a message in reading order, with the words a reader sees on it."""
    kind = message["type"]
    if kind == "flex":
        yield from walk(message["contents"])
    elif kind == "template":
        yield from walk(message["template"])
    elif kind == "imagemap":
        for action in message["actions"]:
            yield from ((words_of(read), read) for read in [imagemap_action(action)])


def walk(part: Any) -> Iterator[tuple[str, Json]]:
    """Depth first through components; an action is found wherever one may stand."""
    if isinstance(part, list):
        for item in part:
            yield from walk(item)
    if not isinstance(part, dict):
        return
    for key in ("action", "defaultAction"):
        if isinstance(part.get(key), dict):
            yield words_of(part[key]) or str(part.get("text", "")), part[key]
    for action in part.get("actions", []):
        yield words_of(action), action
    for key in ("header", "hero", "body", "footer", "contents", "columns", "altContent"):
        if key in part:
            yield from walk(part[key])


def imagemap_action(action: Json) -> Json:
    return action | ({"uri": action["linkUri"]} if action["type"] == "uri" else {})


def words_of(action: Json) -> str:
    """The label, or the nearest thing to one."""
    return str(action.get("label") or action.get("text") or action.get("displayText") or "")
