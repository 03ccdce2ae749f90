"""Who is on the platform: people, what stands in their chats, and the account's rich menus."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Said:
    """One message in a chat, from the person ("me") or from the official account."""

    id: str
    sender: str
    at: int
    message: Json
    via: str | None = None
    silent: bool = False
    quote_token: str | None = None
    read: bool = False
    unsent: bool = False
    quoted: str | None = None

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "from": self.sender,
            "at": self.at,
            "message": {"type": "unsent"} if self.unsent else self.message,
            "sender": self.message.get("sender"),
            "silent": self.silent,
            "via": self.via,
            "read": self.read,
            "quoted": self.quoted,
        }


@dataclass
class Person:
    """A LINE user, with the one chat they have with the account."""

    user_id: str
    name: str
    language: str | None = "th"
    picture: str | None = None
    kind: str = "resident"
    status: str | None = None
    friend: bool = False
    blocked: bool = False
    wrote_at: int | None = None
    pc: bool = False
    rich_menu_id: str | None = None
    loading_until: int = 0
    notification: str | None = None
    quick_replies_of: str | None = None
    chat: list[Said] = field(default_factory=list)

    def as_json(self) -> Json:
        shown = ("name", "language", "picture", "kind", "friend", "blocked", "pc")
        return {"userId": self.user_id} | {key: getattr(self, key) for key in shown}


@dataclass
class Group(Person):
    """A group chat the account was invited to; its id stands where a person's would."""

    members: list[str] = field(default_factory=list)


@dataclass
class Content:
    """The bytes of a photo, voice note, video or file a person sent."""

    data: bytes
    type: str
    ready_at: int = 0
    name: str | None = None
    duration_ms: int = 0
    preview: bytes | None = None
    preview_type: str | None = None


@dataclass
class RichMenu:
    """A rich menu of the account; it can be shown once its image is there."""

    id: str
    body: Json
    image: bytes | None = None
    image_type: str = "image/png"


@dataclass
class World:
    """Everything that survives a restart."""

    bot_user_id: str
    bot_name: str = "LINE in a box"
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    menus: dict[str, RichMenu] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    default_menu: str | None = None
    contents: dict[str, Content] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)
    read_tokens: dict[str, str] = field(default_factory=dict)

    def menu_of(self, person: Person) -> RichMenu | None:
        """The menu a phone shows: the person's own before the account's default (R#rich-menu-priority)."""
        own = self.menus.get(person.rich_menu_id or "")
        return own or self.menus.get(self.default_menu or "")

    def chat_with(self, whom: str) -> Person | None:
        """The person or group of this id."""
        return self.people.get(whom) or self.groups.get(whom)

    def said(self, message_id: str) -> tuple[Person, Said] | None:
        person = self.chat_with(self.owners.get(message_id, ""))
        for said in reversed(person.chat if person else []):
            if said.id == message_id and person:
                return person, said
        return None

    def everyone(self) -> Iterator[Person]:
        return iter(self.people.values())
