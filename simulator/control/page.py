"""What only the phones page asks for: its files, pictures, and the whole screen of one phone."""

from pathlib import Path

from aiohttp import web

from simulator.control.answers import BOX, Refused, answer, page_number, person_of
from simulator.control.buttons import quick_replies
from simulator.control.chat import newer
from simulator.control.chat import screen as chat_screen

PAGE = Path(__file__).parent.parent / "page"
AT_MOST = 100  # messages a phone loads at first; older ones on asking
CLOSED = (
    "default-src 'self'; img-src 'self' data: blob: https:; media-src 'self' https:; style-src 'self' 'unsafe-inline'"
)


async def index(request: web.Request) -> web.StreamResponse:  # noqa: ARG001
    headers = {"Content-Security-Policy": CLOSED, "Cache-Control": "no-store"}
    return web.FileResponse(PAGE / "index.html", headers=headers)


async def content(request: web.Request) -> web.Response:
    """A photo or voice note for the phone itself, without a channel access token."""
    held = request.app[BOX].world.contents.get(request.match_info["id"])
    if held is None:
        raise Refused(404, "no such content")
    return web.Response(body=held.data, content_type=held.type.split(";")[0])


async def menu_image(request: web.Request) -> web.Response:
    menu = request.app[BOX].world.menus.get(request.match_info["id"])
    if menu is None or menu.image is None:
        raise Refused(404, "no such rich menu picture")
    return web.Response(body=menu.image, content_type=menu.image_type)


async def screen(request: web.Request) -> web.Response:
    """One phone: the newest messages, quick replies and rich menu with all they need to be drawn."""
    box, person = request.app[BOX], person_of(request)
    before = page_number(request.query.get("before")) or None
    older = [said for said in person.chat if before is None or int(said.id) < before]
    shown = chat_screen(box, person, older[-AT_MOST:])
    menu = box.world.menus.get(shown["richMenu"] or "")
    shown |= {
        "person": person.as_json(),
        "more": len(older) > AT_MOST,
        "quickReplyItems": [button.action for button in quick_replies(person)],
        "menu": {"id": menu.id, "body": menu.body} if menu else None,
        "loadingMs": max(0, person.loading_until - box.clock.now_ms()),
        "newest": newer(person, 0, None)[-1].id if person.chat else None,
        "account": box.world.bot_name,
    }
    return answer(shown)
