"""Reads `limits.toml`: LINE's limits, as rules that can be asked for by object and property."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

NOTATION = re.compile(
    r"(?P<kind>words\*|[a-z]+)(:(?P<names>\S+?))?(?P<required>!)?"
    r"( (?P<least>-?\d+)\.\.(?P<most>\d+)?)?( (?P<unit>utf16|graphemes))?"
)
JOINING = {0x200C, 0x200D, 0x0E33, 0x0EB3}  # joiners, and the two "am" vowels that hang on their consonant


@dataclass(frozen=True)
class Rule:
    """What one property may hold."""

    kind: str
    required: bool = False
    least: int | None = None
    most: int | None = None
    unit: str = "utf16"
    names: str = ""

    @classmethod
    def read(cls, words: str) -> "Rule":
        found = NOTATION.fullmatch(words)
        if found is None:
            raise ValueError(f"not understood in limits.toml: {words}")
        number = {k: int(found[k]) if found[k] else None for k in ("least", "most")}
        return cls(
            found["kind"], bool(found["required"]), unit=found["unit"] or "utf16", names=found["names"] or "", **number
        )

    def holds(self, amount: float) -> bool:
        return (self.least is None or amount >= self.least) and (self.most is None or amount <= self.most)


def length(text: str, unit: str = "utf16") -> int:
    """How long LINE says this text is."""
    return graphemes(text) if unit == "graphemes" else len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """What a reader calls letters: Thai marks, emoji parts and joiners count with what they hang on."""
    count, joined, flags = 0, False, 0
    for sign in text:
        code = ord(sign)
        if 0x1F1E6 <= code <= 0x1F1FF:  # two letters make one flag
            flags += 1
            count += flags % 2
            continue
        flags = 0
        hangs = code in JOINING or 0x1F3FB <= code <= 0x1F3FF or unicodedata.category(sign) in ("Mn", "Me", "Mc")
        count += not (hangs or joined)
        joined = code == 0x200D
    return count


def _read() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, Rule]]]:
    tables = tomllib.loads((Path(__file__).parent / "limits.toml").read_text(encoding="utf-8"))
    families = tables.pop("families")
    whole = {
        name: {field: Rule.read(line) for field, line in (tables.get(table.get("with", "")) or {}).items()}
        | {field: Rule.read(line) for field, line in table.items() if field != "with"}
        for name, table in tables.items()
    }
    return families, whole


FAMILIES, LIMITS = _read()
