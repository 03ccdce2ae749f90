"""The platform's account link address: where a service sends a person to be bound (D/linking-accounts)."""

import orjson
from aiohttp import web

from simulator.control.answers import BOX

SHORTEST_NONCE, LONGEST_NONCE = 10, 255


async def dialog(request: web.Request) -> web.Response:
    """Takes the link token once; an expired or used one tells the person, and sends no webhook."""
    box, nonce = request.app[BOX], request.query.get("nonce", "")
    user_id = box.link_tokens.take(request.query.get("linkToken", ""), box.clock.now_ms())
    if user_id is None:
        return web.Response(status=400, text="This link has expired or was used before.")
    if not SHORTEST_NONCE <= len(nonce) <= LONGEST_NONCE:
        event = box.events.silent("accountLink", user_id, link={"result": "failed", "nonce": nonce})
        del event["source"]
    else:
        event = box.events.answerable("accountLink", user_id, link={"result": "ok", "nonce": nonce})
    outcome = await box.postman.deliver(event)
    if "text/html" in request.headers.get("Accept", ""):
        return web.Response(text=f"Account link: {event['link']['result']}. You can close this page.")
    told = orjson.dumps({"result": event["link"]["result"], "webhook": outcome.as_json()})
    return web.Response(body=told, content_type="application/json")
