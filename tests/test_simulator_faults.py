"""What goes wrong on demand, what is written down, and what survives a restart."""

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error

import pytest

from simulator import driving
from tests.simulator_stage import ALICE, BOB, Bot, clean, listening, push, reply, stage, text


@pytest.fixture(scope="module")
def running():
    with stage("--seed", "7") as (line, bot):
        yield line, bot


@pytest.fixture
def line(running):
    clean(*running)
    return running[0]


@pytest.fixture
def bot(line, running):
    return running[1]


def rule(line, fault, operation="pushMessage", **more):
    line.sim("PUT", "/faults", {"rules": [{"operation": operation, "fault": fault, **more}]})


def webhook(line, **switches):
    line.sim("PUT", "/faults", {"webhook": switches})


def arrived(line, who=ALICE):
    return [m["message"]["text"] for m in line.chat(who)["messages"] if m["from"] == "account"]


def soon(condition, seconds=5):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


def test_a_500_before_loses_the_message(line):
    rule(line, "500_before", times=1)
    assert push(line, ALICE).status == 500
    assert arrived(line) == []
    assert push(line, ALICE).status == 200


def test_a_500_after_has_sent_the_message(line):
    rule(line, "500_after", times=1)
    key = "123e4567-e89b-42d3-a456-426655440000"
    assert push(line, ALICE, key=key).status == 500
    assert arrived(line) == ["hello"]
    assert push(line, ALICE, key=key).status == 409, "LINE had accepted it"


def test_a_reply_lost_after_acceptance_leaves_a_used_token(line, bot):
    rule(line, "500_after", "replyMessage", times=1)
    assert reply(line, bot.token).status == 500
    assert reply(line, bot.token).body == {"message": "Invalid reply token"}
    assert arrived(line) == ["hello"]


@pytest.mark.parametrize(("fault", "words"), [("reset", []), ("reset_after", ["hello"])])
def test_a_reset_breaks_the_line(line, fault, words):
    rule(line, fault, times=1)
    with pytest.raises((ConnectionError, http.client.HTTPException, urllib.error.URLError)):
        push(line, ALICE)
    assert arrived(line) == words


def test_a_hanging_call_answers_nothing_in_time(line):
    rule(line, "hang", times=1, seconds=20)
    body = json.dumps({"to": ALICE, "messages": [text()]}).encode()
    with pytest.raises((TimeoutError, urllib.error.URLError)):
        driving.ask(
            "POST",
            line.base + "/v2/bot/message/push",
            body,
            {"Authorization": f"Bearer {line.token}"},
            seconds=0.4,
        )
    assert arrived(line) == []


@pytest.mark.parametrize(("fault", "status"), [("429", 429), ("401", 401)])
def test_refusals_can_be_had_by_operation(line, fault, status):
    rule(line, fault)
    assert push(line, ALICE).status == status
    assert line.api("GET", "/v2/bot/info").status == 200


def test_a_star_means_every_operation(line):
    rule(line, "500_before", "*")
    assert line.api("GET", "/v2/bot/info").status == push(line, ALICE).status == 500
    line.sim("DELETE", "/faults")
    assert push(line, ALICE).status == 200


def test_a_probability_strikes_now_and_then(line):
    rule(line, "500_before", probability=0.5)
    told = {push(line, ALICE).status for _ in range(40)}
    assert told == {200, 500}


def test_expired_tokens_can_be_had(line, bot):
    line.sim("PUT", "/faults", {"expire_tokens": True})
    assert reply(line, bot.token).body == {"message": "Invalid reply token"}


def test_a_duplicate_is_the_same_event_twice(line, bot):
    webhook(line, duplicate=1)
    line.does(ALICE, "say", text="hi")
    first, second = bot.heard[-2:]
    assert first[1] == second[1]


def test_a_dropped_webhook_never_arrives(line, bot):
    webhook(line, drop=1)
    outcome = line.does(ALICE, "say", text="hi")["webhook"]
    assert outcome["reason"] == "could_not_connect"
    assert [e["type"] for e in bot.events] == ["follow"]


def test_a_delayed_webhook_comes_later(line):
    webhook(line, delay_ms=300)
    started = time.monotonic()
    line.does(ALICE, "say", text="hi")
    assert time.monotonic() - started >= 0.3


def test_two_webhooks_can_overtake_each_other(line, bot):
    webhook(line, reorder=True)
    first = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"from simulator.driving import *; Simulator({line.base!r}, '').does({ALICE!r}, 'say', text='first')",
        ]
    )
    assert soon(lambda: any(m["message"].get("text") == "first" for m in line.chat(ALICE)["messages"]))
    line.does(ALICE, "say", text="second")
    assert first.wait(timeout=10) == 0
    assert [e["message"]["text"] for e in bot.events[-2:]] == ["second", "first"]


def test_events_of_several_people_may_travel_in_one_body(line, bot):
    """R#webhooks: one POST may carry many events of many users"""
    line.person("Bob", user_id=BOB)
    webhook(line, batch_ms=300)
    hands = [threading.Thread(target=line.does, args=(who, "say"), kwargs={"text": who}) for who in (ALICE, BOB)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    events = json.loads(bot.heard[-1][1])["events"]
    assert {e["source"]["userId"] for e in events} == {ALICE, BOB}


def test_an_unknown_event_type_may_stand_beside_a_known_one(line, bot):
    """D/development-guidelines#assume-non-breaking-changes; R#webhooks: several events in one body"""
    webhook(line, unknown_type=True)
    line.does(ALICE, "say", text="hi")
    kinds = [e["type"] for e in json.loads(bot.heard[-1][1])["events"]]
    assert kinds == ["hologram", "message"]


def test_a_redelivered_event_is_the_same_but_for_its_mark(line, bot):
    """D/receiving-messages#webhook-redelivery"""
    webhook(line, redelivery=True, redelivery_interval_ms=50)
    bot.status = 503
    line.does(ALICE, "say", text="hi")
    bot.status = 200
    assert soon(lambda: bot.events[-1]["deliveryContext"]["isRedelivery"])
    first, again = [e for e in bot.events if e["type"] == "message"][-2:]
    mark = {"deliveryContext": {"isRedelivery": True}}
    assert first | mark == again
    assert reply(line, again["replyToken"]).status == 200


def test_without_redelivery_a_lost_event_stays_lost(line, bot):
    """D/receiving-messages: off by default"""
    bot.status = 503
    line.does(ALICE, "say", text="hi")
    heard = len(bot.heard)
    time.sleep(0.3)
    assert len(bot.heard) == heard


def test_an_unknown_fault_is_refused(line):
    with pytest.raises(RuntimeError, match=r"400.*unknown fault"):
        rule(line, "earthquake")


def test_the_log_tells_webhooks_and_calls_in_order(line):
    line.sim("DELETE", "/log")
    line.does(ALICE, "say", text="hi")
    push(line, ALICE, text(""), key="123e4567-e89b-42d3-a456-426655440001")
    log = line.log()
    assert [(e["kind"], e["operation"], e["status"]) for e in log] == [
        ("webhook", "message", 200),
        ("call", "pushMessage", 400),
    ]
    assert log[1]["userId"] == ALICE
    assert log[1]["retryKey"] == "123e4567-e89b-42d3-a456-426655440001"
    assert log[1]["problems"] == [{"message": "May not be empty", "property": "messages[0].text"}]
    assert line.log(after=log[0]["n"]) == [log[1]]
    assert line.log(kind="webhook") == [log[0]]


def test_the_log_knows_whom_a_reply_answered(line, bot):
    reply(line, bot.token)
    assert line.log(kind="call")[-1]["userId"] == ALICE


def test_a_reset_forgets_people_but_not_who_the_account_is(line):
    account = line.api("GET", "/v2/bot/info").body["userId"]
    line.sim("POST", "/reset")
    assert line.sim("GET", "/people") == []
    assert line.api("GET", "/v2/bot/info").body["userId"] == account


def test_a_seed_repeats_every_id():
    told = []
    for _ in range(2):
        with stage("--seed", "42") as (line, bot):
            line.person("Alice", user_id=ALICE)
            line.does(ALICE, "say", text="hi")
            told.append([(e["replyToken"], e.get("message", {}).get("id")) for e in bot.events])
    assert told[0] == told[1]
    assert len(told[0]) == 2


def test_people_chats_and_menus_survive_a_restart(tmp_path):
    words = ("--state", str(tmp_path / "deep" / "state.json"))
    with listening(Bot()) as bot:
        first = driving.start(bot.address, *words)
        first.person("Alice", user_id=ALICE, kind="staff")
        photo = first.does(ALICE, "image")["messageId"]
        menu_id = first.api("POST", "/v2/bot/richmenu", MENU).body["richMenuId"]
        before = (first.chat(ALICE), first.sim("GET", "/people"), first.api("GET", "/v2/bot/info").body)
        assert first.stop() == 0
        second = driving.start(bot.address, *words)
        try:
            after = (second.chat(ALICE), second.sim("GET", "/people"), second.api("GET", "/v2/bot/info").body)
            assert after == before
            assert second.api("GET", f"/v2/bot/message/{photo}/content").raw.startswith(b"\xff\xd8")
            assert second.api("GET", "/v2/bot/richmenu/list").body["richmenus"][0]["richMenuId"] == menu_id
            assert int(second.does(ALICE, "say", text="again")["messageId"]) > int(photo)
        finally:
            second.stop()


@pytest.mark.parametrize("broken", ["{half", "{}", '{"world": {}}', "[]", '{"world": {"people": 5}}'])
def test_a_broken_memory_is_put_aside(tmp_path, broken):
    state = tmp_path / "state.json"
    state.write_text(broken)
    with listening(Bot()) as bot:
        line = driving.start(bot.address, "--state", str(state))
        try:
            assert line.sim("GET", "/people") == []
        finally:
            line.stop()
    assert (tmp_path / "state.broken").read_text() == broken
    assert json.loads(state.read_text())["world"]["people"] == {}


def test_a_dropped_webhook_is_redelivered(line, bot):
    webhook(line, drop=1, redelivery=True, redelivery_interval_ms=50)
    line.does(ALICE, "say", text="hi")
    assert soon(lambda: bot.events[-1]["deliveryContext"]["isRedelivery"])


MENU = {
    "size": {"width": 800, "height": 400},
    "selected": True,
    "name": "n",
    "chatBarText": "menu",
    "areas": [],
}


def test_it_ends_quickly_and_cleanly_even_while_pages_watch(tmp_path):
    with listening(Bot()) as bot:
        line = driving.start(bot.address)
        host, port = line.base.removeprefix("http://").split(":")
        with contextlib.closing(socket.create_connection((host, int(port)))) as page:
            page.sendall(b"GET /sim/events HTTP/1.1\r\nHost: x\r\n\r\n")
            assert page.recv(200).startswith(b"HTTP/1.1 200")
            started = time.monotonic()
            assert line.stop() == 0
            assert time.monotonic() - started < 3


def test_a_page_that_watches_hears_of_every_message(line):
    line.person("Bob", user_id=BOB)
    host, port = line.base.removeprefix("http://").split(":")
    with contextlib.closing(socket.create_connection((host, int(port)), timeout=5)) as page:
        page.sendall(b"GET /sim/events HTTP/1.1\r\nHost: x\r\n\r\n")
        heard = page.recv(2000)
        push(line, BOB, text("news"))
        while b'"text":"news"' not in heard:
            heard += page.recv(4000)
    assert BOB.encode() in heard
