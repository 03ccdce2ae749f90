"""The rules for messages that one line of a table cannot say."""

import re
from typing import Any

import orjson

from simulator.checks.kinds import words
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


@extra("bubble", "bubbleCarousel")
def small_enough(walk: Walk, path: Path, container: Json) -> None:
    """30 KB for a bubble, 50 KB for a carousel, of JSON."""
    name = "bubble" if container.get("type") == "bubble" else "bubbleCarousel"
    rule = LIMITS["bytes"][name]
    try:
        size = len(orjson.dumps(container))
    except TypeError:  # deeper than orjson goes; the walk has noted where
        return
    if not rule.holds(size):
        walk.sheet.add(path, f"the size of the JSON must be {(rule.most or 0) // 1024} KB or less")


@extra("text")
def text_or_spans(walk: Walk, path: Path, component: Json) -> None:
    if component.get("text") is None and not component.get("contents"):
        walk.sheet.add((*path, "text"), "must be specified")


@extra("box")
def children_that_fit(walk: Walk, path: Path, box: Json) -> None:
    """What may stand in a box depends on its layout (R#box)."""
    baseline = box.get("layout") == "baseline"
    allowed = ("icon", "text", "filler") if baseline else None
    for index, child in enumerate(listed(box.get("contents"))):
        kind = child.get("type") if isinstance(child, dict) else None
        if (allowed and kind not in allowed) or (not baseline and kind in ("icon", "span")):
            walk.sheet.add((*path, "contents", index, "type"), f"{kind} is not allowed in a {box.get('layout')} box")


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


@extra("bubble")
def hero_kind(walk: Walk, path: Path, bubble: Json) -> None:
    hero = bubble.get("hero")
    if isinstance(hero, dict) and hero.get("type") not in ("box", "image", "video"):
        walk.sheet.add((*path, "hero", "type"), "Must be one of the following values: [box, image, video]")
