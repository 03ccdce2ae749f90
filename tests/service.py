"""The real service for tests: its processes, the simulator of LINE, and a way to begin afresh between tests."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bot import rich_menus, settings, up
from bot.wires import Wires
from models.tables import metadata

PATIENCE = 60
KEPT = {"centres", "index_keys", "rich_menus"}  # what an installation has before anybody writes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(url: str, body=None, method: str | None = None):
    """JSON in, JSON out; an HTTP error is returned as (status, body)."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urlopen(request, timeout=30) as answer:
        return json.load(answer)


def answers(url: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(url, timeout=2):
                return
        except OSError:
            assert time.monotonic() < until, f"{url} does not answer"
            time.sleep(0.1)


@dataclass
class Simulator:
    """LINE, as a process of its own."""

    process: subprocess.Popen
    url: str

    @classmethod
    def start(cls, callback: str, secret: str = settings.DEMO_SECRET, token: str = settings.DEMO_TOKEN, **options):
        port = free_port()
        words = [w for k, v in options.items() for w in (f"--{k.replace('_', '-')}", str(v))]
        command = [sys.executable, "-m", "simulator", "--port", str(port), "--callback", callback]
        process = subprocess.Popen([*command, "--secret", secret, "--token", token, *words], stdout=subprocess.DEVNULL)
        simulator = cls(process, f"http://127.0.0.1:{port}")
        answers(f"{simulator.url}/sim/healthz")
        return simulator

    def ask(self, path: str, body=None, method: str | None = None):
        return ask(self.url + path, body, method)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def environment(var: Path, line: str, **more: str) -> dict[str, str]:
    """A demo environment of its own; DATABASE_URL and REDIS_URL, when given, are used as they are."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("KLAIBAN_", "LINE_", "PORT"))}
    env |= {"KLAIBAN_ENV": "demo", "KLAIBAN_VAR": str(var), "LINE_API_BASE_URL": line, "LINE_DATA_API_BASE_URL": line}
    return env | more


@dataclass
class Service:
    """`klaiban up` and the simulator, side by side."""

    process: subprocess.Popen
    simulator: Simulator
    wires: Wires
    url: str
    env: dict[str, str]

    @classmethod
    def start(cls, var: Path, **more: str) -> "Service":
        port = free_port()
        simulator = Simulator.start(f"http://127.0.0.1:{port}/callback", name="ใกล้บ้าน")
        env = environment(var, simulator.url, PORT=str(port), WEB_CONCURRENCY="1", **more)
        wires = up.prepare(settings.read(env))
        with (var / "service.log").open("wb") as log:
            process = subprocess.Popen([sys.executable, "-m", "bot.commands", "up"], env=env, stdout=log, stderr=log)
        service = cls(process, simulator, wires, f"http://127.0.0.1:{port}", env)
        answers(f"{service.url}/readyz")
        return service

    def klaiban(self, *words: str, text: str | None = None) -> subprocess.CompletedProcess:
        """Run the command as an operator would."""
        command = [sys.executable, "-m", "bot.commands", *words]
        return subprocess.run(
            command, env=self.env, input=text, capture_output=True, text=True, timeout=120, check=False
        )

    def begin_afresh(self) -> None:
        """An installation nobody has written to yet."""
        wipe(self.wires)
        self.simulator.ask("/sim/reset", {}, "POST")
        rich_menus.publish(self.wires)

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        try:
            with urlopen(Request(f"{self.url}/callback", body, headers), timeout=10) as answer:
                return answer.status
        except HTTPError as refused:
            return refused.code

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        self.simulator.stop()
        self.wires.engine.dispose()
        return code


def wipe(wires: Wires) -> None:
    with wires.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name not in KEPT:
                connection.execute(table.delete())
