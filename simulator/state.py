"""Keeps people, chats and rich menus in a file, so a restart finds them again."""

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path

import orjson
from aiohttp import web

from simulator.box import Box
from simulator.control.answers import BOX
from simulator.world import Content, Person, RichMenu, Said

EVERY_S = 2.0


def save(box: Box, file: Path) -> None:
    """All at once, into a new file that then takes the old one's place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    world = asdict(box.world)
    kept = {"world": world, "quota": asdict(box.quota), "sent": box.sent, "last_message": box.ids.last_message}
    partial.write_bytes(orjson.dumps(kept, default=lambda data: base64.b64encode(data).decode()))
    partial.replace(file)


def load(box: Box, file: Path) -> None:
    """Fills an empty platform from the file; no file is a first start."""
    if not file.exists():
        return
    kept = orjson.loads(file.read_bytes())
    world, old = box.world, kept["world"]
    world.bot_user_id = box.postman.destination = old["bot_user_id"]
    world.aliases, world.default_menu, world.owners = old["aliases"], old["default_menu"], old["owners"]
    world.read_tokens = old["read_tokens"]
    world.people = {key: person(one) for key, one in old["people"].items()}
    world.menus = {key: RichMenu(**one | {"image": unpack(one["image"])}) for key, one in old["menus"].items()}
    world.contents = {
        key: Content(**one | {"data": unpack(one["data"]), "preview": unpack(one["preview"])})
        for key, one in old["contents"].items()
    }
    box.quota.used, box.sent, box.ids.last_message = kept["quota"]["used"], kept["sent"], kept["last_message"]


def person(kept: dict[str, object]) -> Person:
    chat = kept.pop("chat")
    assert isinstance(chat, list)
    return Person(**kept, chat=[Said(**said) for said in chat])  # type: ignore[arg-type]


def unpack(words: str | None) -> bytes | None:
    return None if words is None else base64.b64decode(words)


async def keep_state(app: web.Application) -> AsyncIterator[None]:
    """Loads before the first request, saves when something changed, and at the end."""
    box = app[BOX]
    file = box.settings.state
    if file is None:
        yield
        return
    load(box, file)
    saver = asyncio.create_task(save_often(box, file))
    yield
    saver.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await saver
    save(box, file)


async def save_often(box: Box, file: Path) -> None:
    seen = -1
    while True:
        await asyncio.sleep(EVERY_S)
        if box.feed.changes != seen:
            seen = box.feed.changes
            save(box, file)
