"""The rules for flex messages that one line of a table cannot say."""

from typing import Any

import orjson

from simulator.checks.kinds import listed
from simulator.checks.problems import Path
from simulator.checks.walk import Walk, extra
from simulator.limits import FAMILIES, LIMITS

Json = dict[str, Any]
BASELINE = ("icon", "text", "filler")
BOXED = ("box", "button", "image", "text", "separator", "filler")


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
    allowed = BASELINE if baseline else BOXED
    for index, child in enumerate(listed(box.get("contents"))):
        kind = str(child.get("type")) if isinstance(child, dict) else ""
        if kind in FAMILIES["component"] and kind not in allowed:
            walk.sheet.add((*path, "contents", index, "type"), f"{kind} is not allowed in a {box.get('layout')} box")


@extra("bubbleCarousel")
def bubbles_alike(walk: Walk, path: Path, carousel: Json) -> None:
    """A carousel cannot hold bubbles of different widths (R#f-carousel)."""
    sizes = {str(bubble.get("size", "mega")) for bubble in listed(carousel.get("contents")) if isinstance(bubble, dict)}
    if len(sizes) > 1:
        walk.sheet.add((*path, "contents"), "all bubbles must have the same size")


@extra("bubble")
def hero_kind(walk: Walk, path: Path, bubble: Json) -> None:
    hero = bubble.get("hero")
    if isinstance(hero, dict) and hero.get("type") not in ("box", "image", "video"):
        walk.sheet.add((*path, "hero", "type"), "Must be one of the following values: [box, image, video]")
