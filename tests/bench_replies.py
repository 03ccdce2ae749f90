"""How long a message takes from LINE's webhook to the accepted reply: `python -m tests.bench_replies [messages]`.

Starts the whole service on the parts the environment names (or embedded ones), sends messages one by one, each
by a person of its own, and prints the median and the 99th percentile as the simulator's log saw them.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.databases import own_database, own_redis
from tests.service import Service

ASKS = ("เบี้ยผู้สูงอายุต้องใช้เอกสารอะไรบ้าง อยู่ลำภี", "ต่อบัตรคนพิการให้แม่ค่ะ อยู่ทุ่งมะพร้าว", "สวัสดีค่ะ")


def main(count: int) -> None:
    with own_database(os.environ.get("DATABASE_URL")) as database, own_redis(os.environ.get("REDIS_URL")) as redis:
        given = {k: v for k, v in {"DATABASE_URL": database, "REDIS_URL": redis}.items() if v}
        with tempfile.TemporaryDirectory(prefix="kb-") as var:
            service = Service.start(Path(var), KLAIBAN_BURST_MS="0", **given)
            time.sleep(5)  # workers warm up while the web process already answers
            try:
                times, webhooks = _measure(service, count)
            finally:
                service.stop()
    for what, found in (("webhook to accepted reply", times), ("webhook answered", webhooks)):
        ordered = sorted(found)
        p99 = ordered[int(len(ordered) * 0.99) - 1]
        print(
            f"{what}: {len(found)} messages, median {statistics.median(found):.0f} ms, p99 {p99:.0f} ms, max {ordered[-1]:.0f} ms"
        )


def _measure(service: Service, count: int) -> tuple[list[float], list[float]]:
    people = [f"U{n:032x}" for n in range(1, count + 1)]
    for user in people:
        service.simulator.ask("/sim/people", {"name": "คน", "user_id": user, "follow": False})
    seen, times, webhooks = 0, [], []
    for n, user in enumerate(people):
        done = service.simulator.ask(f"/sim/people/{user}/say", {"text": ASKS[n % len(ASKS)]})
        webhooks.append(done["webhook"]["ms"])
        until = time.monotonic() + 10
        while time.monotonic() < until:
            entries = service.simulator.ask(f"/sim/log?after={seen}")
            entries = entries["entries"] if isinstance(entries, dict) else entries
            hooks = [e for e in entries if e["kind"] == "webhook"]
            replies = [e for e in entries if e.get("operation") == "replyMessage" and e["status"] == 200]
            if hooks and replies:
                times.append(replies[-1]["at"] - hooks[-1]["at"])
                seen = max(e["n"] for e in entries)
                break
            time.sleep(0.01)
    assert len(times) == count, f"{count - len(times)} were not answered"
    return times, webhooks


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
