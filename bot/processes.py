"""All processes under one supervisor: the Procfile is the list, supervisord restarts whatever dies."""

import getpass
import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.settings import ROOT


def procfile() -> dict[str, str]:
    """The processes of the Procfile by name."""
    lines = (ROOT / "Procfile").read_text("utf-8").splitlines()
    return {
        name.strip(): command.strip() for name, _, command in (line.partition(":") for line in lines if line.strip())
    }


def supervisor_config(programs: Mapping[str, str], var: Path) -> str:
    """The supervisord configuration that keeps these commands running; Redis, when embedded, starts first."""
    head = f"""[supervisord]
nodaemon=true
user={getpass.getuser()}
logfile=/dev/null
logfile_maxbytes=0
pidfile={var / "supervisord.pid"}
childlogdir={var}
directory={ROOT}
loglevel=warn
"""
    # One group: supervisord stops groups one after another, but the programs of a group together.
    ours = ",".join(name for name in programs if name != "redis")
    return head + f"\n[group:klaiban]\nprograms={ours}\n" + "".join(_program(n, c) for n, c in programs.items())


def _program(name: str, command: str) -> str:
    # startsecs=0: a process that dies at once is started at once; with the default, supervisord gives it up.
    return f"""
[program:{name}]
command={command.replace("%", "%%")}
priority={1 if name == "redis" else 10}
autostart=true
autorestart=true
startsecs=0
startretries=1000000
stopasgroup=true
killasgroup=true
stopwaitsecs=8
stdout_logfile=/dev/fd/1
stdout_logfile_maxbytes=0
redirect_stderr=true
"""


def environment(given: Mapping[str, str], var: Path) -> dict[str, str]:
    """What the processes see: our Python first on the path, and a folder to count metrics together."""
    counters = var / "metrics"
    counters.mkdir(parents=True, exist_ok=True)
    for old in counters.glob("*.db"):
        old.unlink(missing_ok=True)
    path = f"{Path(sys.executable).parent}{os.pathsep}{given.get('PATH', '')}"
    return {**given, "PATH": path, "PROMETHEUS_MULTIPROC_DIR": str(counters), "PYTHONUNBUFFERED": "1"}


def run_command(programs: Mapping[str, str], var: Path) -> list[str]:
    """Write the configuration and say how to run it."""
    config = var / "supervisord.conf"
    config.write_text(supervisor_config(programs, var), "utf-8")
    return [sys.executable, "-m", "supervisor.supervisord", "--configuration", str(config)]


def quoted(command: list[str]) -> str:
    return shlex.join(command)
