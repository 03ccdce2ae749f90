"""Rich menus of the account: make, paint, list, show, delete (R#rich-menu)."""

from simulator.api.answers import Answer, Call, Json, LineError, refuse
from simulator.api.pictures import picture_of
from simulator.box import Box
from simulator.checks.requests import problems_of
from simulator.limits import LIMITS
from simulator.world import RichMenu


async def validate_menu(box: Box, call: Call) -> Answer:  # noqa: ARG001
    refuse(problems_of("richMenu", call.body))
    return Answer()


async def create_menu(box: Box, call: Call) -> Answer:
    refuse(problems_of("richMenu", call.body))
    if len(box.world.menus) >= (LIMITS["account"]["richMenus"].most or 0):
        raise LineError(400, "The maximum number of rich menus has been reached")
    menu = RichMenu(box.ids.rich_menu(), call.body)
    box.world.menus[menu.id] = menu
    return Answer({"richMenuId": menu.id})


async def set_image(box: Box, call: Call) -> Answer:
    """Once for each menu; another picture needs another menu (R#upload-rich-menu-image)."""
    menu = menu_named(box, call.path["richMenuId"])
    if menu.image is not None:
        raise LineError(400, "An image has already been uploaded to the richmenu")
    picture = picture_of(call.raw, call.headers.get("Content-Type", ""))
    menu.image, menu.image_type = call.raw, picture.type
    box.chats.everyone_changed()
    return Answer()


async def get_image(box: Box, call: Call) -> Answer:
    menu = menu_named(box, call.path["richMenuId"])
    if menu.image is None:
        raise LineError(404, "Not found")
    return Answer(menu.image, type=menu.image_type)


async def get_menu(box: Box, call: Call) -> Answer:
    return Answer(as_json(menu_named(box, call.path["richMenuId"])))


async def list_menus(box: Box, call: Call) -> Answer:  # noqa: ARG001
    return Answer({"richmenus": [as_json(menu) for menu in box.world.menus.values()]})


async def delete_menu(box: Box, call: Call) -> Answer:
    """Phones drop it when the chat is opened again; ours do so at once (see DIFFERENCES.md)."""
    del box.world.menus[menu_named(box, call.path["richMenuId"]).id]
    box.chats.everyone_changed()
    return Answer()


def menu_named(box: Box, menu_id: str) -> RichMenu:
    menu = box.world.menus.get(menu_id)
    if menu is None:
        raise LineError(404, "Not found")
    return menu


def ready_menu(box: Box, menu_id: str) -> RichMenu:
    """A menu that can be shown: it exists and has its picture."""
    menu = menu_named(box, menu_id)
    if menu.image is None:
        raise LineError(400, "must upload richmenu image before applying it to user")
    return menu


def as_json(menu: RichMenu) -> Json:
    return {"richMenuId": menu.id} | menu.body
