"""A call as the operations see it, what they answer, and errors in LINE's shape."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.box import Box
from simulator.checks.problems import Problem, error_body

Json = dict[str, Any]


@dataclass
class Call:
    """One API call after the gate: path parameters, query, JSON body or raw bytes."""

    operation: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    raw: bytes
    body: Any
    request_id: str
    user_id: str | None = None  # whom it was about, when neither path nor body says so


@dataclass
class Answer:
    """What goes back; a `bytes` body is content."""

    body: Json | bytes = field(default_factory=dict)
    status: int = 200
    type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


class LineError(Exception):
    """A refusal; `extra` holds what stands beside the message."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None, **extra: Any) -> None:
        super().__init__(message)
        self.status, self.body, self.headers = status, {"message": message} | extra, headers or {}


def refuse(problems: list[Problem]) -> None:
    """400 with details when there is anything wrong."""
    if problems:
        told = error_body(problems)
        raise LineError(400, told.pop("message"), **told)


Operation = Callable[[Box, Call], Awaitable[Answer]]
