"""What each kind of value in the limits table may hold; a problem is noted on the walk's sheet."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from simulator.checks.problems import Path
from simulator.limits import Rule, length

if TYPE_CHECKING:
    from simulator.checks.walk import Walk

SCHEMES = ("http", "https", "line", "tel")
MEASURE = re.compile(r"-?\d+(\.\d+)?(px|%)")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")


def words(walk: "Walk", rule: Rule, path: Path, value: Any) -> bool:
    """True when this is a string of a good length; otherwise the problem is noted."""
    if not isinstance(value, str):
        walk.sheet.add(path, "must be a string")
    elif not value.strip() and rule.least:
        walk.sheet.add(path, "May not be empty")
    elif not rule.holds(length(value, rule.unit)):
        walk.sheet.add(path, f"Length must be between {rule.least or 0} and {rule.most}")
    else:
        return True
    return False


def number(walk: "Walk", rule: Rule, path: Path, value: Any) -> None:
    wanted = int if rule.kind == "integer" else (int, float)
    if isinstance(value, bool) or not isinstance(value, wanted):
        walk.sheet.add(path, f"must be a{'n integer' if rule.kind == 'integer' else ' number'}")
    elif not rule.holds(value):
        both = f"Must be between {rule.least} and {rule.most}"
        walk.sheet.add(path, both if rule.most is not None else f"must be greater than or equal to {rule.least}")


def flag(walk: "Walk", _: Rule, path: Path, value: Any) -> None:
    if not isinstance(value, bool):
        walk.sheet.add(path, "must be true or false")


def choice(walk: "Walk", rule: Rule, path: Path, value: Any) -> None:
    if value not in rule.names.split("|"):
        walk.sheet.add(path, f"Must be one of the following values: [{rule.names.replace('|', ', ')}]")


def pattern(walk: "Walk", rule: Rule, path: Path, value: Any) -> None:
    if words(walk, rule, path, value) and not re.fullmatch(rule.names, value):
        walk.sheet.add(path, "invalid property")


def measure(walk: "Walk", rule: Rule, path: Path, value: Any) -> None:
    if value not in rule.names.split("|") and not (isinstance(value, str) and MEASURE.fullmatch(value)):
        walk.sheet.add(path, "invalid property")


def colour(walk: "Walk", _: Rule, path: Path, value: Any) -> None:
    if not isinstance(value, str) or not COLOUR.fullmatch(value):
        walk.sheet.add(path, "invalid color: must be #RRGGBB or #RRGGBBAA")


def https(walk: "Walk", rule: Rule, path: Path, value: Any) -> None:
    if words(walk, rule, path, value) and scheme_of(value) != "https":
        walk.sheet.add(path, "Must be a valid HTTPS URL")


def link(walk: "Walk", rule: Rule, path: Path, value: Any) -> None:
    if words(walk, rule, path, value) and scheme_of(value) not in SCHEMES:
        walk.sheet.add(path, "invalid uri scheme")


def scheme_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.scheme if parts.netloc or parts.scheme in ("tel", "line") else ""


def sized_list(walk: "Walk", rule: Rule, path: Path, value: Any) -> None:
    if not isinstance(value, list):
        walk.sheet.add(path, "must be an array")
    elif not rule.holds(len(value)):
        walk.sheet.add(path, f"Size must be between {rule.least or 0} and {rule.most or 'many'}")
    elif rule.kind == "list":
        walk.list(rule.names, path, value)
    elif not all(isinstance(item, str) and item for item in value):
        walk.sheet.add(path, "must be an array of strings")


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


KINDS: dict[str, Callable[["Walk", Rule, Path, Any], Any]] = {
    "words": words,
    "integer": number,
    "number": number,
    "flag": flag,
    "choice": choice,
    "is": choice,
    "text": pattern,
    "measure": measure,
    "colour": colour,
    "https": https,
    "link": link,
    "list": sized_list,
    "words*": sized_list,
    "object": lambda walk, rule, path, value: walk.object(rule.names, path, value),
    "any": lambda walk, rule, path, value: walk.any(rule.names, path, value),
    "map": lambda walk, _, path, value: None if isinstance(value, dict) else walk.sheet.add(path, "must be an object"),
}
