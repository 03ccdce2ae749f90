"""Performs a button's action as the LINE app would (R#action-objects)."""

from typing import Any

from simulator.box import Box
from simulator.control import talking
from simulator.control.buttons import Button, visible
from simulator.world import Json, Person

KEEPS_QUICK_REPLIES = ("camera", "cameraRoll", "location", "datetimepicker")  # until something is sent


class NoSuchButton(LookupError):
    """No visible button bears these words."""


def find(box: Box, person: Person, label: str) -> Button:
    buttons = visible(box.world, person)
    for button in buttons:
        if button.label.strip() == label.strip():
            return button
    seen = ", ".join(dict.fromkeys(b.label for b in buttons[:30] if b.label)) or "none"
    raise NoSuchButton(f"no visible button «{label}»; visible: {seen}")


async def press(box: Box, person: Person, action: Json, params: Any = None) -> Json:
    """What the press did: a webhook's outcome, an address to open, or what the phone should ask for."""
    kind = action["type"]
    if kind not in KEEPS_QUICK_REPLIES and person.quick_replies_of:
        person.quick_replies_of = None
        box.chats.changed(person)
    if kind == "message":
        said, outcome = await talking.say(box, person, {"type": "text", "text": action["text"]})
        return {"messageId": said.id, "webhook": outcome.as_json()}
    if kind == "postback":
        return await press_postback(box, person, action)
    if kind == "datetimepicker":
        return await press_picker(box, person, action, params)
    if kind == "richmenuswitch":
        return await switch_menu(box, person, action)
    if kind == "uri":
        return {"uri": action["uri"]}
    if kind == "clipboard":
        return {"clipboard": action["clipboardText"]}
    return {"asks": kind}


async def press_postback(box: Box, person: Person, action: Json) -> Json:
    answer: Json = {}
    if action.get("displayText"):
        said = box.chats.from_person(person, {"type": "text", "text": action["displayText"]})
        answer["messageId"] = said.id
    outcome = await talking.postback(box, person, action["data"])
    if action.get("text"):
        await talking.say(box, person, {"type": "text", "text": action["text"]})
    opened = {key: action[key] for key in ("inputOption", "fillInText") if key in action}
    return answer | opened | {"webhook": outcome.as_json()}


async def press_picker(box: Box, person: Person, action: Json, params: Any) -> Json:
    """Without a date the phone still has to ask for one."""
    if not params:
        return {"asks": "datetimepicker", "action": action}
    person.quick_replies_of = None
    box.chats.changed(person)
    outcome = await talking.postback(box, person, action["data"], params)
    return {"webhook": outcome.as_json()}


async def switch_menu(box: Box, person: Person, action: Json) -> Json:
    """Shows the alias's menu and reports how that went (R#richmenu-switch-action)."""
    alias = action["richMenuAliasId"]
    menu_id = box.world.aliases.get(alias)
    menu = box.world.menus.get(menu_id or "")
    if menu_id is None:
        params = {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    elif menu is None or menu.image is None:
        params = {"status": "RICHMENU_NOTFOUND"}
    else:
        person.rich_menu_id = menu.id
        box.chats.changed(person)
        params = {"newRichMenuAliasId": alias, "status": "SUCCESS"}
    outcome = await talking.postback(box, person, action["data"], params)
    return {"webhook": outcome.as_json()} | params
