"""The rules for messages that one line of a table cannot say."""

import re
from typing import Any

from simulator.checks.kinds import listed, words
from simulator.checks.problems import Path
from simulator.checks.walk import Walk, extra
from simulator.limits import LIMITS

Json = dict[str, Any]
PICKER = {
    "date": r"\d{4}-\d\d-\d\d",
    "time": r"([01]\d|2[0-3]):[0-5]\d",
    "datetime": r"\d{4}-\d\d-\d\d[Tt]([01]\d|2[0-3]):[0-5]\d",
}


@extra("action")
def action_in_its_place(walk: Walk, path: Path, action: Json) -> None:
    """Some actions may stand in one place only, and the place decides the label."""
    place = LIMITS["places"].get(action["type"])
    if place and walk.standing.removesuffix("Button") not in place.names.split("|"):
        walk.sheet.add((*path, "type"), f"{action['type']} action is not supported here")
    walk.property(LIMITS["labels"][walk.standing], (*path, "label"), action.get("label"))


@extra("datetimepickerAction")
def picker_dates(walk: Walk, path: Path, action: Json) -> None:
    """Initial, earliest and latest follow the mode's format and stand in order."""
    form = PICKER.get(str(action.get("mode")), ".*")
    given = {key: action[key] for key in ("min", "initial", "max") if isinstance(action.get(key), str)}
    for key, value in given.items():
        if not re.fullmatch(form, value):
            walk.sheet.add((*path, key), "invalid date-time format")
    if list(given.values()) != sorted(given.values()) or ("min" in given and given.get("max") == given["min"]):
        walk.sheet.add((*path, "min"), "min, initial and max must be in order")


@extra("postbackAction")
def one_kind_of_echo(walk: Walk, path: Path, action: Json) -> None:
    if action.get("displayText") is not None and action.get("text") is not None:
        walk.sheet.add((*path, "text"), "displayText and text cannot be used together")


@extra("sender")
def honest_sender(walk: Walk, path: Path, sender: Json) -> None:
    if re.search(r"\bline\b", str(sender.get("name", "")), re.IGNORECASE):
        walk.sheet.add((*path, "name"), "The name contains a word that cannot be used")


@extra("buttonsTemplate", "carouselColumn")
def shorter_beside_a_picture(walk: Walk, path: Path, template: Json) -> None:
    """60 letters of text when a title or picture stands above it (R#buttons, R#carousel)."""
    if (template.get("title") or template.get("thumbnailImageUrl")) and isinstance(template.get("text"), str):
        words(walk, LIMITS["illustrated"]["text"], (*path, "text"), template["text"])


@extra("carouselTemplate")
def columns_alike(walk: Walk, path: Path, template: Json) -> None:
    columns = [c for c in listed(template.get("columns")) if isinstance(c, dict)]
    for key in ("title", "thumbnailImageUrl"):
        if len({bool(column.get(key)) for column in columns}) > 1:
            walk.sheet.add((*path, "columns"), f"all columns must have the same kind of {key}")
    if len({len(column["actions"]) for column in columns if isinstance(column.get("actions"), list)}) > 1:
        walk.sheet.add((*path, "columns"), "all columns must have the same number of actions")


@extra("textMessage")
def emojis_at_their_signs(walk: Walk, path: Path, message: Json) -> None:
    """Each LINE emoji stands at a dollar sign, counted in UTF-16 units (R#text-message)."""
    text = str(message.get("text", "")).encode("utf-16-le", "surrogatepass")
    for index, emoji in enumerate(listed(message.get("emojis"))):
        at = emoji.get("index") if isinstance(emoji, dict) else None
        if isinstance(at, int) and (at < 0 or text[2 * at : 2 * at + 2] != b"$\0"):
            walk.sheet.add((*path, "emojis", index, "index"), "must be the position of a $ in the text")


@extra("textV2Message")
def braces_with_substitutes(walk: Walk, path: Path, message: Json) -> None:
    """Every {name} has its substitute, and braces stand in pairs (R#text-message-v2)."""
    given = message.get("substitution") if isinstance(message.get("substitution"), dict) else {}
    bare = re.sub(r"\{\{|\}\}", "", str(message.get("text", "")))
    names = re.findall(r"\{(\w{1,20})\}", bare)
    if re.search(r"[{}]", re.sub(r"\{\w{1,20}\}", "", bare)) or not set(names) <= set(given or {}):
        walk.sheet.add((*path, "substitution"), "every name in braces needs a substitution")
