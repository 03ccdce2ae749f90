"""What happens in the chats: words arrive, quick replies come and go, a notification pops up."""

from dataclasses import dataclass
from typing import Any

from simulator.clock import Clock
from simulator.feed import Feed
from simulator.ids import Ids
from simulator.world import Person, Said, World

Json = dict[str, Any]
QUOTABLE = ("text", "textV2", "sticker", "image", "video", "flex", "template", "imagemap")
PREVIEWS = {
    "sticker": "sent a sticker.",
    "image": "sent a photo.",
    "video": "sent a video.",
    "audio": "sent a voice message.",
    "location": "sent a location.",
}


@dataclass
class Chats:
    """The only place that writes into a chat."""

    world: World
    clock: Clock
    ids: Ids
    feed: Feed
    auto_read: bool = True

    def from_person(self, person: Person, message: Json, *, quote_token: str | None = None) -> Said:
        """The person's own message: quick replies vanish; the account has read it unless it reads by hand."""
        said = self.keep(person, Said(self.ids.message(), "me", self.clock.now_ms(), message))
        said.quote_token, said.read = quote_token, self.auto_read
        said.quoted = message.get("quotedMessageId")
        self.quotable(said)
        person.wrote_at = said.at
        person.quick_replies_of = None
        self.tell(person, said)
        return said

    def from_account(self, person: Person, message: Json, *, via: str, silent: bool) -> Said:
        said = Said(self.ids.message(), "account", self.clock.now_ms(), message, via=via, silent=silent)
        self.keep(person, said)
        if message["type"] in QUOTABLE:
            said.quote_token = self.ids.long_token()
        said.quoted = self.world.quotes.get(message.get("quoteToken", ""))
        self.quotable(said)
        person.quick_replies_of = said.id if message.get("quickReply") else None
        person.loading_until = 0
        if not silent:
            person.notification = preview(message)
        self.tell(person, said)
        return said

    def quotable(self, said: Said) -> None:
        if said.quote_token:
            self.world.quotes[said.quote_token] = said.id

    def keep(self, person: Person, said: Said) -> Said:
        person.chat.append(said)
        self.world.owners[said.id] = person.user_id
        return said

    def tell(self, person: Person, said: Said) -> None:
        news = {"kind": "said", "said": said.as_json()} if self.feed.listeners else {}
        self.feed.chat_changed(person.user_id, news)

    def changed(self, person: Person) -> None:
        """Something beside the messages changed: menu, block, loading animation."""
        self.feed.chat_changed(person.user_id, {"kind": "person"})

    def unsent(self, person: Person, said: Said) -> None:
        self.feed.chat_changed(person.user_id, {"kind": "unsent", "id": said.id})

    def everyone_changed(self) -> None:
        self.feed.publish({"kind": "menus"})


def preview(message: Json) -> str:
    """What the lock screen shows: the words, the altText, or what kind of thing came."""
    kind = message["type"]
    if kind in PREVIEWS:
        return PREVIEWS[kind]
    return str(message.get("altText") or message.get("text") or kind)
