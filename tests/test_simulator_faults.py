"""Calls that go wrong on demand, and what the log tells of them."""

import http.client
import json
import urllib.error

import pytest

from simulator import driving
from tests.simulator_stage import ALICE, push, reply, stage_fixtures, text

running, line, bot = stage_fixtures("--seed", "7")


def rule(line, fault, operation="pushMessage", **more):
    line.sim("PUT", "/faults", {"rules": [{"operation": operation, "fault": fault, **more}]})


def arrived(line, who=ALICE):
    return [m["message"]["text"] for m in line.chat(who)["messages"] if m["from"] == "account"]


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
