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
    """Fills an empty platform from the file; no file is a first start, a broken one is put aside."""
    if not file.exists():
        return
    try:
        kept = orjson.loads(file.read_bytes())
        known = remembered(kept["world"])
        box.quota.used, box.sent, box.ids.last_message = kept["quota"]["used"], kept["sent"], kept["last_message"]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        file.replace(file.with_suffix(".broken"))
        sys.stderr.write(f"simulator: {file} could not be read and was put aside\n")
        return
    for name, value in known.items():
        setattr(box.world, name, value)
    box.postman.destination = box.world.bot_user_id


def remembered(old: dict[str, Any]) -> dict[str, Any]:
    """The world's parts from their JSON; the account's name is the command line's."""
    menus = {key: RichMenu(**one | {"image": unpack(one["image"])}) for key, one in old["menus"].items()}
    plain = ("bot_user_id", "aliases", "default_menu", "owners", "quotes", "read_tokens")
    return {name: old[name] for name in plain} | {
        "people": {key: Person(**with_chat(one)) for key, one in old["people"].items()},
        "groups": {key: Group(**with_chat(one)) for key, one in old["groups"].items()},
        "menus": menus,
        "contents": {
            key: Content(**one | {"data": unpack(one["data"]), "preview": unpack(one["preview"])})
            for key, one in old["contents"].items()
        },
    }


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
