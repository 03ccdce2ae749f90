"""The rules for rich menus and waiting times that one line of a table cannot say."""

from typing import Any

from simulator.checks.problems import Path
from simulator.checks.walk import Walk, extra

Json = dict[str, Any]
WIDEST_TALL = 1.45  # R#rich-menu-object: width / height must be at least this


@extra("richMenuSize")
def wide_enough(walk: Walk, path: Path, size: Json) -> None:
    width, height = size.get("width"), size.get("height")
    if isinstance(width, int) and isinstance(height, int) and height > 0 and width / height < WIDEST_TALL:
        walk.sheet.add(path, f"width / height must be {WIDEST_TALL} or more")


@extra("richMenu")
def areas_inside(walk: Walk, path: Path, menu: Json) -> None:
    """No area may reach beyond the picture."""
    size, areas = menu.get("size"), menu.get("areas")
    if walk.sheet.problems or not isinstance(size, dict) or not isinstance(areas, list):
        return
    for index, area in enumerate(areas):
        box = area["bounds"]
        if box["x"] + box["width"] > size["width"] or box["y"] + box["height"] > size["height"]:
            walk.sheet.add((*path, "areas", index, "bounds"), "must be inside the rich menu")


@extra("loadingRequest")
def steps_of_five(walk: Walk, path: Path, request: Json) -> None:
    seconds = request.get("loadingSeconds", 20)
    if isinstance(seconds, int) and seconds % 5:
        walk.sheet.add((*path, "loadingSeconds"), "must be a multiple of five")
