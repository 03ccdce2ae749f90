"""Plays a conversation written as data (tests/scripts/*.toml) against the running service, as people would.

A script has `title`, `[[people]]` (id, name, and for staff role and centre) and `[[steps]]`. A step names `who`
and at most one act: `says`, `presses` (a visible button or menu area by its label), `sends` (sticker, image,
location ...), `unsends` (the person's last message). Then what that person finds on the phone, waiting up to
thirty seconds: `hears` (all of these words, in what came since the step began; for a step without an act, since that
person last heard something), `hears_not`, `calls` (tap-to-call numbers), `by` ("reply" or "push"), `silence` (nothing comes).
`{number}` stands for the ticket number last seen by anybody.
"""

import itertools
import re
import time
import tomllib
from pathlib import Path

from tests.service import Service

PATIENCE = 30
NUMBER = re.compile(r"\d{6}-\d{4}-\d{5}")


def words_of(message) -> str:
    """Everything a message shows: texts, labels, addresses to call."""
    found = []

    def walk(value):
        if isinstance(value, dict):
            found.extend(str(value[k]) for k in ("text", "altText", "label", "uri") if isinstance(value.get(k), str))
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(message)
    return "\n".join(found)


class Phone:
    """One person's phone: what came since we last looked, and ways to act."""

    def __init__(self, service: Service, user: str) -> None:
        self.service, self.user, self.seen = service, user, set()

    def ask(self, what: str, body=None):
        return self.service.simulator.ask(f"/sim/people/{self.user}/{what}", body or {})

    def chat(self):
        return self.service.simulator.ask(f"/sim/people/{self.user}/chat")

    def look_away(self) -> None:
        """All that has come so far counts as seen."""
        self.seen |= {m["id"] for m in self.chat()["messages"]}

    def new(self):
        return [m for m in self.chat()["messages"] if m["id"] not in self.seen and m["from"] == "account"]

    def last_own(self) -> str:
        return next(m["id"] for m in reversed(self.chat()["messages"]) if m["from"] == "me")


class Play:
    """One script being played."""

    counter = itertools.count(1)

    def __init__(self, service: Service, script: dict) -> None:
        self.service, self.script, self.number = service, script, ""
        self.phones = {person["id"]: self._arrive(person) for person in script["people"]}

    def phone(self, user: str) -> Phone:
        return Phone(self.service, user)

    def _arrive(self, person: dict) -> Phone:
        user = f"U{next(self.counter):032x}"
        body = {
            "name": person.get("name", person["id"]),
            "user_id": user,
            "language": person.get("language", "th"),
            "kind": "staff" if "role" in person else "resident",
        }
        self.service.simulator.ask("/sim/people", body | {"follow": True})
        phone = self.phone(user)
        if "role" in person:
            invited = self.service.klaiban("staff", "invite", "--centre", person["centre"], "--role", person["role"])
            assert invited.returncode == 0, invited.stderr
            phone.ask("say", {"text": invited.stdout.strip().splitlines()[-1]})
            self._await(phone, [person.get("greeted", "")])
        return phone

    def run(self) -> None:
        for at, step in enumerate(self.script["steps"], 1):
            try:
                self._step(step)
            except AssertionError as wrong:
                raise AssertionError(f"{self.script['title']}, step {at} ({step}): {wrong}") from wrong

    def _step(self, step: dict) -> None:
        phone = self.phones[step["who"]]
        if self._act(phone, step) and "hears" not in step and "silence" not in step and "calls" not in step:
            return
        if step.get("silence"):
            time.sleep(2)
            assert phone.new() == [], f"not silent: {[words_of(m) for m in phone.new()]}"
            return
        came = self._await(phone, [self._filled(w) for w in step.get("hears", [])])
        said = "\n".join(words_of(m["message"]) for m in came)
        for word in step.get("hears_not", []):
            assert self._filled(word) not in said, f"{word!r} was said: {said}"
        for number in step.get("calls", []):
            assert f"tel:{number}" in said, f"no tap-to-call {number}: {said}"
        if "by" in step:
            assert {m["via"] for m in came} == {step["by"]}, f"by {[m['via'] for m in came]}"

    def _act(self, phone: Phone, step: dict) -> bool:
        acts = {"says": ("say", "text"), "presses": ("press", "label")}
        for act, (path, field) in acts.items():
            if act in step:
                phone.look_away()
                phone.ask(path, {field: self._filled(step[act])})
                return True
        if "sends" in step:
            phone.look_away()
            phone.ask(step["sends"], step.get("with", {}))
            return True
        if "unsends" in step:
            phone.ask("unsend", {"messageId": phone.last_own()})
            return True
        return False

    def _filled(self, text: str) -> str:
        return text.replace("{number}", self.number)

    def _await(self, phone: Phone, words: list[str]):
        until = time.monotonic() + PATIENCE
        while True:
            came = phone.new()
            said = "\n".join(words_of(m["message"]) for m in came)
            if came and all(word in said for word in words):
                numbers = NUMBER.findall(said)
                self.number = numbers[-1] if numbers else self.number
                phone.seen |= {m["id"] for m in came}
                return came
            missing = [w for w in words if w not in said]
            assert time.monotonic() < until, f"never heard {missing}; heard: {said!r}"
            time.sleep(0.05)


def load(path: Path) -> dict:
    return tomllib.loads(path.read_text("utf-8"))
