"""Profile, content, loading, reading, linking, the account itself: LINE's rules, each with its place."""

import base64
import urllib.parse

import pytest

from simulator.driving import ask
from tests.simulator_stage import ALICE, BOB, push, stage, stage_fixtures

running, line, bot = stage_fixtures()


def content(line, message_id, part=""):
    return line.api("GET", f"/v2/bot/message/{message_id}/content{part}")


def test_a_photo_comes_back_byte_for_byte(line):
    """R#get-content"""
    photo = base64.b64encode(b"\xff\xd8photo").decode()
    said = line.does(ALICE, "image", base64=photo, contentType="image/jpeg")["messageId"]
    told = content(line, said)
    assert (told.status, told.raw, told.headers["content-type"]) == (200, b"\xff\xd8photo", "image/jpeg")
    assert content(line, said, "/preview").status == 200


def test_a_photo_can_be_sent_as_a_form(line):
    disposition = b'Content-Disposition: form-data; name="f"; filename="p.png"'
    form = b"--b\r\n" + disposition + b"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--b--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    said = ask("POST", f"{line.base}/sim/people/{ALICE}/image", form, headers).body["messageId"]
    assert content(line, said).raw == b"PNG"


def test_the_built_in_samples_are_what_they_say(line):
    starts = {"image": b"\xff\xd8\xff", "file": b"%PDF"}
    for kind, start in starts.items():
        assert content(line, line.does(ALICE, kind)["messageId"]).raw.startswith(start)


def test_a_voice_note_is_prepared_for_a_moment(line):
    """R#verify-video-or-audio-preparation-status, R#get-content: 202 while being prepared"""
    line.sim("PUT", "/faults", {"transcoding_ms": 60_000})
    said = line.does(ALICE, "audio")["messageId"]
    assert content(line, said).status == 202
    assert content(line, said, "/transcoding").body == {"status": "processing"}
    line.sim("PUT", "/faults", {"clock_shift_s": 61})
    assert content(line, said, "/transcoding").body == {"status": "succeeded"}
    assert content(line, said).status == 200


def test_an_unsent_photo_is_gone(line):
    """R#get-content: 410"""
    said = line.does(ALICE, "image")["messageId"]
    line.does(ALICE, "unsend", messageId=said)
    assert (content(line, said).status, content(line, said).body) == (410, {"message": "The content is gone"})


def test_content_is_deleted_after_a_while(line):
    """R#get-content: kept for an undisclosed time"""
    said = line.does(ALICE, "image")["messageId"]
    line.sim("PUT", "/faults", {"clock_shift_s": 15 * 24 * 3600})
    assert content(line, said).status == 404


def test_what_cannot_be_previewed_or_prepared_is_told(line):
    """R#get-image-or-video-preview, R#verify-video-or-audio-preparation-status"""
    photo, voice = line.does(ALICE, "image")["messageId"], line.does(ALICE, "audio")["messageId"]
    told = [content(line, voice, "/preview"), content(line, photo, "/transcoding")]
    assert [t.status for t in told] == [400, 400]
    assert told[0].body == {"message": "The content can not be previewed"}
    assert told[1].body == {"message": "Transcoding status doesn't support this type of content"}


@pytest.mark.parametrize("part", ["", "/preview", "/transcoding"])
def test_words_have_no_content(line, part):
    """R#get-content"""
    said = line.does(ALICE, "say", text="hi")["messageId"]
    assert (content(line, said, part).status, content(line, said, part).body) == (404, {"message": "not found"})


def test_a_friends_profile_is_told(line):
    """R#get-profile"""
    told = line.api("GET", f"/v2/bot/profile/{ALICE}").body
    assert told == {"userId": ALICE, "displayName": "Alice", "language": "th"}


def test_the_language_may_be_missing(line):
    """R#get-profile"""
    line.person("Bob", user_id=BOB, language=None)
    assert "language" not in line.api("GET", f"/v2/bot/profile/{BOB}").body


def test_no_profile_of_who_blocked_never_wrote_or_does_not_exist(line):
    """R#get-profile: 404"""
    line.person("Bob", user_id=BOB, follow=False)
    line.does(ALICE, "block")
    told = [line.api("GET", f"/v2/bot/profile/{who}") for who in (ALICE, BOB, "U" + "9" * 32)]
    assert [(t.status, t.body) for t in told] == [(404, {"message": "Not found"})] * 3
    line.does(BOB, "say", text="hi")
    assert line.api("GET", f"/v2/bot/profile/{BOB}").status == 200


def test_the_loading_animation_shows_until_a_message_comes(line):
    """R#display-a-loading-indicator"""
    told = line.api("POST", "/v2/bot/chat/loading/start", {"chatId": ALICE, "loadingSeconds": 5})
    assert (told.status, told.body) == (202, {})
    assert line.chat(ALICE)["loading"] is True
    push(line, ALICE)
    assert line.chat(ALICE)["loading"] is False


@pytest.mark.parametrize("seconds", [4, 7, 63])
def test_loading_lasts_five_to_sixty_seconds_in_steps_of_five(line, seconds):
    """R#display-a-loading-indicator"""
    told = line.api("POST", "/v2/bot/chat/loading/start", {"chatId": ALICE, "loadingSeconds": seconds})
    assert told.status == 400
    words = ["Must be between 5 and 60"] * (not 5 <= seconds <= 60) + ["must be a multiple of five"]
    assert told.body["details"] == [{"message": word, "property": "loadingSeconds"} for word in words]


def test_loading_needs_a_chat_with_one_person(line):
    """R#display-a-loading-indicator"""
    told = line.api("POST", "/v2/bot/chat/loading/start", {"chatId": "C" + "0" * 32})
    assert told.status == 400
    assert told.body["details"][0]["message"].startswith("Only user id is acceptable")


def test_nobody_who_blocked_sees_dots(line):
    """R#display-a-loading-indicator: 202, but not displayed"""
    line.does(ALICE, "block")
    assert line.api("POST", "/v2/bot/chat/loading/start", {"chatId": ALICE}).status == 202
    assert line.chat(ALICE)["loading"] is False


def test_a_message_is_marked_as_read_by_its_token(line, bot):
    """R#mark-as-read"""
    line.does(ALICE, "say", text="hi")
    token = bot.events[-1]["message"]["markAsReadToken"]
    assert line.api("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": token}).status == 200
    assert line.chat(ALICE)["messages"][-1]["read"] is True
    forged = line.api("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": "forged"})
    assert forged.status == 400
    assert forged.body["message"].startswith("Invalid markAsReadToken.")


def test_an_account_that_reads_by_hand_reads_up_to_the_token():
    """R#mark-as-read: that message and all before it; getBotInfo tells the mode"""
    with stage("--manual-read") as (line, bot):
        line.person("Alice", user_id=ALICE)
        line.does(ALICE, "say", text="one")
        line.does(ALICE, "say", text="two")
        token = bot.events[-1]["message"]["markAsReadToken"]
        line.does(ALICE, "say", text="three")
        assert line.api("GET", "/v2/bot/info").body["markAsReadMode"] == "manual"
        assert [m["read"] for m in line.chat(ALICE)["messages"]] == [False, False, False]
        line.api("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": token})
        assert [m["read"] for m in line.chat(ALICE)["messages"]] == [True, True, False]


def link(line, **query):
    return ask("GET", f"{line.base}/dialog/bot/accountLink?{urllib.parse.urlencode(query)}")


def test_a_link_token_binds_once(line, bot):
    """D/linking-accounts, R#account-link-event"""
    token = line.api("POST", f"/v2/bot/user/{ALICE}/linkToken").body["linkToken"]
    assert link(line, linkToken=token, nonce="n" * 22).status == 200
    assert bot.events[-1]["link"] == {"result": "ok", "nonce": "n" * 22}
    assert bot.events[-1]["source"]["userId"] == ALICE
    heard = len(bot.heard)
    assert link(line, linkToken=token, nonce="n" * 22).status == 400
    assert len(bot.heard) == heard, "a used token sends no webhook"


def test_a_person_is_told_in_words_that_the_link_worked(line):
    token = line.api("POST", f"/v2/bot/user/{ALICE}/linkToken").body["linkToken"]
    address = f"{line.base}/dialog/bot/accountLink?linkToken={token}&nonce={'n' * 22}"
    assert b"You can close this page" in ask("GET", address, headers={"Accept": "text/html"}).raw


def test_a_link_token_lives_ten_minutes(line, bot):
    """R#issue-link-token"""
    token = line.api("POST", f"/v2/bot/user/{ALICE}/linkToken").body["linkToken"]
    line.sim("PUT", "/faults", {"clock_shift_s": 601})
    assert link(line, linkToken=token, nonce="n" * 22).status == 400
    assert bot.events[-1]["type"] == "follow"


def test_a_failed_link_has_neither_source_nor_reply_token(line, bot):
    """R#account-link-event"""
    token = line.api("POST", f"/v2/bot/user/{ALICE}/linkToken").body["linkToken"]
    link(line, linkToken=token, nonce="short")
    assert bot.events[-1]["link"]["result"] == "failed"
    assert not {"source", "replyToken"} & set(bot.events[-1])


def test_the_webhook_address_is_set_told_and_tried(line, bot):
    """R#set-webhook-endpoint-url, R#test-webhook-endpoint"""
    endpoint = "/v2/bot/channel/webhook/endpoint"
    assert line.api("GET", endpoint).body == {"endpoint": bot.address, "active": True}
    tried = line.api("POST", "/v2/bot/channel/webhook/test", {}).body
    assert (tried["success"], tried["statusCode"], tried["reason"]) == (True, 200, "OK")
    assert bot.events[-1]["type"] == "follow", "the trial carries no events"
    assert line.api("POST", "/v2/bot/channel/webhook/test").body["success"] is True, "the body may be left out"
    bot.status = 500
    tried = line.api("POST", "/v2/bot/channel/webhook/test", {}).body
    assert (tried["success"], tried["statusCode"], tried["reason"]) == (False, 500, "ERROR_STATUS_CODE")
    assert line.api("PUT", endpoint, {"endpoint": "https://example.com/" + "x" * 500}).status == 400
    assert line.api("PUT", endpoint, {"endpoint": "https://example.com/cb"}).status == 200
    assert line.api("GET", endpoint).body["endpoint"] == "https://example.com/cb"


def test_the_account_knows_itself(line):
    """R#get-bot-info"""
    told = line.api("GET", "/v2/bot/info").body
    assert {"userId", "basicId", "displayName", "chatMode", "markAsReadMode"} <= set(told)
