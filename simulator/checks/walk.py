"""Walks a JSON body along the limits table and notes every place that LINE would refuse."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from simulator.checks.problems import Path, Sheet
from simulator.limits import FAMILIES, LIMITS, Rule, length

SCHEMES = ("http", "https", "line", "tel")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
ONLY = {"bubbleOnly": ("container", "bubble"), "spanOnly": ("component", "span")}
STANDS = {  # where the actions inside these stand, which decides their labels
    "quickReplyItem": "quickReply",
    "imageCarouselColumn": "imageCarousel",
    "defaultAction": "default",
    "bubble": "flex",
    "bubbleCarousel": "flex",
    "button": "flexButton",
    "richMenuArea": "richMenu",
}
Extra = Callable[["Walk", Path, dict[str, Any]], None]
EXTRAS: dict[str, list[Extra]] = {}


def extra(*names: str) -> Callable[[Extra], Extra]:
    """Registers a check that a line of the table cannot say."""

    def keep(check: Extra) -> Extra:
        for name in names:
            EXTRAS.setdefault(name, []).append(check)
        return check

    return keep


@dataclass
class Walk:
    """One pass over one body. `standing` names where an action stands, which decides its label."""

    sheet: Sheet = field(default_factory=Sheet)
    standing: str = "template"

    def object(self, name: str, path: Path, value: Any) -> None:
        """Check an object against its table: unknown, missing and wrong properties."""
        if not isinstance(value, dict):
            self.sheet.add(path, "must be an object")
            return
        outside, self.standing = self.standing, STANDS.get(name, self.standing)
        for key in value:
            if key not in LIMITS[name] and key != "type":
                self.sheet.add((*path, key), "unknown field")
        for key, rule in LIMITS[name].items():
            self.property(rule, (*path, key), value.get(key))
        for check in EXTRAS.get(name, ()):
            check(self, path, value)
        self.standing = outside

    def property(self, rule: Rule, path: Path, value: Any) -> None:
        if value is not None:
            outside, self.standing = self.standing, STANDS.get(str(path[-1]), self.standing)
            KINDS[rule.kind](self, rule, path, value)
            self.standing = outside
        elif rule.required:
            self.sheet.add(path, "May not be empty" if rule.kind == "words" else "must be specified")

    def any(self, family: str, path: Path, value: Any) -> None:
        """Check an object whose type says which table it follows."""
        if not isinstance(value, dict):
            self.sheet.add(path, "must be an object")
            return
        known = FAMILIES[family]
        name = known.get(value["type"]) if isinstance(value.get("type"), str) else None
        if name is None:
            self.sheet.add((*path, "type"), f"Must be one of the following values: [{', '.join(known)}]")
            return
        if family == "container" and self.sheet.flex_from is None:
            self.sheet.flex_from = len(path)
            self.object(name, path, value)
            self.sheet.flex_from = None
            return
        for check in EXTRAS.get(family, ()):
            check(self, path, value)
        self.object(name, path, value)

    def list(self, names: str, path: Path, value: list[Any]) -> None:
        for index, item in enumerate(value):
            if names in ONLY:
                self.only(*ONLY[names], (*path, index), item)
            elif names in FAMILIES:
                self.any(names, (*path, index), item)
            else:
                self.object(names, (*path, index), item)

    def only(self, family: str, kind: str, path: Path, value: Any) -> None:
        if isinstance(value, dict) and value.get("type") != kind:
            self.sheet.add((*path, "type"), f"Must be one of the following values: [{kind}]")
            return
        self.object(FAMILIES[family][kind], path, value)

    def words(self, rule: Rule, path: Path, value: Any) -> bool:
        """True when this is a string of a good length; otherwise the problem is noted."""
        if not isinstance(value, str):
            self.sheet.add(path, "must be a string")
            return False
        if not value.strip() and rule.least:
            self.sheet.add(path, "May not be empty")
            return False
        if not rule.holds(length(value, rule.unit)):
            self.sheet.add(path, f"Length must be between {rule.least or 0} and {rule.most}")
            return False
        return True


def number(walk: Walk, rule: Rule, path: Path, value: Any) -> None:
    wanted = int if rule.kind == "integer" else (int, float)
    if isinstance(value, bool) or not isinstance(value, wanted):
        walk.sheet.add(path, f"must be a{'n integer' if rule.kind == 'integer' else ' number'}")
    elif not rule.holds(value):
        above = rule.most is not None and value > rule.most
        bound = f"less than or equal to {rule.most}" if above else f"greater than or equal to {rule.least}"
        walk.sheet.add(path, f"must be {bound}")


def flag(walk: Walk, _: Rule, path: Path, value: Any) -> None:
    if not isinstance(value, bool):
        walk.sheet.add(path, "must be true or false")


def choice(walk: Walk, rule: Rule, path: Path, value: Any) -> None:
    if value not in rule.names.split("|"):
        walk.sheet.add(path, f"Must be one of the following values: [{rule.names.replace('|', ', ')}]")


def pattern(walk: Walk, rule: Rule, path: Path, value: Any) -> None:
    if walk.words(rule, path, value) and not re.fullmatch(rule.names, value):
        walk.sheet.add(path, "invalid property")


def colour(walk: Walk, _: Rule, path: Path, value: Any) -> None:
    if not isinstance(value, str) or not COLOUR.fullmatch(value):
        walk.sheet.add(path, "invalid color: must be #RRGGBB or #RRGGBBAA")


def https(walk: Walk, rule: Rule, path: Path, value: Any) -> None:
    if walk.words(rule, path, value) and scheme_of(value) != "https":
        walk.sheet.add(path, "Must be a valid HTTPS URL")


def link(walk: Walk, rule: Rule, path: Path, value: Any) -> None:
    if walk.words(rule, path, value) and scheme_of(value) not in SCHEMES:
        walk.sheet.add(path, "invalid uri scheme")


def scheme_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.scheme if parts.netloc or parts.scheme in ("tel", "line") else ""


def sized_list(walk: Walk, rule: Rule, path: Path, value: Any) -> None:
    if not isinstance(value, list):
        walk.sheet.add(path, "must be an array")
    elif not rule.holds(len(value)):
        walk.sheet.add(path, f"Size must be between {rule.least or 0} and {rule.most or 'many'}")
    elif rule.kind == "list":
        walk.list(rule.names, path, value)
    elif not all(isinstance(item, str) and item for item in value):
        walk.sheet.add(path, "must be an array of strings")


KINDS: dict[str, Callable[[Walk, Rule, Path, Any], Any]] = {
    "words": Walk.words,
    "integer": number,
    "number": number,
    "flag": flag,
    "choice": choice,
    "is": choice,
    "text": pattern,
    "colour": colour,
    "https": https,
    "link": link,
    "list": sized_list,
    "words*": sized_list,
    "object": lambda walk, rule, path, value: walk.object(rule.names, path, value),
    "any": lambda walk, rule, path, value: walk.any(rule.names, path, value),
    "map": lambda walk, _, path, value: None if isinstance(value, dict) else walk.sheet.add(path, "must be an object"),
}
