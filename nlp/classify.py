"""JSON lines in, JSON lines out: what the reader makes of each text."""

import json
import sys
from typing import Any, TextIO

from nlp.reader import UNKNOWN, read, warm_up
from nlp.reading import Reading


def main(lines: TextIO, out: TextIO) -> int:
    """One reading for each line, in order; a line that is not a text is answered too."""
    warm_up()
    for line in lines:
        if line.strip():
            out.write(json.dumps(_answer(line), ensure_ascii=False) + "\n")
            out.flush()
    return 0


def _answer(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        return _spoken(read(_text(asked)))
    except (ValueError, RecursionError) as wrong:
        return _spoken(UNKNOWN) | {"error": str(wrong)}


def _text(asked: object) -> str:
    if isinstance(asked, dict) and isinstance(asked.get("text"), str):
        return str(asked["text"])
    raise ValueError('a line looks like {"text": "…"}')


def _spoken(reading: Reading) -> dict[str, Any]:
    return {
        "intent": reading.intent,
        "also": list(reading.also),
        "urgency": reading.urgency,
        "confidence": reading.confidence,
        "danger": reading.danger,
        "words": list(reading.words),
    }


if __name__ == "__main__":
    sys.exit(main(sys.stdin, sys.stdout))
