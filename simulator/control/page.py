"""What only the phones page asks for: its files, pictures, and the whole screen of one phone."""

from pathlib import Path

from aiohttp import web

from simulator.box import Box
from simulator.control.answers import BOX, Refused, answer, page_number, person_of
from simulator.control.buttons import quick_replies
from simulator.control.chat import newer, shown_menu
from simulator.world import Json, Person

PAGE = Path(__file__).parent.parent / "page"
AT_MOST = 100  # messages a phone loads at first; older ones on asking
CLOSED = "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


async def index(request: web.Request) -> web.StreamResponse:  # noqa: ARG001
    headers = {"Content-Security-Policy": CLOSED, "Cache-Control": "no-store"}
    return web.FileResponse(PAGE / "index.html", headers=headers)


async def content(request: web.Request) -> web.Response:
    """A photo or voice note for the phone itself, without a channel access token."""
    held = request.app[BOX].world.contents.get(request.match_info["id"])
    if held is None:
        raise Refused(404, "no such content")
    walls = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=held.data, content_type=held.type.split(";")[0], headers=walls)


async def menu_image(request: web.Request) -> web.Response:
    menu = request.app[BOX].world.menus.get(request.match_info["id"])
    if menu is None or menu.image is None:
        raise Refused(404, "no such rich menu picture")
    return web.Response(body=menu.image, content_type=menu.image_type)


async def screen(request: web.Request) -> web.Response:
    """One phone: its newest messages (or those before, or after one), and all that is drawn around them."""
    box, person = request.app[BOX], person_of(request)
    after, before = (page_number(request.query.get(key)) for key in ("after", "before"))
    messages = newer(person, after, None)
    if before:
        messages = [said for said in person.chat if int(said.id) < before]
    shown = [said.as_json() for said in messages[-AT_MOST:]]
    return answer({"messages": shown, "more": len(messages) > AT_MOST} | around(box, person))


def around(box: Box, person: Person) -> Json:
    """What a phone shows beside the messages themselves."""
    shown = shown_menu(box, person)
    return {
        "person": person.as_json(),
        "account": box.world.bot_name,
        "notification": person.notification,
        "blocked": person.blocked,
        "quickReplyItems": [{"action": button.action} for button in quick_replies(person)],
        "menu": {"id": shown.id, "body": shown.body} if shown else None,
        "loadingMs": max(0, person.loading_until - box.clock.now_ms()),
        "readUntil": next((said.id for said in reversed(person.chat) if said.sender == "me" and said.read), None),
    }
