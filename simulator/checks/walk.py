"""Walks a JSON body along the limits table and notes every place that LINE would refuse."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.checks.kinds import KINDS
from simulator.checks.problems import Path, Sheet
from simulator.limits import FAMILIES, LIMITS, Rule

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
DEEPEST = 100  # steps into the JSON; no phone shows boxes that deep
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
        if len(path) > DEEPEST:
            self.sheet.add(path, "nested too deeply")
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
