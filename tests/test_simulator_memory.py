"""What survives a restart, what a seed repeats, how the simulator begins again and ends."""

import contextlib
import json
import socket
import time

import pytest

from simulator import driving
from tests.simulator_stage import ALICE, BOB, Bot, listening, push, stage, stage_fixtures, text

running, line, bot = stage_fixtures("--seed", "7")


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
