"""Starts a simulator as its own process and moves people from Python: for tests, trainers and the bench."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

READY = "simulator ready on "


@dataclass
class Answered:
    """An HTTP answer, whatever its status."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw or b"{}")


def ask(
    method: str, url: str, body: Any = None, headers: dict[str, str] | None = None, seconds: float = 70
) -> Answered:
    """One request; `bytes` go out as they are, anything else as JSON."""
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    named = {"Content-Type": "application/json"} | (headers or {})
    request = urllib.request.Request(url, data, named, method=method)  # noqa: S310 - this machine only
    try:
        with urllib.request.urlopen(request, timeout=seconds) as told:  # noqa: S310
            return Answered(told.status, {k.lower(): v for k, v in told.headers.items()}, told.read())
    except urllib.error.HTTPError as refused:
        with refused:
            headers_told = {k.lower(): v for k, v in refused.headers.items()}
            return Answered(refused.code, headers_told, refused.read())


@dataclass
class Simulator:
    """A running simulator: its process (if it is ours), its address and its channel's words."""

    base: str
    token: str
    process: subprocess.Popen[str] | None = None

    def api(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answered:
        """A call as the account makes it, with its token."""
        return ask(method, self.base + path, body, {"Authorization": f"Bearer {self.token}"} | (headers or {}))

    def sim(self, method: str, path: str, body: Any = None) -> Any:
        """A control call; anything but 200 is an error."""
        told = ask(method, f"{self.base}/sim{path}", body)
        if told.status != 200:
            raise RuntimeError(f"{method} {path}: {told.status} {told.raw.decode(errors='replace')}")
        return told.body

    def person(self, name: str, **wanted: Any) -> str:
        user_id: str = self.sim("POST", "/people", {"name": name} | wanted)["userId"]
        return user_id

    def does(self, user_id: str, action: str, **words: Any) -> Any:
        return self.sim("POST", f"/people/{user_id}/{action}", words)

    def chat(self, user_id: str, **query: Any) -> Any:
        return self.sim("GET", f"/people/{user_id}/chat?{urlencode(query)}")

    def log(self, **query: Any) -> Any:
        return self.sim("GET", f"/log?{urlencode(query)}")

    def stop(self) -> int:
        """Ends our process as an operator would; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=10)
        if self.process.stdout:
            self.process.stdout.close()
        return code


def start(callback: str, *words: str, token: str = "token", secret: str = "secret") -> Simulator:  # noqa: S107
    """A new process on a free port, ready to be asked."""
    command = [sys.executable, "-m", "simulator", "--port", "0", "--callback", callback]
    process = subprocess.Popen(  # noqa: S603 - our own module
        [*command, "--token", token, "--secret", secret, *words],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.startswith(READY):
        process.kill()
        process.wait()
        process.stdout.close()
        raise RuntimeError(f"the simulator did not start: {line!r}")
    return Simulator(line.removeprefix(READY).strip(), token, process)
