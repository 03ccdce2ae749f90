"""`/sim/…`: the platform's own switches: webhooks, journal, faults, quota, reset, news."""

import asyncio
from dataclasses import fields

import orjson
from aiohttp import web

from simulator.box import Box, new_box, new_quota
from simulator.control.answers import BOX, Refused, answer, json_of, page_number
from simulator.faults import Faults, read_faults
from simulator.quota import Quota
from simulator.world import Json

HEARTBEAT_S = 15


async def webhook(request: web.Request) -> web.Response:
    """Any events or bytes, signed unless a signature is given: what attackers and odd days send."""
    box, body = request.app[BOX], await json_of(request)
    if "raw" in body:
        raw = str(body["raw"]).encode(errors="surrogatepass")
    else:
        destination = body.get("destination", box.world.bot_user_id)
        raw = orjson.dumps({"destination": destination, "events": body.get("events", [])})
    outcome = await box.postman.post(raw, signed=body.get("signature"))
    return answer({"webhook": outcome.as_json()})


async def log(request: web.Request) -> web.Response:
    after = page_number(request.query.get("after"))
    return answer(request.app[BOX].journal.read(after, request.query.get("kind") or None))


async def clear_log(request: web.Request) -> web.Response:
    request.app[BOX].journal.clear()
    return answer({})


async def get_faults(request: web.Request) -> web.Response:
    return answer(faults_json(request.app[BOX]))


async def put_faults(request: web.Request) -> web.Response:
    box, body = request.app[BOX], await json_of(request)
    try:
        faults, shift = read_faults(body), float(body.get("clock_shift_s", 0))
    except (TypeError, ValueError, AttributeError) as wrong:
        raise Refused(400, str(wrong)) from wrong
    return switched(box, faults, shift)


async def clear_faults(request: web.Request) -> web.Response:
    return switched(request.app[BOX], Faults(), 0)


def switched(box: Box, faults: Faults, shift: float) -> web.Response:
    box.faults, box.clock.shift_s = faults, shift
    box.feed.publish({"kind": "faults"})
    return answer(faults_json(box))


def faults_json(box: Box) -> Json:
    return box.faults.as_json() | {"clock_shift_s": box.clock.shift_s}


async def get_quota(request: web.Request) -> web.Response:
    return answer(quota_json(request.app[BOX].quota))


async def put_quota(request: web.Request) -> web.Response:
    box, body = request.app[BOX], await json_of(request)
    kind, value, used = body.get("type", box.quota.type), body.get("value", box.quota.value), body.get("used")
    if kind not in ("none", "limited") or (kind == "limited" and not isinstance(value, int)):
        raise Refused(400, "a quota is {type: none} or {type: limited, value: a number}")
    box.quota = Quota(kind, value if kind == "limited" else None, box.quota.used if used is None else int(used))
    box.feed.publish({"kind": "quota"})
    return answer(quota_json(box.quota))


def quota_json(quota: Quota) -> Json:
    return {"type": quota.type, "value": quota.value, "used": quota.used}


async def reset(request: web.Request) -> web.Response:
    """Everything as on the first start, but the journal's numbers go on."""
    box = request.app[BOX]
    fresh = new_box(box.settings, box.clock)
    box.clock.shift_s = 0
    box.journal.clear()
    for part in fields(box):
        if part.name not in ("settings", "clock", "feed", "journal", "postman", "events", "ids", "chance", "tokens"):
            setattr(box, part.name, getattr(fresh, part.name))
    box.world.bot_user_id = box.postman.destination
    box.chats.feed, box.chats.ids = box.feed, box.ids
    box.postman.callback, box.quota = box.settings.callback, new_quota(box.settings)
    box.tokens.tokens.clear()
    box.feed.publish({"kind": "reload"})
    return answer({})


async def healthz(request: web.Request) -> web.Response:
    world = request.app[BOX].world
    return answer({"status": "ok", "people": len(world.people), "destination": world.bot_user_id})


async def news(request: web.Request) -> web.StreamResponse:
    """Server-sent events for the page, until it goes away."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    feed = request.app[BOX].feed
    queue: asyncio.Queue[Json] = asyncio.Queue()
    feed.listeners.add(queue)
    try:
        await response.write(b"retry: 1000\n\n")
        while True:
            await response.write(await next_words(queue))
    except ConnectionError:
        pass
    finally:
        feed.listeners.discard(queue)
    return response


async def next_words(queue: asyncio.Queue[Json]) -> bytes:
    try:
        item = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
    except TimeoutError:
        return b": still here\n\n"
    return b"data: " + orjson.dumps(item) + b"\n\n"
