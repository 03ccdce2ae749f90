"""Keeps people, chats and rich menus in a file, so a restart finds them again."""

import asyncio
import base64
import contextlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web

from simulator.box import Box
from simulator.control.answers import BOX
from simulator.world import Content, Group, Person, RichMenu, Said

EVERY_S = 2.0


def save(box: Box, file: Path) -> None:
    """All at once, into a new file that then takes the old one's place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    kept = {"world": box.world, "quota": box.quota, "sent": box.sent, "last_message": box.ids.last_message}
    partial.write_bytes(orjson.dumps(kept, default=lambda data: base64.b64encode(data).decode()))
    partial.replace(file)


def load(box: Box, file: Path) -> None:
    """Fills an empty platform from the file; no file is a first start."""
    kept = read(file)
    if kept is None:
        return
    world, old = box.world, kept["world"]
    world.bot_user_id = box.postman.destination = old["bot_user_id"]
    world.aliases, world.default_menu, world.owners = old["aliases"], old["default_menu"], old["owners"]
    world.read_tokens, world.quotes = old["read_tokens"], old["quotes"]
    world.people = {key: Person(**with_chat(one)) for key, one in old["people"].items()}
    world.groups = {key: Group(**with_chat(one)) for key, one in old["groups"].items()}
    world.menus = {key: RichMenu(**one | {"image": unpack(one["image"])}) for key, one in old["menus"].items()}
    world.contents = {
        key: Content(**one | {"data": unpack(one["data"]), "preview": unpack(one["preview"])})
        for key, one in old["contents"].items()
    }
    box.quota.used, box.sent, box.ids.last_message = kept["quota"]["used"], kept["sent"], kept["last_message"]


def read(file: Path) -> dict[str, Any] | None:
    """The file's JSON; a broken file is put aside, so a demo still starts."""
    if not file.exists():
        return None
    try:
        kept: dict[str, Any] = orjson.loads(file.read_bytes())
    except orjson.JSONDecodeError:
        file.replace(file.with_suffix(".broken"))
        sys.stderr.write(f"simulator: {file} could not be read and was put aside\n")
        return None
    return kept


def with_chat(kept: dict[str, Any]) -> dict[str, Any]:
    return kept | {"chat": [Said(**said) for said in kept["chat"]]}


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
