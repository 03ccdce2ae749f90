"""What happens to webhooks on their way, on demand: twice, late, lost, overtaken, together, again."""

import json
import subprocess
import sys
import threading
import time

from tests.simulator_stage import ALICE, BOB, reply, stage_fixtures

running, line, bot = stage_fixtures("--seed", "7")


def soon(condition, seconds=5):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


def webhook(line, **switches):
    line.sim("PUT", "/faults", {"webhook": switches})


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


def test_a_dropped_webhook_is_redelivered(line, bot):
    webhook(line, drop=1, redelivery=True, redelivery_interval_ms=50)
    line.does(ALICE, "say", text="hi")
    assert soon(lambda: bot.events[-1]["deliveryContext"]["isRedelivery"])
