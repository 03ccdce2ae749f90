"""What LINE refuses, by the limits table; each group cites the place."""

import pytest

from simulator.checks.problems import error_body
from simulator.checks.requests import problems_of
from simulator.limits import graphemes, length


def uri(label="go", **more):
    return {"type": "uri", "label": label, "uri": "https://example.com", **more}


def say(label="yes"):
    return {"type": "message", "label": label, "text": "yes"}


def text(words="hello", **more):
    return {"type": "text", "text": words, **more}


def quick(*actions):
    return text(quickReply={"items": [{"type": "action", "action": action} for action in actions]})


def flex(contents, alt="alt"):
    return {"type": "flex", "altText": alt, "contents": contents}


def bubble(*contents, **more):
    return {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": list(contents)}, **more}


def template(**body):
    return {"type": "template", "altText": "alt", "template": body}


def buttons(**more):
    return template(**{"type": "buttons", "text": "t", "actions": [say()]} | more)


WORDS = {"type": "text", "text": "hello"}
BUTTON = {"type": "button", "action": uri()}
PICKER = {"type": "datetimepicker", "label": "when", "data": "d", "mode": "date"}

GOOD = {
    "the longest text": text("x" * 5000),
    "an emoji is two units": text("😀" * 2500),
    "thirteen quick replies": quick(*[say()] * 13),
    "places for the camera": quick({"type": "camera", "label": "c"}, {"type": "location", "label": "l"}),
    "tel link": flex(bubble({"type": "button", "action": uri(uri="tel:1300")})),
    "twelve bubbles": flex({"type": "carousel", "contents": [bubble(WORDS)] * 12}),
    "a long button in flex": flex(bubble({"type": "button", "action": uri("x" * 40)})),
    "confirm": template(type="confirm", text="sure?", actions=[say(), say("no")]),
    "a date": quick(PICKER | {"min": "2026-01-01", "initial": "2026-02-01", "max": "2026-03-01"}),
    "a line emoji": text("$ hello", emojis=[{"index": 0, "productId": "5ac1", "emojiId": "001"}]),
    "a mention": {
        "type": "textV2",
        "text": "{who} {{hello}}",
        "substitution": {"who": {"type": "mention", "mentionee": {"type": "all"}}},
    },
    "measures": flex(bubble(WORDS | {"size": "18px", "margin": "xl", "offsetTop": "5%"})),
    "sticker with a quote": {"type": "sticker", "packageId": "446", "stickerId": "1988", "quoteToken": "q"},
    "sender": text(sender={"name": "Nurse", "iconUrl": "https://example.com/i.png"}),
    "gradient": flex(
        bubble(
            {
                "type": "box",
                "layout": "vertical",
                "contents": [],
                "background": {
                    "type": "linearGradient",
                    "angle": "0deg",
                    "startColor": "#ffffff",
                    "endColor": "#00000000",
                },
            }
        )
    ),
}

WRONG = {  # R#message-objects, R#action-objects, R#quick-reply, R#bubble, R#f-carousel, R#template-messages
    "text too long": (text("x" * 5001), "messages[0].text"),
    "too many emoji": (text("😀" * 2501), "messages[0].text"),
    "text missing": ({"type": "text"}, "messages[0].text"),
    "text is a number": (text(5), "messages[0].text"),
    "unknown type": ({"type": "hologram"}, "messages[0].type"),
    "a typo": (text(quickreply={}), "messages[0].quickreply"),
    "fourteen quick replies": (quick(*[say()] * 14), "messages[0].quickReply.items"),
    "a long label": (quick(say("x" * 21)), "messages[0].quickReply.items[0].action.label"),
    "menu switch outside a menu": (
        quick({"type": "richmenuswitch", "label": "x", "data": "d", "richMenuAliasId": "a"}),
        "messages[0].quickReply.items[0].action.type",
    ),
    "camera outside a quick reply": (
        buttons(actions=[{"type": "camera", "label": "c"}]),
        "messages[0].template.actions[0].type",
    ),
    "long postback data": (
        quick({"type": "postback", "label": "x", "data": "d" * 301}),
        "messages[0].quickReply.items[0].action.data",
    ),
    "javascript link": (quick(uri(uri="javascript:alert(1)")), "messages[0].quickReply.items[0].action.uri"),
    "picture over http": (
        {"type": "image", "originalContentUrl": "http://a.example/", "previewImageUrl": "https://a.example/"},
        "messages[0].originalContentUrl",
    ),
    "flex without altText": (flex(bubble(WORDS), alt=None), "messages[0].altText"),
    "long altText": (flex(bubble(WORDS), alt="x" * 1501), "messages[0].altText"),
    "thirteen bubbles": (flex({"type": "carousel", "contents": [bubble(WORDS)] * 13}), "/contents"),
    "box without layout": (flex({"type": "bubble", "body": {"type": "box", "contents": []}}), "/body/layout"),
    "bubble too big": (flex(bubble({"type": "text", "text": "x" * 30720})), "/"),
    "carousel too big": (
        flex({"type": "carousel", "contents": [bubble({"type": "text", "text": "x" * 13000})] * 4}),
        "/",
    ),
    "flex javascript": (
        flex(bubble({"type": "button", "action": uri(uri="javascript:alert(1)")})),
        "/body/contents/0/action/uri",
    ),
    "flex button without label": (
        flex(bubble({"type": "button", "action": {"type": "uri", "uri": "tel:191"}})),
        "/body/contents/0/action/label",
    ),
    "unknown component": (flex(bubble({"type": "marquee"})), "/body/contents/0/type"),
    "icon in a vertical box": (
        flex(bubble({"type": "icon", "url": "https://example.com/i.png"})),
        "/body/contents/0/type",
    ),
    "a measure of its own": (flex(bubble(WORDS | {"margin": "huge"})), "/body/contents/0/margin"),
    "video in a box": (
        flex(
            bubble(
                {
                    "type": "video",
                    "url": "https://a.example/v",
                    "previewUrl": "https://a.example/p",
                    "altContent": WORDS,
                }
            )
        ),
        "/body/contents/0/type",
    ),
    "bubbles of different width": (
        flex({"type": "carousel", "contents": [bubble(WORDS), bubble(WORDS, size="nano")]}),
        "/contents",
    ),
    "an emoji beside its sign": (
        text("hello $", emojis=[{"index": 0, "productId": "5ac1", "emojiId": "001"}]),
        "messages[0].emojis[0].index",
    ),
    "braces with nobody": ({"type": "textV2", "text": "hello {who}"}, "messages[0].substitution"),
    "five buttons": (buttons(actions=[say()] * 5), "messages[0].template.actions"),
    "text beside a title": (buttons(title="t", text="x" * 61), "messages[0].template.text"),
    "one choice to confirm": (
        template(type="confirm", text="sure?", actions=[say()]),
        "messages[0].template.actions",
    ),
    "columns of different height": (
        template(
            type="carousel",
            columns=[{"text": "a", "actions": [say()]}, {"text": "b", "actions": [say(), say()]}],
        ),
        "messages[0].template.columns",
    ),
    "dates out of order": (
        quick(PICKER | {"min": "2026-03-01", "max": "2026-01-01"}),
        "messages[0].quickReply.items[0].action.min",
    ),
    "a date in another format": (
        quick(PICKER | {"initial": "tomorrow"}),
        "messages[0].quickReply.items[0].action.initial",
    ),
    "a sender called LINE": (text(sender={"name": "LINE help"}), "messages[0].sender.name"),
    "a long sender": (text(sender={"name": "x" * 21}), "messages[0].sender.name"),
    "a long address": (
        {"type": "location", "title": "t", "address": "x" * 101, "latitude": 8, "longitude": 98},
        "messages[0].address",
    ),
}


@pytest.mark.parametrize("message", GOOD.values(), ids=GOOD)
def test_line_would_take_this(message):
    assert problems_of("pushRequest", {"to": "U1", "messages": [message]}) == []


@pytest.mark.parametrize(("message", "place"), WRONG.values(), ids=WRONG)
def test_line_would_refuse_this_and_name_the_place(message, place):
    told = error_body(problems_of("pushRequest", {"to": "U1", "messages": [message]}))
    assert place in [detail["property"] for detail in told["details"]]


def test_a_wrong_flex_container_is_told_by_its_message():
    """R#error-responses: the shape LINE gives for flex."""
    body = {"to": "U1", "messages": [text(), flex(bubble({"type": "marquee"}))]}
    told = error_body(problems_of("pushRequest", body))
    assert told["message"] == "A message (messages[1]) in the request body is invalid"


def test_the_number_of_errors_is_told():
    """R#error-responses"""
    told = error_body(problems_of("pushRequest", {"to": "U1", "messages": [{"type": "text"}, {"type": "text"}]}))
    assert told["message"] == "The request body has 2 error(s)"
    assert told["details"][1] == {"message": "May not be empty", "property": "messages[1].text"}


@pytest.mark.parametrize(("count", "good"), [(0, False), (1, True), (5, True), (6, False)])
def test_a_request_carries_one_to_five_messages(count, good):
    """R#send-push-message"""
    assert (not problems_of("pushRequest", {"to": "U1", "messages": [text()] * count})) is good


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("\u0e40\u0e21\u0e19\u0e39\u0e40\u0e08\u0e49\u0e32\u0e2b\u0e19\u0e49\u0e32\u0e17\u0e35\u0e48", 10),
        ("\u0e19\u0e49\u0e33", 1),
        ("👨‍👩‍👧", 1),
        ("👍🏽", 1),
        ("🇹🇭", 1),
        ("🇹🇭🇱🇦", 2),
        ("abc", 3),
        ("", 0),
    ],
)
def test_letters_are_counted_as_a_reader_sees_them(words, letters):
    """D/text-character-count; the first case is the label of LINE.md section 0, point 13"""
    assert graphemes(words) == letters


def test_text_is_counted_in_utf16_units():
    """D/text-character-count"""
    assert (length("😀"), length("\u0e01"), length("a")) == (2, 1, 1)


def menu(**more):
    area = {"bounds": {"x": 0, "y": 0, "width": 2500, "height": 843}, "action": say()}
    return {
        "size": {"width": 2500, "height": 843},
        "selected": True,
        "name": "n",
        "chatBarText": "menu",
        "areas": [area],
    } | more


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({}, None),
        ({"size": {"width": 799, "height": 300}}, "size.width"),
        ({"size": {"width": 800, "height": 249}}, "size.height"),
        ({"size": {"width": 1000, "height": 700}, "areas": []}, "size"),
        ({"chatBarText": "x" * 15}, "chatBarText"),
        ({"name": "x" * 301}, "name"),
        ({"areas": menu()["areas"] * 21}, "areas"),
        ({"selected": None}, "selected"),
        ({"areas": [{"bounds": {"x": 1, "y": 0, "width": 2500, "height": 843}, "action": say()}]}, "areas[0].bounds"),
    ],
)
def test_a_rich_menu_keeps_its_limits(change, place):
    """R#rich-menu-object"""
    assert [p.place for p in problems_of("richMenu", menu(**change))] == ([place] if place else [])
