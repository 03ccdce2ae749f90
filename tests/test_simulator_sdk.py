"""A client nobody here wrote, LINE's own Node SDK, drives the simulator."""

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from simulator import driving
from tests.simulator_stage import ALICE, SECRET, TOKEN, clean, stage

NODE = Path(__file__).parent / "node"
SAMPLES = Path(driving.__file__).parent / "samples"

pytestmark = pytest.mark.skipif(not shutil.which("npm"), reason="no Node on this machine")


def ready():
    """The locked SDK, fetched once by the ordinary client."""
    if not (NODE / "node_modules" / "@line" / "bot-sdk").is_dir():
        words = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        told = subprocess.run(words, cwd=NODE, capture_output=True, text=True, timeout=120, check=False)
        if told.returncode:
            pytest.skip(f"the SDK could not be fetched: {told.stderr[-200:]}")


@pytest.fixture(scope="module")
def told():
    ready()
    with stage() as (line, bot):
        clean(line, bot)
        photo = line.does(ALICE, "image")["messageId"]
        line.does(ALICE, "say", text="hi")
        headers, raw = bot.heard[-1]
        area = {"bounds": {"x": 0, "y": 0, "width": 1200, "height": 810}}
        words = {
            "base": line.base,
            "token": TOKEN,
            "secret": SECRET,
            "user": ALICE,
            "replyToken": bot.token,
            "photo": photo,
            "raw": raw.decode(),
            "signature": {k.lower(): v for k, v in headers.items()}["x-line-signature"],
            "picture": str(SAMPLES / "menu_resident.png"),
            "menu": {
                "size": {"width": 1200, "height": 810},
                "selected": True,
                "name": "main",
                "chatBarText": "Menu",
                "areas": [area | {"action": {"type": "message", "label": "a", "text": "a"}}],
            },
        }
        ran = subprocess.run(
            ["node", "drive.mjs"],
            cwd=NODE,
            input=json.dumps(words),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        yield json.loads(ran.stdout) | {"chat": line.chat(ALICE)}


def test_the_sdk_accepts_our_signature(told):
    assert told["signature"] is True


def test_the_sdk_replies_once(told):
    assert told["reply"]["told"]["sentMessages"][0]["quoteToken"]
    assert told["reply"]["again"] == {"status": 400, "body": {"message": "Invalid reply token"}}


def test_the_sdk_pushes_with_a_retry_key(told):
    push = told["push"]
    assert push["requestId"]
    assert push["again"]["status"] == 409
    assert push["again"]["body"]["sentMessages"] == push["told"]["sentMessages"]
    assert push["wrong"]["body"]["details"] == [{"message": "May not be empty", "property": "messages[0].text"}]


def test_what_the_sdk_sent_stands_in_the_chat(told):
    words = [m["message"].get("text") for m in told["chat"]["messages"] if m["from"] == "account"]
    assert words == ["reply", "push", "multicast"]
    assert told["multicast"] == {}


def test_the_sdk_reads_profile_and_quota(told):
    assert told["profile"]["known"]["displayName"] == "Alice"
    assert told["profile"]["unknown"]["status"] == 404
    assert told["quota"] == {"quota": {"type": "none"}, "used": {"totalUsage": 2}}


def test_the_sdk_fetches_a_photo(told):
    assert base64.b64decode(told["content"]) == (SAMPLES / "photo.jpg").read_bytes()


def test_the_sdk_makes_paints_links_and_lists_a_rich_menu(told):
    menu = told["richMenu"]
    assert menu["early"]["body"]["message"] == "must upload richmenu image before applying it to user"
    assert menu["ofUser"] == menu["usual"] == menu["alias"] == menu["richMenuId"]
    assert (menu["listed"], menu["bytes"]) == (1, True)
    assert told["chat"]["richMenuLabels"] == ["a"]


def test_the_sdk_asks_for_loading_and_link_tokens(told):
    assert told["chat"]["loading"] is True
    assert told["linkToken"]["linkToken"]


def test_the_sdk_is_told_what_is_not_simulated(told):
    assert told["notSimulated"] == {"status": 501, "body": {"message": "broadcast is not simulated"}}
