"""The demo: the whole service on embedded parts beside a simulator of LINE, with two staff and a resident."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
from typing import Any
from urllib.request import Request, urlopen

from bot import processes, rich_menus, settings, texts, up
from bot.wires import Wires
from handlers.vocabulary import Role
from models import members

PATIENCE = 60  # seconds until everything answers


class DemoFailed(Exception):
    """The demo did not come up; the text says what to look at."""


def demo(simulator_port: int) -> None:
    """Run until Ctrl-C. A second start finds the data of the first."""
    line = f"http://127.0.0.1:{_free(simulator_port)}"
    os.environ |= {"KLAIBAN_ENV": "demo", "LINE_API_BASE_URL": line, "LINE_DATA_API_BASE_URL": line}
    os.environ.setdefault("PORT", str(_free(5000)))
    chosen = settings.read()
    wires = up.prepare(chosen)
    running = up.programs(chosen) | {"simulator": processes.quoted(_simulator(chosen, line))}
    command = processes.run_command(running, chosen.var)
    env = processes.environment(os.environ, chosen.var)
    # A session of its own: a closed terminal must stop the supervisor, not make it read its configuration again.
    with subprocess.Popen(command, env=env, start_new_session=True) as service:  # noqa: S603
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: service.terminate())
        try:
            _people_arrive(wires, line, f"http://127.0.0.1:{chosen.port}")
            print(f"\n  Klai Ban is running. Open  {line}/\n  Ctrl-C stops everything.\n", flush=True)  # noqa: T201
            service.wait()
        except KeyboardInterrupt:
            service.terminate()
            service.wait(30)
        except DemoFailed:
            service.terminate()
            raise


def _simulator(chosen: settings.Settings, line: str) -> list[str]:
    options = {
        "port": line.rpartition(":")[2], "callback": f"http://127.0.0.1:{chosen.port}/callback",
        "name": texts.name("words", "account", "th"),
        "secret": chosen.secrets[0], "token": chosen.token, "state": str(chosen.var / "simulator.json"),
    }  # fmt: skip
    return [sys.executable, "-m", "simulator", *(w for k, v in options.items() for w in (f"--{k}", v))]


def _people_arrive(wires: Wires, line: str, web: str) -> None:
    """A resident, and two staff who join as staff do: by sending a one-time code to the account."""
    _answers(f"{line}/sim/healthz")
    _answers(f"{web}/readyz")
    rich_menus.publish(wires)
    for one in tomllib.loads((texts.CONTENT / "demo.toml").read_text("utf-8"))["people"]:
        person = _ask(f"{line}/sim/people", {k: one[k] for k in ("name", "kind", "user_id")})
        if "role" in one and not _is_member(wires, one["user_id"]):
            with wires.sessions.begin() as session:
                code = members.invite(session, one["centre"], Role(one["role"]), wires.now())
            _ask(f"{line}/sim/people/{person['userId']}/say", {"text": code})
    wires.engine.dispose()


def _is_member(wires: Wires, line_id: str) -> bool:
    from models import people  # noqa: PLC0415 - only here

    with wires.sessions.begin() as session:
        person = people.remembered(session, wires.vault, line_id, wires.now())
        return members.member_of(session, person.id) is not None


def _answers(url: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(url, timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.3)
    raise DemoFailed(f"{url} does not answer; the lines above say why")


def _ask(url: str, body: dict[str, Any]) -> dict[str, Any]:
    request = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310
    with urlopen(request, timeout=10) as answer:  # noqa: S310 - our own address
        found: dict[str, Any] = json.load(answer)
        return found


def _free(port: int) -> int:
    """The port, or when it is taken any free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
