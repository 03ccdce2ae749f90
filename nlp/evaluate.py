"""`python -m nlp.evaluate`: how well the shipped reader reads messages it was not taught."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final, TextIO

from nlp import measures, yardstick
from nlp.labelled import Message, part, sitting
from nlp.noise import KINDS, noisy
from nlp.picture import confusion_svg
from nlp.reader import read, warm_up
from nlp.reading import Reading
from nlp.scoring import version, weights
from nlp.topk import first_three

Say = Callable[[str], None]
_SEED: Final = 4


def main(arguments: Sequence[str] | None = None, out: TextIO = sys.stdout) -> int:
    """Print the report; see --help for what can be given."""
    given = _arguments(arguments)
    say: Say = lambda line: print(line, file=out)  # noqa: E731 - one line, one place
    warm_up()
    messages = [m for name in given.sitting for m in sitting(name)] or list(part(given.part))
    readings = [read(message.text) for message in messages]
    say(f"model {version()}, {len(messages)} messages ({', '.join(given.sitting) or given.part})")
    for report in (_intents, _alarms, _slices, _confidence):
        report(messages, readings, say)
    if not given.quick:
        _noise(messages, say)
    if given.posts:
        _posts(given.posts.read_text("utf-8").splitlines(), say)
    if given.truevoice:
        yardstick.report(given.truevoice, say)
    if given.picture:
        given.picture.write_text(confusion_svg(messages, readings), "utf-8")
    return 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="klaiban evaluate", description=__doc__)
    asked.add_argument("--part", choices=("train", "dev", "test"), default="test")
    asked.add_argument("--sitting", action="append", default=[], help="instead of a part: sittings by name")
    asked.add_argument("--posts", type=Path, help="a file of ordinary posts, one a line: false alarms")
    asked.add_argument("--truevoice", type=Path, help="the folder of TrueVoice's train.jsonl and test.jsonl")
    asked.add_argument("--picture", type=Path, help="write the confusion matrix there, as SVG")
    asked.add_argument("--quick", action="store_true", help="leave the noise suite out")
    return asked.parse_args(arguments)


def _intents(messages: Sequence[Message], readings: Sequence[Reading], say: Say) -> None:
    truth, said = [m.intent for m in messages], [r.intent for r in readings]
    say(f"\nintents: accuracy {measures.share(t == s for t, s in zip(truth, said, strict=True))}")
    say(f"macro-F1 {measures.macro_f1(truth, said):.3f}")
    say(f"top three {measures.share(m.intent in first_three(m.text) for m in messages)}")
    for score in measures.by_class(truth, said):
        say(f"  {score.name:22} P {score.precision:.2f} R {score.recall:.2f} F1 {score.f1:.2f} n {score.count}")


def _alarms(messages: Sequence[Message], readings: Sequence[Reading], say: Say) -> None:
    both = list(zip(messages, readings, strict=True))
    grave = [r for m, r in both if m.urgency == "emergency"]
    urgent = [r for m, r in both if m.urgency == "urgent"]
    calm = [r for m, r in both if not m.raised]
    hard = [r for m, r in both if "hard_negative" in m.tags]
    say(f"\nemergencies raised         {measures.share(r.danger for r in grave)}")
    say(f"emergencies as emergency   {measures.share(r.urgency == 'emergency' for r in grave)}")
    say(f"urgent raised              {measures.share(r.danger for r in urgent)}")
    say(f"urgent as emergency        {measures.share(r.urgency == 'emergency' for r in urgent)}")
    say(f"normal raised (false)      {measures.share(r.danger for r in calm)}")
    say(f"hard negatives raised      {measures.share(r.danger for r in hard)}")
    say(f"normal as emergency        {measures.share(r.urgency == 'emergency' for r in calm)}")


def _slices(messages: Sequence[Message], readings: Sequence[Reading], say: Say) -> None:
    say("\nby tag: n, intent accuracy, danger raised, normal raised")
    for tag in sorted({tag for message in messages for tag in message.tags}):
        both = [(m, r) for m, r in zip(messages, readings, strict=True) if tag in m.tags]
        hit = measures.share(m.intent == r.intent for m, r in both)
        danger = measures.share(r.danger for m, r in both if m.raised)
        false = measures.share(r.danger for m, r in both if not m.raised)
        say(f"  {tag:14} {len(both):4}  {hit.value:.3f}  {danger}  {false.hits}/{false.of}")


def _confidence(messages: Sequence[Message], readings: Sequence[Reading], say: Say) -> None:
    right = [m.intent == r.intent for m, r in zip(messages, readings, strict=True)]
    chances = [r.confidence for r in readings]
    limit = weights().settings["limits"]["ask_below"]
    direct = [ok for ok, chance in zip(right, chances, strict=True) if chance >= limit]
    say(f"\ncalibration error {measures.calibration_error(chances, right):.3f}")
    for mean, hit, count in measures.reliability(chances, right):
        say(f"  said {mean:.2f} was {hit:.2f} n {count}")
    say(f"answered directly (confidence >= {limit:.2f}): {len(direct)}/{len(right)}")
    say(f"wrong among them {measures.share(not ok for ok in direct)}")


def _noise(messages: Sequence[Message], say: Say) -> None:
    say("\nnoise: macro-F1, emergencies raised, normal raised")
    for kind in KINDS:
        chance = Random(_SEED)  # noqa: S311 - accidents, not secrets
        readings = [read(noisy(message.text, kind, chance)) for message in messages]
        both = list(zip(messages, readings, strict=True))
        f1 = measures.macro_f1([m.intent for m in messages], [r.intent for r in readings])
        raised = measures.share(r.danger for m, r in both if m.urgency == "emergency")
        false = measures.share(r.danger for m, r in both if not m.raised)
        say(f"  {kind:30} {f1:.3f}  {raised.value:.3f}  {false.value:.3f}")


def _posts(posts: Sequence[str], say: Say) -> None:
    began = perf_counter()
    readings = [read(post) for post in posts if post.strip()]
    say(f"\nposts raised        {measures.share(r.danger for r in readings)}")
    say(f"posts as emergency  {measures.share(r.urgency == 'emergency' for r in readings)}")
    say(f"{(perf_counter() - began) / len(readings) * 1000:.2f} ms a post")


if __name__ == "__main__":
    sys.exit(main())
