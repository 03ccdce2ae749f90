"""The running processes: whatever dies comes back, nothing said meanwhile is lost, and stopping stops everything."""

import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.hooks import hook, sign, text_event
from tests.player import Phone, Play
from tests.service import Service, answers, ask

ASKS = "เบี้ยผู้สูงอายุต้องใช้เอกสารอะไรบ้าง อยู่ลำภี"


def person(service, number: int) -> Phone:
    user = f"U{number:032x}"
    service.simulator.ask("/sim/people", {"name": "ยาย", "user_id": user, "follow": False})
    return Phone(service, user)


def processes_of(service, word: str) -> list[int]:
    """The service's own processes whose command line holds the word."""
    listed = subprocess.run(["ps", "-eww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    ours, _found = {service.process.pid}, []
    for _ in range(4):
        ours |= {int(pid) for pid, parent, _ in rows if int(parent) in ours}
    return [int(pid) for pid, _, args in rows if int(pid) in ours and word in args]


def heard(phone: Phone, seconds: float = 20) -> list[str]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if came := [m["via"] for m in phone.new()]:
            return came
        time.sleep(0.1)
    return []


@pytest.mark.parametrize(
    "word", ["workers.run normal", "workers.run urgent", "workers.run deliver", "workers.clock", "bot.serving"]
)
def test_a_process_that_is_killed_comes_back_and_nothing_is_lost(service, word):
    phone = person(service, 0xD1E)
    victims = processes_of(service, word)
    assert victims
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    if word == "bot.serving":
        answers(f"{service.url}/healthz")
    phone.look_away()
    phone.ask("say", {"text": ASKS})
    assert heard(phone) == ["reply"]
    until = time.monotonic() + 20
    while not set(processes_of(service, word)) - set(victims):
        assert time.monotonic() < until, f"{word} did not come back"
        time.sleep(0.2)


def test_a_wrong_signature_over_http_is_400_and_the_right_one_200(service):
    body = hook(text_event("สวัสดี"))
    assert service.post(body, {"x-line-signature": "wrong"}) == 400
    assert service.post(body, {}) == 400
    assert service.post(body, {"x-line-signature": sign(body)}) == 200
    assert service.post(b"x" * 1_100_000, {"x-line-signature": "any"}) == 413


def test_health_ready_and_metrics_speak(service):
    ready = ask(f"{service.url}/readyz")
    assert ready["ready"]
    assert {"database", "redis", "oldest_arrival", "oldest_letter", "oldest_untaken_emergency"} <= set(ready)
    with urllib.request.urlopen(f"{service.url}/metrics") as answer:
        text = answer.read().decode()
    for name in ("klaiban_webhook_seconds", "klaiban_letters", "klaiban_oldest_seconds", "klaiban_database_up 1.0"):
        assert name in text


def test_in_a_group_the_account_leaves_and_answers_nothing(service):
    event = text_event("สวัสดีทุกคน") | {"source": {"type": "group", "groupId": "C" + "1" * 32, "userId": "U" + "1" * 32}}
    body = hook(event)
    assert service.post(body, {"x-line-signature": sign(body)}) == 200
    until = time.monotonic() + 10
    while True:
        calls = service.simulator.ask("/sim/log?kind=call")
        calls = calls["entries"] if isinstance(calls, dict) else calls
        operations = [c["operation"] for c in calls]
        if "leaveGroup" in operations:
            break
        assert time.monotonic() < until, operations
        time.sleep(0.1)
    assert not {"replyMessage", "pushMessage"} & set(operations)


def test_no_word_or_id_of_a_resident_is_in_any_log_or_in_redis(service, var):
    phone = person(service, 0xCA11)
    for text in ("ชื่อสมศรีโทร 0898765432 เลขบัตร 1103700123456 อยู่ลำภี ขอเบี้ยผู้สูงอายุ", "แฟนเมาแล้วเอามีดไล่ฟัน อยู่ลำภี"):
        phone.look_away()
        phone.ask("say", {"text": text})
        heard(phone)
    log = (var / "service" / "service.log").read_text("utf-8")
    redis = service.wires.doorbell.redis
    kept = b"".join(bytes(k) + str(redis.type(k)).encode() + (redis.dump(k) or b"") for k in redis.scan_iter())
    for canary in ("สมศรี", "0898765432", "1103700123456", phone.user, "ไล่ฟัน"):
        assert canary not in log
        assert canary.encode() not in kept


def test_stopping_stops_everything_and_a_second_start_finds_the_data(tmp_path_factory, var):
    folder = var / "twice"
    folder.mkdir()
    env = {k: v for k, v in os.environ.items() if k in {"DATABASE_URL", "REDIS_URL"}}
    for name in env:
        os.environ.pop(name)
    try:
        numbers = []
        for _ in range(2):
            service = Service.start(folder)
            try:
                script = {
                    "title": "ถาม",
                    "people": [{"id": "yai"}],
                    "steps": [{"who": "yai", "says": ASKS, "hears": ["820805-"]}],
                }
                play = Play(service, script)
                play.run()
                numbers.append(play.number)
            finally:
                began = time.monotonic()
                pids = processes_of(service, "python")
                code = service.stop()
            assert code == 0
            assert time.monotonic() - began < 15
            assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
        assert numbers[1][:12] == numbers[0][:12]
        assert int(numbers[1][-5:]) == int(numbers[0][-5:]) + 1
    finally:
        os.environ.update(env)
