"""The addresses of the control API and the page."""

from pathlib import Path

from aiohttp import web

from simulator.control import account_link, chat, groups, page, people, platform

PAGE = Path(__file__).parent.parent / "page"
ONE = "/sim/people/{id}"
ROUTES = [
    web.post("/sim/people", people.add),
    web.get("/sim/people", people.everyone),
    web.post(ONE + "/say", people.say),
    web.post(ONE + "/sticker", people.sticker),
    web.post(ONE + "/location", people.location),
    web.post(ONE + "/{kind:image|audio|video|file}", people.send_content),
    web.post(ONE + "/unsend", people.unsend),
    web.post(ONE + "/block", people.block),
    web.post(ONE + "/unblock", people.unblock),
    web.post(ONE + "/pc", people.pc),
    web.post(ONE + "/press", people.press_button),
    web.get(ONE + "/chat", chat.chat),
    web.post("/sim/groups", groups.invite),
    web.post("/sim/groups/{id}/say", groups.say),
    web.post("/sim/groups/{id}/edit", groups.edit),
    web.post("/sim/groups/{id}/add", groups.add_member),
    web.post("/sim/groups/{id}/remove", groups.remove_member),
    web.get("/sim/groups/{id}/chat", groups.chat),
    web.post("/sim/webhook", platform.webhook),
    web.get("/sim/log", platform.log),
    web.delete("/sim/log", platform.clear_log),
    web.get("/sim/faults", platform.get_faults),
    web.put("/sim/faults", platform.put_faults),
    web.delete("/sim/faults", platform.clear_faults),
    web.get("/sim/quota", platform.get_quota),
    web.put("/sim/quota", platform.put_quota),
    web.post("/sim/reset", platform.reset),
    web.get("/sim/healthz", platform.healthz),
    web.get("/sim/events", platform.news),
    web.get("/sim/content/{id}", page.content),
    web.get("/sim/richmenu/{id}", page.menu_image),
    web.get("/sim/screen/{id}", page.screen),
    web.get("/dialog/bot/accountLink", account_link.dialog),
    web.get("/", page.index),
    web.static("/page", PAGE),
]


def add_control(app: web.Application) -> None:
    app.router.add_routes(ROUTES)
