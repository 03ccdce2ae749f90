"""Who sees which rich menu: per person, for everyone, and by alias."""

from simulator.api.answers import Answer, Call, LineError, refuse
from simulator.api.menus import menu_named, ready_menu
from simulator.box import Box
from simulator.checks.requests import problems_of
from simulator.limits import LIMITS
from simulator.world import Person


async def link_menu(box: Box, call: Call) -> Answer:
    """At once on the phone; for somebody who is no friend 200 and nothing happens (R#link-rich-menu-to-user)."""
    menu = ready_menu(box, call.path["richMenuId"])
    link(box, box.world.people.get(call.path["userId"]), menu.id)
    return Answer()


async def unlink_menu(box: Box, call: Call) -> Answer:
    link(box, box.world.people.get(call.path["userId"]), None)
    return Answer()


async def get_menu_of(box: Box, call: Call) -> Answer:
    person = box.world.people.get(call.path["userId"])
    if person is None or person.rich_menu_id is None:
        raise LineError(404, "the user has no richmenu")
    return Answer({"richMenuId": person.rich_menu_id})


async def bulk_link(box: Box, call: Call) -> Answer:
    """Up to 500 people, accepted with 202 (R#link-rich-menu-to-users)."""
    refuse(problems_of("bulkLinkRequest", call.body))
    menu = ready_menu(box, call.body["richMenuId"])
    for user_id in call.body["userIds"]:
        link(box, box.world.people.get(user_id), menu.id)
    return Answer(status=202)


async def bulk_unlink(box: Box, call: Call) -> Answer:
    refuse(problems_of("bulkUnlinkRequest", call.body))
    for user_id in call.body["userIds"]:
        link(box, box.world.people.get(user_id), None)
    return Answer(status=202)


def link(box: Box, person: Person | None, menu_id: str | None) -> None:
    if person is not None and person.friend and not person.blocked:
        person.rich_menu_id = menu_id
        box.chats.changed(person)


async def set_default(box: Box, call: Call) -> Answer:
    box.world.default_menu = ready_menu(box, call.path["richMenuId"]).id
    box.chats.everyone_changed()
    return Answer()


async def get_default(box: Box, call: Call) -> Answer:  # noqa: ARG001
    if box.world.default_menu is None:
        raise LineError(404, "no default richmenu")
    return Answer({"richMenuId": box.world.default_menu})


async def cancel_default(box: Box, call: Call) -> Answer:  # noqa: ARG001
    box.world.default_menu = None
    box.chats.everyone_changed()
    return Answer()


async def create_alias(box: Box, call: Call) -> Answer:
    refuse(problems_of("aliasRequest", call.body))
    alias, menu_id = call.body["richMenuAliasId"], call.body["richMenuId"]
    if alias in box.world.aliases:
        raise LineError(400, "conflict richmenu alias id")
    if len(box.world.aliases) >= (LIMITS["account"]["aliases"].most or 0):
        raise LineError(400, "The maximum number of rich menu aliases has been reached")
    box.world.aliases[alias] = menu_for_alias(box, menu_id)
    return Answer()


async def update_alias(box: Box, call: Call) -> Answer:
    refuse(problems_of("aliasUpdateRequest", call.body))
    alias = known_alias(box, call.path["richMenuAliasId"])
    box.world.aliases[alias] = menu_for_alias(box, call.body["richMenuId"])
    return Answer()


async def get_alias(box: Box, call: Call) -> Answer:
    alias = known_alias(box, call.path["richMenuAliasId"])
    return Answer({"richMenuAliasId": alias, "richMenuId": box.world.aliases[alias]})


async def delete_alias(box: Box, call: Call) -> Answer:
    del box.world.aliases[known_alias(box, call.path["richMenuAliasId"])]
    return Answer()


async def list_aliases(box: Box, call: Call) -> Answer:  # noqa: ARG001
    pairs = box.world.aliases.items()
    return Answer({"aliases": [{"richMenuAliasId": alias, "richMenuId": menu} for alias, menu in pairs]})


def known_alias(box: Box, alias: str) -> str:
    if alias not in box.world.aliases:
        raise LineError(404, "richmenu alias not found")
    return alias


def menu_for_alias(box: Box, menu_id: str) -> str:
    if menu_id not in box.world.menus:
        raise LineError(400, "richmenu not found")
    return menu_named(box, menu_id).id
