"""Structured logs: JSON lines with an allow-list of keys, so that no story, name or LINE id can slip in."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "process", "arrival", "letter", "person", "ticket", "count", "job", "queue",
        "tries", "status", "ms", "seconds", "kind", "error", "where", "bytes", "state", "template", "request", "step",
        "sweep", "menu", "port", "url", "signal", "what",
    }
)  # fmt: skip


def _only_allowed(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {k: v if isinstance(v, (int, float, bool)) else str(v)[:120] for k, v in event.items() if k in ALLOWED}


def begin(process: str, level: str = "info") -> None:
    """Set up this process's logs, and silence libraries that would print what they carry."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    structlog.contextvars.bind_contextvars(process=process)
    for name in ("rq", "rq.worker", "rq.job", "urllib3", "linebot", "sqlalchemy.engine"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def log() -> Any:
    return structlog.get_logger()


def failure(error: BaseException) -> dict[str, str]:
    """What may be said of an exception: its class and where it was raised, never its text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else "?"
    return {"error": type(error).__name__, "where": where}
