"""Groups and short-lived tokens: what the account may meet beyond one chat with one person."""

import pytest

from simulator.driving import ask
from tests.simulator_stage import ALICE, BOB, SECRET, clean, push, reply, stage


@pytest.fixture(scope="module")
def running():
    with stage() as (line, bot):
        yield line, bot


@pytest.fixture
def line(running):
    clean(*running)
    running[0].person("Bob", user_id=BOB)
    return running[0]


@pytest.fixture
def bot(line, running):
    return running[1]


@pytest.fixture
def group(line):
    return line.sim("POST", "/groups", {"name": "Village 3", "members": [ALICE, BOB]})["groupId"]


def does(line, group, action, **words):
    return line.sim("POST", f"/groups/{group}/{action}", words)


def test_an_invitation_is_a_join_event(bot, group):
    """R#join-event"""
    event = bot.events[-1]
    assert (event["type"], event["source"]) == ("join", {"type": "group", "groupId": group})
    assert event["replyToken"]


def test_a_members_words_name_group_and_member(line, bot, group):
    """R#source-group"""
    does(line, group, "say", userId=ALICE, text="hello all")
    assert bot.events[-1]["source"] == {"type": "group", "groupId": group, "userId": ALICE}
    assert reply(line, bot.token).status == 200
    assert line.sim("GET", f"/groups/{group}/chat")["messages"][-1]["message"]["text"] == "hello"
    assert line.chat(ALICE)["messages"] == []


def test_an_edited_message_keeps_its_id_and_has_a_new_reply_token(line, bot, group):
    """R#message-edited-event"""
    said = does(line, group, "say", userId=ALICE, text="helo")["messageId"]
    old = bot.token
    does(line, group, "edit", userId=ALICE, messageId=said, text="hello")
    event = bot.events[-1]
    assert (event["type"], event["message"]["id"], event["message"]["text"]) == ("messageEdited", said, "hello")
    assert event["replyToken"] != old
    assert "markAsReadToken" not in event["message"]


def test_a_push_to_a_group_costs_its_members(line, group):
    """D/pricing"""
    assert push(line, group).status == 200
    assert line.sim("GET", "/quota")["used"] == 2
    assert line.api("GET", f"/v2/bot/group/{group}/members/count").body == {"count": 2}


def test_people_come_and_go(line, bot, group):
    """R#member-joined-event, R#member-left-event"""
    carol = line.person("Carol", user_id="U" + "c" * 32)
    does(line, group, "add", userId=carol)
    assert bot.events[-1]["joined"]["members"][0]["userId"] == carol
    assert line.api("GET", f"/v2/bot/group/{group}/member/{carol}").body["displayName"] == "Carol"
    does(line, group, "remove", userId=carol)
    assert bot.events[-1]["left"]["members"][0]["userId"] == carol
    assert "replyToken" not in bot.events[-1]
    assert line.api("GET", f"/v2/bot/group/{group}/member/{carol}").status == 404


def test_the_account_leaves(line, group):
    """R#leave-group"""
    assert line.api("GET", f"/v2/bot/group/{group}/summary").body == {"groupId": group, "groupName": "Village 3"}
    assert line.api("POST", f"/v2/bot/group/{group}/leave").status == 200
    assert line.api("GET", f"/v2/bot/group/{group}/summary").status == 404
    assert push(line, group).body == {"message": "Failed to send messages"}


def issue(line, **form):
    body = "&".join(f"{key}={value}" for key, value in form.items()).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask("POST", f"{line.base}/oauth2/v3/token", body, headers)


def test_a_stateless_token_opens_the_api_for_a_quarter_of_an_hour(line):
    """R#issue-stateless-channel-access-token"""
    told = issue(line, grant_type="client_credentials", client_id="1", client_secret=SECRET)
    assert told.body["expires_in"] == 900
    headers = {"Authorization": f"Bearer {told.body['access_token']}"}
    assert line.api("GET", "/v2/bot/info", headers=headers).status == 200
    line.sim("PUT", "/faults", {"clock_shift_s": 901})
    assert line.api("GET", "/v2/bot/info", headers=headers).status == 401


def test_no_token_for_a_wrong_secret(line):
    told = issue(line, grant_type="client_credentials", client_id="1", client_secret="wrong")
    assert (told.status, told.body["error_description"]) == (400, "Invalid 'client_credentials'.")
