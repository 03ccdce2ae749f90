"""Plain JSON for the control API, and its own refusals."""

from typing import Any

import orjson
from aiohttp import web

from simulator.box import Box
from simulator.world import Json, Person

BOX: web.AppKey[Box] = web.AppKey("box", Box)


class Refused(Exception):
    """The control API will not do this, and says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


def answer(body: Any, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


async def json_of(request: web.Request) -> Json:
    """The JSON object of a request; an empty body is an empty object."""
    raw = await request.read()
    if not raw:
        return {}
    try:
        body = orjson.loads(raw)
        orjson.dumps(body)  # what cannot be written again could never be shown
    except (orjson.JSONDecodeError, TypeError) as broken:
        raise Refused(400, f"not JSON: {broken}") from broken
    if not isinstance(body, dict):
        raise Refused(400, "a JSON object is expected")
    return body


def person_of(request: web.Request) -> Person:
    person = request.app[BOX].world.people.get(request.match_info["id"])
    if person is None:
        raise Refused(404, f"nobody here is called {request.match_info['id']}")
    return person


def asked(body: Json, key: str, *kinds: type) -> Any:
    """A property that must be there: words, unless other kinds are named."""
    kinds = kinds or (str,)
    if not isinstance(body.get(key), kinds) or body.get(key) == "":
        wanted = " or ".join(kind.__name__ for kind in kinds)
        raise Refused(400, f"«{key}» is missing or not a {wanted}")
    return body[key]


def page_number(words: str | None) -> int:
    try:
        return int(words or 0)
    except ValueError:
        raise Refused(400, f"not a number: {words}") from None


@web.middleware
async def refusals(request: web.Request, handler: Any) -> web.StreamResponse:
    """Turns a refusal into JSON."""
    try:
        result: web.StreamResponse = await handler(request)
    except Refused as refused:
        return answer({"message": refused.message}, refused.status)
    return result
