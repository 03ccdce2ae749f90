"""Webhooks reach the bot server as LINE sends them (R#webhooks)."""

import base64
import hashlib
import hmac
import json
import re

import pytest

from tests.simulator_stage import ALICE, SECRET, clean, stage


@pytest.fixture(scope="module")
def running():
    with stage() as (line, bot):
        yield line, bot


@pytest.fixture
def on_stage(running):
    clean(*running)
    return running


def test_the_signature_covers_the_exact_bytes(on_stage):
    """R#signature-validation"""
    line, bot = on_stage
    line.does(ALICE, "say", text="hi")
    headers, raw = bot.heard[-1]
    mine = base64.b64encode(hmac.new(SECRET.encode(), raw, hashlib.sha256).digest()).decode()
    assert {k.lower(): v for k, v in headers.items()}["x-line-signature"] == mine


def test_lines_own_signature_example_comes_out_right():
    """D/verify-webhook-signature"""
    from simulator.wire import signature

    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    signed = signature("8c570fa6dd201bb328f1c1eac23a96d8", body)
    assert signed == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_a_text_carries_every_common_property(on_stage):
    """R#common-properties, R#wh-text"""
    line, bot = on_stage
    answer = line.does(ALICE, "say", text="hi")
    event = bot.events[-1]
    assert event["source"] == {"type": "user", "userId": ALICE}
    assert event["mode"] == "active"
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", event["webhookEventId"])
    assert event["message"]["id"] == answer["messageId"]
    assert event["message"]["text"] == "hi"
    assert event["message"]["quoteToken"]
    assert event["message"]["markAsReadToken"]
    assert answer["webhook"]["status"] == 200
    assert answer["webhook"]["reason"] is None


def test_every_event_has_its_own_id_and_token(on_stage):
    line, bot = on_stage
    line.does(ALICE, "say", text="one")
    line.does(ALICE, "say", text="two")
    events = bot.events
    assert len({e["webhookEventId"] for e in events}) == len(events) == 3
    assert len({e["replyToken"] for e in events}) == 3


def test_the_destination_is_the_accounts_own_user_id(on_stage):
    """R#request-body"""
    line, bot = on_stage
    line.does(ALICE, "say", text="hi")
    destination = json.loads(bot.heard[-1][1])["destination"]
    assert destination == line.api("GET", "/v2/bot/info").body["userId"]
    assert re.fullmatch("U[0-9a-f]{32}", destination)


def test_a_bot_that_needs_more_than_two_seconds_is_a_request_timeout(on_stage):
    """D/check-webhook-error-statistics"""
    line, bot = on_stage
    bot.delay_s = 2.4
    outcome = line.does(ALICE, "say", text="hi")["webhook"]
    assert outcome["reason"] == "request_timeout"
    assert outcome["status"] is None
    assert 1900 <= outcome["ms"] < 2400


def test_a_status_other_than_2xx_is_an_error_status_code(on_stage):
    line, bot = on_stage
    bot.status = 503
    outcome = line.does(ALICE, "say", text="hi")["webhook"]
    assert (outcome["status"], outcome["reason"]) == (503, "error_status_code")


def test_nobody_listening_is_could_not_connect(on_stage):
    line, _ = on_stage
    line.api("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": "http://127.0.0.1:9/callback"})
    outcome = line.does(ALICE, "say", text="hi")["webhook"]
    assert (outcome["status"], outcome["reason"]) == (None, "could_not_connect")


def test_adding_the_same_person_again_follows_once(on_stage):
    line, bot = on_stage
    assert line.person("Alice", user_id=ALICE) == ALICE
    assert [e["type"] for e in bot.events] == ["follow"]


def test_odd_events_and_wrong_signatures_can_be_sent(on_stage):
    line, bot = on_stage
    line.sim("POST", "/webhook", {"events": [{"type": "hologram"}], "signature": "forged"})
    headers, raw = bot.heard[-1]
    assert json.loads(raw)["events"] == [{"type": "hologram"}]
    assert {k.lower(): v for k, v in headers.items()}["x-line-signature"] == "forged"


def test_raw_bytes_go_out_untouched(on_stage):
    line, bot = on_stage
    bot.status = 400
    outcome = line.sim("POST", "/webhook", {"raw": '{"events":[] }'})["webhook"]
    assert bot.heard[-1][1] == b'{"events":[] }'
    assert outcome["reason"] == "error_status_code"
