"""`/sim/people/{id}/chat`: what stands on the screen, and waiting for an answer."""

import asyncio

from aiohttp import web

from simulator.box import Box
from simulator.control.answers import BOX, Refused, answer, page_number, person_of
from simulator.control.buttons import chat_buttons, menu_buttons, quick_replies
from simulator.world import Json, Person, RichMenu, Said

LONGEST_WAIT_S = 60


async def chat(request: web.Request) -> web.Response:
    """The chat as JSON; `?after=` and `?wait=&from=` give news only, and wait for it."""
    box, person = request.app[BOX], person_of(request)
    after, sender = page_number(request.query.get("after")), request.query.get("from")
    wait = seconds(request.query.get("wait"))
    until = asyncio.get_running_loop().time() + wait
    while wait and not newer(person, after, sender):
        left = until - asyncio.get_running_loop().time()
        if left <= 0 or not await box.feed.wait_for_chat(person.user_id, left):
            break
    return answer(screen(box, person, newer(person, after, sender)))


def newer(person: Person, after: int, sender: str | None) -> list[Said]:
    """Messages after that one; walked from the end, so a long chat costs nothing."""
    found: list[Said] = []
    for said in reversed(person.chat):
        if int(said.id) <= after:
            break
        if sender in (None, said.sender):
            found.append(said)
    return found[::-1]


def screen(box: Box, person: Person, messages: list[Said]) -> Json:
    shown = shown_menu(box, person)
    return {
        "messages": [said.as_json() for said in messages],
        "quickReplies": [button.label for button in quick_replies(person)],
        "buttons": [button.label for button in chat_buttons(person) if button.label],
        "richMenu": shown.id if shown else None,
        "richMenuLabels": [button.label for button in menu_buttons(box.world, person)],
        "notification": person.notification,
        "loading": person.loading_until > box.clock.now_ms(),
        "blocked": person.blocked,
    }


def shown_menu(box: Box, person: Person) -> RichMenu | None:
    """The rich menu on this screen: friends only, phones only."""
    menu = box.world.menu_of(person)
    return menu if menu and menu.image and person.friend and not (person.pc or person.blocked) else None


def seconds(words: str | None) -> float:
    try:
        return min(float(words or 0), LONGEST_WAIT_S)
    except ValueError:
        raise Refused(400, f"not a number of seconds: {words}") from None
