"""Whatever comes in, an answer in LINE's shape goes out: never a crash, never a silent 200."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import driving
from simulator.checks.problems import error_body
from simulator.checks.requests import problems_of
from tests.simulator_stage import ALICE, Bot, listening, push, stage_fixtures, text
from tests.test_simulator_limits import GOOD, WRONG, menu

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
BODIES = [{"to": "U1", "messages": [m]} for m in [*GOOD.values(), *(message for message, _ in WRONG.values())]]


def places(value, path=()):
    """Every place in a JSON value."""
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in steps:
        yield from places(inner, (*path, key))


def changed(body, path, value):
    if not path:
        return value
    body = copy.deepcopy(body)
    inner = body
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return body


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_body_with_one_place_spoilt_is_judged_and_never_crashes(data):
    body = data.draw(st.sampled_from(BODIES))
    spoilt = changed(body, data.draw(st.sampled_from(list(places(body)))), data.draw(JSON))
    problems = problems_of("pushRequest", spoilt)
    if problems:
        told = error_body(problems)
        assert told["message"]
        assert all(detail["message"] for detail in told["details"])


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_rich_menu_with_one_place_spoilt_is_judged(data):
    spoilt = changed(menu(), data.draw(st.sampled_from(list(places(menu())))), data.draw(JSON))
    for problem in problems_of("richMenu", spoilt):
        assert problem.message


@pytest.mark.parametrize("table", ["loadingRequest", "aliasRequest", "bulkLinkRequest", "multicastRequest"])
@settings(max_examples=60, deadline=None)
@given(body=JSON)
def test_anything_at_all_is_judged(table, body):
    assert problems_of(table, body) or isinstance(body, dict)


def test_boxes_in_boxes_without_end_are_refused():
    box = {"type": "text", "text": "deep"}
    for _ in range(300):
        box = {"type": "box", "layout": "vertical", "contents": [box]}
    message = {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": box}}
    assert any("deep" in p.message for p in problems_of("pushRequest", {"to": "U1", "messages": [message]}))


running, line, bot = stage_fixtures()


@pytest.mark.parametrize(
    "raw", [b"", b"null", b"[]", b"5", b'"x"', b"{}", b"\xff\xfe", b"{" * 5000, b'{"to":1}', b'{"messages":{}}']
)
@pytest.mark.parametrize(
    "path", ["message/push", "message/reply", "message/multicast", "richmenu", "chat/loading/start", "richmenu/alias"]
)
def test_a_malformed_call_gets_lines_error(line, path, raw):
    told = line.api("POST", f"/v2/bot/{path}", raw)
    assert told.status == 400
    assert told.body["message"]


def test_lone_surrogates_and_nul_are_carried_or_refused_not_fatal(line):
    told = line.api("POST", "/v2/bot/message/push", b'{"to":"x","messages":[{"type":"text","text":"\\ud83d"}]}')
    assert told.status == 400
    assert push(line, ALICE, text("a\0b")).status == 200
    assert line.chat(ALICE)["messages"][-1]["message"]["text"] == "a\0b"


def test_json_without_end_is_refused_and_the_log_can_still_be_read(line):
    deep = b'{"to":' + b"[" * 900 + b"]" * 900 + b"}"
    assert line.api("POST", "/v2/bot/message/push", deep).status == 400
    assert line.log()[-1]["status"] == 400


@pytest.mark.parametrize("path", ["/people", f"/people/{ALICE}/say", "/webhook", "/groups"])
def test_a_malformed_control_call_is_refused_in_json(line, path):
    for raw in (b"{half", b"[]", b"5"):
        told = driving.ask("POST", f"{line.base}/sim{path}", raw)
        assert told.status == 400
        assert json.loads(told.raw)["message"]


def test_another_sites_page_cannot_drive_the_phones(line):
    headers = {"Origin": "https://evil.example"}
    told = driving.ask("POST", f"{line.base}/sim/people/{ALICE}/say", {"text": "hi"}, headers)
    assert told.status == 403
    assert line.chat(ALICE)["messages"] == []


def test_what_people_send_cannot_run_as_a_page(line):
    """Bytes that call themselves HTML come back walled in."""
    said = line.does(ALICE, "file", base64="PHNjcmlwdD4=", contentType="text/html", fileName="x.html")["messageId"]
    told = driving.ask("GET", f"{line.base}/sim/content/{said}")
    assert "sandbox" in told.headers["content-security-policy"]
    assert told.headers["x-content-type-options"] == "nosniff"


def test_a_taken_port_is_said_in_one_line():
    with listening(Bot()) as bot:
        first = driving.start(bot.address)
        port = first.base.rsplit(":", 1)[1]
        try:
            with pytest.raises(RuntimeError, match="did not start"):
                driving.start(bot.address, "--port", port)
        finally:
            first.stop()
