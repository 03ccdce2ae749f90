"""Measures reply calls a second of one simulator process on one core: `python -m simulator.bench`."""

import argparse
import asyncio
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp import web

from simulator.driving import Simulator, start

AT_ONCE = 16
PEOPLE = 50


@dataclass(frozen=True)
class Measured:
    """What came out of one run."""

    calls: int
    seconds: float
    cpu_seconds: float

    @property
    def a_second(self) -> float:
        return self.calls / self.seconds

    @property
    def a_core_second(self) -> float:
        """Calls for each second the simulator's process really worked: other programs on the machine do not count."""
        return self.calls / self.cpu_seconds

    def __str__(self) -> str:
        return (
            f"{self.calls} replies in {self.seconds:.2f} s: {self.a_second:.0f} a second; "
            f"{self.a_core_second:.0f} for each second of the simulator's own CPU"
        )


async def tokens_for(calls: int) -> tuple[list[str], Simulator]:
    """A simulator on its own core, and so many reply tokens from events it sent to us."""
    heard: list[str] = []

    async def callback(request: web.Request) -> web.Response:
        heard.extend(event["replyToken"] for event in (await request.json())["events"])
        return web.Response()

    app = web.Application()
    app.router.add_post("/callback", callback)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/callback"
    line = await asyncio.to_thread(start, address, "--reply-token-seconds", "600", "--seed", "1")
    one_core_each(line)
    async with aiohttp.ClientSession(line.base) as session:
        people = [await named(session, number) for number in range(PEOPLE)]
        heard.clear()
        await spread(session, [("say", person) for person in people] * (calls // PEOPLE + 1))
    await runner.cleanup()
    return heard[:calls], line


def one_core_each(line: Simulator) -> None:
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1 and line.process:
        os.sched_setaffinity(line.process.pid, {cores[0]})
        os.sched_setaffinity(0, set(cores[1:]))


async def named(session: aiohttp.ClientSession, number: int) -> str:
    async with session.post("/sim/people", json={"name": f"Person {number}"}) as told:
        return str((await told.json())["userId"])


async def spread(session: aiohttp.ClientSession, errands: list[tuple[str, str]]) -> None:
    """Runs the errands with so many hands at once."""
    again = errands[::-1]

    async def hand() -> None:
        while again:
            what, whom = again.pop()
            path, body = (f"/sim/people/{whom}/say", {"text": "hello"}) if what == "say" else reply_of(whom)
            async with session.post(path, json=body) as told:
                if told.status == 429:  # LINE's own 2,000 a second, which we may outrun
                    await asyncio.sleep(0.05)
                    again.append((what, whom))
                elif told.status != 200:
                    raise RuntimeError(f"{path}: {told.status} {await told.text()}")

    await asyncio.gather(*(hand() for _ in range(AT_ONCE)))


def reply_of(token: str) -> tuple[str, dict[str, object]]:
    items = [{"type": "action", "action": {"type": "message", "label": str(n), "text": str(n)}} for n in range(4)]
    message = {"type": "text", "text": "answer", "quickReply": {"items": items}}
    return "/v2/bot/message/reply", {"replyToken": token, "messages": [message]}


def cpu_seconds(line: Simulator) -> float:
    """What the kernel has charged to the simulator's process so far."""
    assert line.process is not None
    told = Path(f"/proc/{line.process.pid}/stat").read_text(encoding="ascii")
    fields = told.rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(calls: int) -> Measured:
    tokens, line = await tokens_for(calls)
    headers = {"Authorization": f"Bearer {line.token}"}
    try:
        async with aiohttp.ClientSession(line.base, headers=headers) as session:
            started, worked = time.perf_counter(), cpu_seconds(line)
            await spread(session, [("reply", token) for token in tokens])
            return Measured(len(tokens), time.perf_counter() - started, cpu_seconds(line) - worked)
    finally:
        await asyncio.to_thread(line.stop)


def main() -> None:
    say = argparse.ArgumentParser(prog="simulator.bench", description=__doc__)
    say.add_argument("--calls", type=int, default=5000)
    sys.stdout.write(f"{asyncio.run(measure(say.parse_args().calls))}\n")


if __name__ == "__main__":
    main()
