"""People do what people do in LINE, and the account hears of it."""

import time

import pytest

from tests.simulator_stage import ALICE, BOB, push, stage_fixtures, text

running, line, bot = stage_fixtures()


def postback(label="take", **more):
    return {"type": "postback", "label": label, "data": f"do={label}", **more}


def quick(*actions):
    return text(quickReply={"items": [{"type": "action", "action": action} for action in actions]})


def card(*actions):
    buttons = [{"type": "button", "action": action} for action in actions]
    box = {"type": "box", "layout": "vertical", "contents": buttons}
    return {"type": "flex", "altText": "a card", "contents": {"type": "bubble", "footer": box}}


def press(line, label, **more):
    return line.does(ALICE, "press", label=label, **more)


def test_a_message_button_says_its_words(line, bot):
    """R#message-action"""
    push(line, ALICE, quick({"type": "message", "label": "yes", "text": "Yes, please"}))
    press(line, "yes")
    assert bot.events[-1]["message"]["text"] == "Yes, please"
    assert line.chat(ALICE)["messages"][-1]["message"] == {"type": "text", "text": "Yes, please"}


def test_a_postback_button_posts_back_and_shows_its_display_text(line, bot):
    """R#postback-action, R#postback-event"""
    push(line, ALICE, card(postback(displayText="I take it")))
    told = press(line, "take")
    assert bot.events[-1]["postback"] == {"data": "do=take"}
    assert bot.events[-1]["replyToken"]
    last = line.chat(ALICE)["messages"][-1]
    assert (last["id"], last["from"], last["message"]["text"]) == (told["messageId"], "me", "I take it")
    assert "message" not in [e["type"] for e in bot.events]


def test_quick_replies_vanish_after_a_tap(line):
    """D/using-quick-reply"""
    push(line, ALICE, quick(postback("a"), postback("b")))
    assert line.chat(ALICE)["quickReplies"] == ["a", "b"]
    press(line, "a")
    assert line.chat(ALICE)["quickReplies"] == []


def test_quick_replies_vanish_when_another_message_comes(line):
    """D/using-quick-reply"""
    push(line, ALICE, quick(postback("a")))
    push(line, ALICE, text("next"))
    with pytest.raises(RuntimeError, match=r"404.*no visible button"):
        press(line, "a")


def test_only_the_last_messages_quick_replies_show(line):
    push(line, ALICE, quick(postback("first")), quick(postback("second")))
    assert line.chat(ALICE)["quickReplies"] == ["second"]


def test_a_card_in_an_old_message_can_still_be_pressed(line, bot):
    push(line, ALICE, card(postback("old")))
    push(line, ALICE, text("newer"))
    press(line, "old")
    assert bot.events[-1]["postback"]["data"] == "do=old"


def test_the_newest_button_of_a_name_is_pressed(line, bot):
    push(line, ALICE, card(postback("go", data="turn=1")))
    push(line, ALICE, card(postback("go", data="turn=2")))
    press(line, "go")
    assert bot.events[-1]["postback"]["data"] == "turn=2"


def test_an_address_is_told_and_nothing_is_sent(line, bot):
    """R#uri-action"""
    push(line, ALICE, card({"type": "uri", "label": "call 1300", "uri": "tel:1300"}))
    heard = len(bot.heard)
    assert press(line, "call 1300") == {"uri": "tel:1300"}
    assert len(bot.heard) == heard


def test_a_date_picker_asks_and_then_posts_back_the_date(line, bot):
    """R#datetime-picker-action, R#postback-params-object"""
    push(line, ALICE, quick({"type": "datetimepicker", "label": "when", "data": "d", "mode": "date"}))
    assert press(line, "when")["asks"] == "datetimepicker"
    assert line.chat(ALICE)["quickReplies"] == ["when"]
    press(line, "when", params={"date": "2026-12-01"})
    assert bot.events[-1]["postback"] == {"data": "d", "params": {"date": "2026-12-01"}}


def test_a_raw_postback_can_be_forged(line, bot):
    line.does(ALICE, "press", data="do=close&on=1")
    assert bot.events[-1]["postback"] == {"data": "do=close&on=1"}


def test_line_for_pc_shows_no_quick_replies(line):
    """D/using-quick-reply, D/rich-menus-overview"""
    push(line, ALICE, quick(postback("a")))
    line.does(ALICE, "pc", on=True)
    assert line.chat(ALICE)["quickReplies"] == []
    line.does(ALICE, "pc", on=False)
    assert line.chat(ALICE)["quickReplies"] == ["a"]


def test_blocking_is_an_unfollow_without_a_reply_token(line, bot):
    """R#unfollow-event"""
    line.does(ALICE, "block")
    assert bot.events[-1]["type"] == "unfollow"
    assert "replyToken" not in bot.events[-1]
    with pytest.raises(RuntimeError, match=r"409.*unblock"):
        line.does(ALICE, "say", text="hi")


def test_unblocking_is_a_follow_that_says_so(line, bot):
    """R#follow-event"""
    assert bot.events[-1]["follow"] == {"isUnblocked": False}
    line.does(ALICE, "block")
    line.does(ALICE, "unblock")
    assert bot.events[-1]["follow"] == {"isUnblocked": True}
    assert line.chat(ALICE)["blocked"] is False


def test_an_unsent_message_tells_its_id_and_nothing_else(line, bot):
    """R#unsend-event"""
    said = line.does(ALICE, "say", text="a secret")["messageId"]
    line.does(ALICE, "unsend", messageId=said)
    assert bot.events[-1]["unsend"] == {"messageId": said}
    assert "replyToken" not in bot.events[-1]
    assert line.chat(ALICE)["messages"][-1]["message"] == {"type": "unsent"}


@pytest.mark.parametrize(
    ("action", "words", "kind", "carries"),
    [
        ("sticker", {"packageId": "446", "stickerId": "1988", "keywords": ["hi"]}, "sticker", "keywords"),
        ("location", {"title": "Home", "latitude": 8.6, "longitude": 98.2}, "location", "latitude"),
        ("image", {}, "image", "contentProvider"),
        ("audio", {}, "audio", "duration"),
        ("video", {}, "video", "duration"),
        ("file", {}, "file", "fileSize"),
    ],
)
def test_everything_a_person_can_send_arrives(line, bot, action, words, kind, carries):
    """R#message-event"""
    line.does(ALICE, action, **words)
    message = bot.events[-1]["message"]
    assert message["type"] == kind
    assert carries in message


def test_a_quote_names_the_quoted_message(line, bot):
    """D/get-quote-tokens"""
    push(line, ALICE, text("which one?"))
    quoted = line.chat(ALICE)["messages"][-1]["id"]
    line.does(ALICE, "say", text="this one", quote=quoted)
    assert bot.events[-1]["message"]["quotedMessageId"] == quoted


def test_the_account_quotes_what_was_said_in_this_chat_only(line, bot):
    """D/get-quote-tokens"""
    said = line.does(ALICE, "say", text="which form?")["messageId"]
    token = bot.events[-1]["message"]["quoteToken"]
    assert push(line, ALICE, text("this one", quoteToken=token)).status == 200
    assert line.chat(ALICE)["messages"][-1]["quoted"] == said
    line.person("Bob", user_id=BOB)
    refused = push(line, BOB, text("not here", quoteToken=token))
    assert (refused.status, refused.body) == (400, {"message": "Invalid quote token"})


def test_photos_sent_together_are_one_set(line, bot):
    """R#wh-image: imageSet"""
    line.sim("POST", f"/people/{ALICE}/image?total=3")
    sets = [e["message"]["imageSet"] for e in bot.events if e["type"] == "message"]
    assert [(s["index"], s["total"]) for s in sets] == [(1, 3), (2, 3), (3, 3)]
    assert len({s["id"] for s in sets}) == 1


def test_waiting_for_an_answer_returns_as_soon_as_it_comes(line, bot):
    bot.answer = lambda event: push(line, ALICE, text("answer"))
    said = line.does(ALICE, "say", text="question")["messageId"]
    started = time.monotonic()
    chat = line.chat(ALICE, after=said, wait=10, **{"from": "account"})
    assert [m["message"]["text"] for m in chat["messages"]] == ["answer"]
    assert time.monotonic() - started < 5


def test_waiting_in_vain_ends_in_time(line):
    said = line.does(ALICE, "say", text="question")["messageId"]
    assert line.chat(ALICE, after=said, wait=0.3, **{"from": "account"})["messages"] == []


def test_the_notification_is_the_alt_text(line):
    """R#flex-message: altText"""
    push(line, ALICE, card(postback()))
    assert line.chat(ALICE)["notification"] == "a card"


def test_people_are_listed_with_what_they_are(line):
    line.person("Bob", user_id=BOB, kind="staff", language="en", follow=False)
    told = {p["userId"]: p for p in line.sim("GET", "/people")}
    assert (told[BOB]["name"], told[BOB]["kind"], told[BOB]["friend"]) == ("Bob", "staff", False)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/people", {"name": ""}, 400),
        ("/people", {"name": "x", "user_id": "me"}, 400),
        (f"/people/{BOB}/say", {"text": "hi"}, 404),
        (f"/people/{ALICE}/say", {"text": "x" * 5001}, 400),
        (f"/people/{ALICE}/say", {}, 400),
        (f"/people/{ALICE}/location", {"latitude": "here", "longitude": 1}, 400),
        (f"/people/{ALICE}/pc", {"on": "yes"}, 400),
        (f"/people/{ALICE}/image", {"base64": "?"}, 400),
        (f"/people/{ALICE}/unsend", {"messageId": "1"}, 404),
    ],
)
def test_a_control_call_that_makes_no_sense_is_refused(line, path, body, status):
    with pytest.raises(RuntimeError, match=f": {status} "):
        line.sim("POST", path, body)
