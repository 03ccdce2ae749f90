"""Puts one platform behind one HTTP address: API, control and page."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from simulator.api.simulated import add_api
from simulator.box import Box
from simulator.control.answers import BOX, Refused, refusals
from simulator.control.routes import add_control
from simulator.state import keep_state

LARGEST_UPLOAD = 64 * 1024 * 1024


def application(box: Box) -> web.Application:
    app = web.Application(middlewares=[only_control], client_max_size=LARGEST_UPLOAD)
    app[BOX] = box
    app.on_response_prepare.append(fresh_page)
    add_api(app, box)
    add_control(app)
    app.cleanup_ctx.append(keep_state)
    app.cleanup_ctx.append(close_postman)
    return app


@web.middleware
async def only_control(request: web.Request, handler: Any) -> web.StreamResponse:
    if request.path.startswith("/sim/"):
        return await refusals(request, own_page_only if foreign(request) else handler)
    result: web.StreamResponse = await handler(request)
    return result


async def fresh_page(request: web.Request, response: web.StreamResponse) -> None:
    """A browser asks again for the page's files, so a newer simulator shows a newer page."""
    if request.path.startswith("/page/"):
        response.headers["Cache-Control"] = "no-cache"


def foreign(request: web.Request) -> bool:
    """A browser on another site's page says so; programs say nothing."""
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


async def own_page_only(request: web.Request) -> web.StreamResponse:  # noqa: ARG001
    raise Refused(403, "another site's page may not drive the phones")


async def close_postman(app: web.Application) -> AsyncIterator[None]:
    yield
    await app[BOX].postman.close()
