"""What a person does in the chat: writes, sends a sticker or photo, unsends, blocks, presses postbacks."""

from typing import Any

from simulator.box import Box
from simulator.wire import Outcome
from simulator.world import Content, Json, Person, Said

CAPTIONED = ("image", "video")


async def follow(box: Box, person: Person, *, again: bool) -> Outcome:
    """Adds the account as a friend, or unblocks it (R#follow-event)."""
    person.friend, person.blocked = True, False
    box.chats.changed(person)
    event = box.events.answerable("follow", person.user_id, follow={"isUnblocked": again})
    return await box.postman.deliver(event)


async def block(box: Box, person: Person) -> Outcome:
    """Blocks the account: an unfollow event without a reply token (R#unfollow-event)."""
    person.blocked = True
    person.rich_menu_id = None  # a blocked account's menu is gone, also after an unblock (D/rich-menus-overview)
    box.chats.changed(person)
    return await box.postman.deliver(box.events.silent("unfollow", person.user_id))


async def say(box: Box, person: Person, message: Json, *, content: Content | None = None) -> tuple[Said, Outcome]:
    """One message from a person: into the chat, and to the webhook with fresh tokens."""
    quotable = message["type"] in ("text", "sticker", *CAPTIONED)
    quote_token = box.ids.long_token() if quotable else None
    said = box.chats.from_person(person, message, quote_token=quote_token)
    if content is not None:
        box.world.contents[said.id] = content
    read_token = box.ids.long_token(120)
    box.world.read_tokens[read_token] = said.id
    tokens = {"markAsReadToken": read_token} | ({"quoteToken": quote_token} if quote_token else {})
    event = box.events.answerable(
        "message", person.user_id, message={"type": message["type"], "id": said.id} | tokens | message
    )
    return said, await box.postman.deliver(event)


async def send_content(
    box: Box, person: Person, kind: str, content: Content, more: Json | None = None
) -> tuple[Said, Outcome]:
    """A photo, voice note, video or file; the bytes wait to be fetched."""
    message: Json = {"type": kind}
    if kind == "file":
        message |= {"fileName": content.name or "file.bin", "fileSize": len(content.data)}
    else:
        message["contentProvider"] = {"type": "line"}
    message |= more or {}
    if kind in ("audio", "video"):
        message["duration"] = content.duration_ms
        content.ready_at = box.clock.now_ms() + box.faults.transcoding_ms
    return await say(box, person, message, content=content)


async def unsend(box: Box, person: Person, said: Said) -> Outcome:
    """Takes a message back: the account learns its id, its content is gone (R#unsend-event)."""
    said.unsent = True
    box.world.contents.pop(said.id, None)
    box.chats.unsent(person, said)
    return await box.postman.deliver(box.events.silent("unsend", person.user_id, unsend={"messageId": said.id}))


async def postback(box: Box, person: Person, data: str, params: Any = None) -> Outcome:
    body: Json = {"data": data} | ({"params": params} if params else {})
    return await box.postman.deliver(box.events.answerable("postback", person.user_id, postback=body))
