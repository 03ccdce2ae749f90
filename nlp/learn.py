"""`python -m nlp.learn corrections.tsv`: would a retrained model read better? Refused if danger is heard less.

The file has the form of sentences/README.md: corrections of members, masked, consented, unrestricted.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from nlp import scoring
from nlp.labelled import Message, parsed, part
from nlp.measures import macro_f1
from nlp.packing import Weights, unpack
from nlp.picture import confusion_svg
from nlp.reader import read_with


@dataclass(frozen=True, slots=True)
class Figures:
    """What a model makes of the judges: recalls first, for they decide."""

    raised: float
    emergency: float
    false_alarms: float
    macro_f1: float


def main(arguments: Sequence[str] | None = None, out: TextIO = sys.stdout) -> int:
    """Train, compare, and publish only when asked and allowed."""
    asked = argparse.ArgumentParser(prog="klaiban learn", description=__doc__)
    asked.add_argument("corrections", type=Path)
    asked.add_argument("--publish", action="store_true", help="replace the shipped model if it is allowed")
    asked.add_argument("--pictures", type=Path, help="a folder for the confusion before and after")
    given = asked.parse_args(arguments)
    from nlp import train  # noqa: PLC0415 - scikit-learn is there only where models are made

    corrections = parsed(given.corrections.stem, given.corrections.read_text("utf-8"))
    raw = train.build([*part("train"), *part("dev"), *corrections])
    before, after = scoring.weights(), unpack(raw)
    allowed = _told(figures(before), figures(after), out)
    if given.pictures:
        _draw(given.pictures, before, after)
    if given.publish and allowed:
        train.MODEL.write_bytes(raw)
        print(f"published {after.version}", file=out)
    return 0 if allowed else 1


def figures(model: Weights, messages: Sequence[Message] | None = None) -> Figures:
    """The figures of one model on the judges (or on these messages)."""
    judged = list(part("test") if messages is None else messages)
    readings = [read_with(model, message.text) for message in judged]
    both = list(zip(judged, readings, strict=True))
    grave = [r for m, r in both if m.urgency == "emergency"]
    calm = [r for m, r in both if not m.raised]
    return Figures(
        raised=sum(r.danger for r in grave) / max(1, len(grave)),
        emergency=sum(r.urgency == "emergency" for r in grave) / max(1, len(grave)),
        false_alarms=sum(r.danger for r in calm) / max(1, len(calm)),
        macro_f1=macro_f1([m.intent for m in judged], [r.intent for r in readings]),
    )


def allowed(before: Figures, after: Figures) -> bool:
    """A model that hears less danger is never published, however well it reads the rest."""
    return after.raised >= before.raised and after.emergency >= before.emergency


def _told(before: Figures, after: Figures, out: TextIO) -> bool:
    for name in ("raised", "emergency", "false_alarms", "macro_f1"):
        print(f"{name:14} {getattr(before, name):.3f} -> {getattr(after, name):.3f}", file=out)
    verdict = allowed(before, after)
    print("may be published" if verdict else "refused: danger would be heard less", file=out)
    return verdict


def _draw(folder: Path, before: Weights, after: Weights) -> None:
    judged = part("test")
    for name, model in (("before", before), ("after", after)):
        readings = [read_with(model, message.text) for message in judged]
        (folder / f"{name}.svg").write_text(confusion_svg(judged, readings), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
