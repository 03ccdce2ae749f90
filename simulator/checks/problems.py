"""Problems found in a request, and LINE's way of telling them (R#error-responses)."""

from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One wrong place: where it stands, and what is wrong there."""

    path: Path
    message: str
    flex_from: int | None = None  # where the flex container begins in the path

    @property
    def place(self) -> str:
        words = ""
        for part in self.path:
            words += f"[{part}]" if isinstance(part, int) else f".{part}" if words else str(part)
        return words

    @property
    def flex_place(self) -> str:
        return "/" + "/".join(str(part) for part in self.path[self.flex_from :])


@dataclass
class Sheet:
    """Collects the problems of one request body."""

    problems: list[Problem] = field(default_factory=list)
    flex_from: int | None = None

    def add(self, path: Path, message: str) -> None:
        self.problems.append(Problem(path, message, self.flex_from))


def error_body(problems: list[Problem]) -> dict[str, Any]:
    """Plain problems are told first; a wrong flex container is told by its message, as LINE does."""
    plain = [p for p in problems if p.flex_from is None]
    if plain:
        details = [{"message": p.message, "property": p.place} for p in plain]
        return {"message": f"The request body has {len(plain)} error(s)", "details": details}
    first = problems[0]
    same = [p for p in problems if p.path[: first.flex_from] == first.path[: first.flex_from]]
    at = Problem(first.path[:2], "").place
    details = [{"message": p.message, "property": p.flex_place} for p in same]
    return {"message": f"A message ({at}) in the request body is invalid", "details": details}
