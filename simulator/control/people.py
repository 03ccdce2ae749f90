"""`/sim/people`: who is there, and everything a person can do."""

import re
from dataclasses import replace

from aiohttp import web

from simulator.box import Box
from simulator.control import talking
from simulator.control.answers import BOX, Refused, answer, asked, json_of, page_number, person_of
from simulator.control.pressing import NoSuchButton, find, press
from simulator.control.uploads import content_of
from simulator.limits import length
from simulator.wire import Outcome
from simulator.world import Json, Person, Said

USER_ID = re.compile(r"U[0-9a-f]{32}")
LONGEST_TEXT = 5000


async def add(request: web.Request) -> web.Response:
    """A new person, or the same one again when the user id is known."""
    box, wanted = request.app[BOX], await json_of(request)
    user_id = wanted.get("user_id") or new_id(box)
    if not isinstance(user_id, str) or not USER_ID.fullmatch(user_id):
        raise Refused(400, "user_id must be U and 32 hexadecimal digits")
    if user_id in box.world.people:
        return answer({"userId": user_id, "new": False})
    shown = {key: wanted[key] for key in ("language", "picture", "kind") if key in wanted}
    person = Person(user_id, asked(wanted, "name"), **shown)
    box.world.people[user_id] = person
    box.feed.publish({"kind": "people"})
    told: Json = {"userId": user_id, "new": True}
    if wanted.get("follow", True):
        told["webhook"] = (await talking.follow(box, person, again=False)).as_json()
    return answer(told)


def new_id(box: Box) -> str:
    """A seed may draw ids that a kept state already has."""
    user_id = box.ids.user()
    return new_id(box) if user_id in box.world.people else user_id


async def everyone(request: web.Request) -> web.Response:
    return answer([person.as_json() for person in request.app[BOX].world.everyone()])


async def say(request: web.Request) -> web.Response:
    body = await json_of(request)
    text = asked(body, "text")
    if length(text) > LONGEST_TEXT:
        raise Refused(400, f"LINE lets nobody write more than {LONGEST_TEXT} characters")
    quoted = {"quotedMessageId": body["quote"]} if body.get("quote") else {}
    return told(*await talking.say(request.app[BOX], free(request), {"type": "text", "text": text} | quoted))


async def sticker(request: web.Request) -> web.Response:
    body = await json_of(request)
    message = {"type": "sticker", "stickerResourceType": "STATIC"}
    message |= {"packageId": str(body.get("packageId", "446")), "stickerId": str(body.get("stickerId", "1988"))}
    if isinstance(body.get("keywords"), list):
        message["keywords"] = body["keywords"]
    return told(*await talking.say(request.app[BOX], free(request), message))


async def location(request: web.Request) -> web.Response:
    body = await json_of(request)
    message: Json = {"type": "location"}
    message |= {key: body[key] for key in ("title", "address") if body.get(key)}
    for key in ("latitude", "longitude"):
        message[key] = asked(body, key, int, float)
    return told(*await talking.say(request.app[BOX], free(request), message))


async def send_content(request: web.Request) -> web.Response:
    """One, or with `?total=` several pictures at once, which LINE marks as one set."""
    box, person, kind = request.app[BOX], free(request), request.match_info["kind"]
    content, total = await content_of(request, kind), page_number(request.query.get("total"))
    if total <= 1 or kind != "image":
        return told(*await talking.send_content(box, person, kind, content))
    set_id = box.ids.reply_token()
    for index in range(1, total + 1):
        image_set = {"imageSet": {"id": set_id, "index": index, "total": total}}
        said, outcome = await talking.send_content(box, person, kind, replace(content), image_set)
    return told(said, outcome)


async def unsend(request: web.Request) -> web.Response:
    person, wanted = person_of(request), asked(await json_of(request), "messageId")
    said = next((s for s in person.chat if s.id == wanted and s.sender == "me"), None)
    if said is None or said.unsent:
        raise Refused(404, f"this person wrote no message {wanted} that can be unsent")
    return told(said, await talking.unsend(request.app[BOX], person, said))


async def block(request: web.Request) -> web.Response:
    return told(None, await talking.block(request.app[BOX], person_of(request)))


async def unblock(request: web.Request) -> web.Response:
    return told(None, await talking.follow(request.app[BOX], person_of(request), again=True))


async def pc(request: web.Request) -> web.Response:
    """LINE for PC shows neither rich menu nor quick replies."""
    person = person_of(request)
    person.pc = asked(await json_of(request), "on", bool)
    request.app[BOX].chats.changed(person)
    return answer(person.as_json())


async def press_button(request: web.Request) -> web.Response:
    box, person, body = request.app[BOX], free(request), await json_of(request)
    if "data" in body:
        outcome = await talking.postback(box, person, asked(body, "data"), body.get("params"))
        return told(None, outcome)
    try:
        action = body.get("action") or find(box, person, asked(body, "label")).action
    except NoSuchButton as missing:
        raise Refused(404, str(missing)) from missing
    return answer(await press(box, person, action, body.get("params")))


def free(request: web.Request) -> Person:
    """A person who may write: not while blocking the account."""
    person = person_of(request)
    if person.blocked:
        raise Refused(409, "this person has blocked the account; unblock first")
    return person


def told(said: Said | None, outcome: Outcome) -> web.Response:
    return answer(({"messageId": said.id} if said else {}) | {"webhook": outcome.as_json()})
