"""From a stored arrival to an event: the raw JSON opened, the text read; nothing is decided here."""

from dataclasses import dataclass, replace
from typing import Any

import orjson

from bot import texts
from bot.buttons import pressed
from bot.logs import failure, log
from handlers.events import Event, Followed, Pressed, SentMedia, Unfollowed, Unknown, Withdrew, Wrote
from handlers.vocabulary import Do, Urgency
from models.arrivals import Arrival, raw
from models.centres import Centre
from models.people import Person
from models.vault import Vault
from nlp import reader
from nlp.danger import sounds_dangerous
from nlp.places import Place, find_places, guess_places
from nlp.reading import Reading

BARE = 7  # letters left beside a place's name that can be no more than "I live in ..., madam"
POISON = 2  # tries after which a message is no longer opened, but given to humans


@dataclass(frozen=True, slots=True)
class Heard:
    """An event with the arrivals it came in; several texts of one burst are one event."""

    event: Event
    arrivals: tuple[Arrival, ...]

    @property
    def last(self) -> Arrival:
        return self.arrivals[-1]


def heard(vault: Vault, person: Person, waiting: list[Arrival], centres: list[Centre], *, member: bool) -> list[Heard]:
    """The events behind these arrivals, texts that follow each other joined to one."""
    served = places(centres)
    found: list[Heard] = []
    thought: list[tuple[str, Arrival]] = []
    for arrival in waiting:
        if arrival.tries >= POISON:
            found.append(Heard(_unread(vault, person, arrival), (arrival,)))
            continue
        event = _parsed(vault, person, arrival)
        text = _text(event)
        if text is not None and command(text, member=member) is None:
            thought.append((text, arrival))
            continue
        _speak(found, thought, served, member=member)
        if text is not None:
            thought.append((text, arrival))
            _speak(found, thought, served, member=member)
        else:
            found.append(Heard(_event(event, arrival, served), (arrival,)))
    _speak(found, thought, served, member=member)
    return found


def _unread(vault: Vault, person: Person, arrival: Arrival) -> Wrote:
    """A message we failed on: its words for a human, danger by the pattern alone; the last time not even its words."""
    try:
        text = (_text(_parsed(vault, person, arrival)) or "") if arrival.tries == POISON else ""
    except Exception as error:  # noqa: BLE001 - that it came is enough to call a human
        log().error("not_opened", arrival=arrival.id, **failure(error))
        text = ""
    danger = sounds_dangerous(text)
    urgency = Urgency.EMERGENCY if danger else Urgency.NORMAL
    return Wrote(text, Reading("contact_staff", urgency=urgency, danger=danger), unreadable=not danger)


def _speak(found: list[Heard], thought: list[tuple[str, Arrival]], served: list[Place], *, member: bool) -> None:
    if thought:
        words = "\n".join(text for text, _ in thought)
        found.append(Heard(wrote(words, served, member=member), tuple(arrival for _, arrival in thought)))
        thought.clear()


def wrote(text: str, served: list[Place], *, member: bool) -> Wrote:
    """A text, read. Where the reader fails the danger pattern decides, and what it cannot tell goes to humans."""
    typed = command(text, member=member)
    if typed is not None:
        return Wrote(text, Reading("out_of_scope"), command=typed[0], argument=typed[1])
    try:
        rest = without_places(text, served)
        bare = rest != text and len(rest.replace(" ", "")) <= BARE and not sounds_dangerous(text)
        reading, unreadable = Reading("out_of_scope") if bare else reader.read(rest), False
    except Exception as error:  # noqa: BLE001 - a cry must not be lost to a fault in the reader
        log().error("reader_failed", **failure(error))
        danger = sounds_dangerous(text)
        urgency = Urgency.EMERGENCY if danger else Urgency.NORMAL
        reading, unreadable = Reading("contact_staff", urgency=urgency, danger=danger), not danger
    found = tuple(p.code for p in find_places(text, served))
    guessed = () if found else tuple(p.code for p in guess_places(text, served))
    return Wrote(text, reading, found, guessed, unreadable=unreadable)


def without_places(text: str, served: list[Place]) -> str:
    """The text without the names of served subdistricts: where somebody lives says nothing of what happened there."""
    for name in sorted({n for p in served for n in (p.name, *p.aliases)}, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def as_own_matter(one: Heard, slots: dict[str, str], centres: list[Centre]) -> Heard:
    """A member who says "it is about me": the words written before are read again, as a resident's."""
    words = slots.get("own_words", "")
    if not (isinstance(one.event, Pressed) and one.event.do is Do.OWN_MATTER and words):
        return one
    return Heard(replace(wrote(words, places(centres), member=False), own=True), one.arrivals)


def command(text: str, *, member: bool) -> tuple[Do, str] | None:
    """The typed word a text is, with what follows it (members may add a ticket number)."""
    table = texts.typed_words()
    clean = " ".join(text.split()).lower()
    if not member:
        do = table["resident"].get(clean)
        return (Do(do), "") if do else None
    if clean in table["member"]:
        return Do(table["member"][clean]), ""
    word, _, rest = clean.rpartition(" ")
    if word in table["member"] and rest.replace("-", "").isdecimal():
        return Do(table["member"][word]), rest
    return None


def places(centres: list[Centre]) -> list[Place]:
    """The served subdistricts as the reader of places knows them."""
    return [
        Place(c.code, c.name, c.amphoe, c.province, tuple(filter(None, c.aliases.split(","))))
        for c in centres
        if not c.is_province
    ]


def _parsed(vault: Vault, person: Person, arrival: Arrival) -> dict[str, Any]:
    opened = raw(vault, arrival, person)
    event: dict[str, Any] = orjson.loads(opened) if opened is not None else {}
    return event


def _text(event: dict[str, Any]) -> str | None:
    message = event.get("message") if event.get("type") == "message" else None
    if isinstance(message, dict) and message.get("type") == "text":
        # NUL is the one character PostgreSQL's text refuses.
        return str(message.get("text", "")).replace("\x00", "")
    return None


def _event(event: dict[str, Any], arrival: Arrival, served: list[Place]) -> Event:
    match arrival.kind:
        case "message":
            message = event.get("message")
            return _media(message if isinstance(message, dict) else {}, served)
        case "postback":
            postback = event.get("postback")
            return pressed(postback.get("data") if isinstance(postback, dict) else None)
        case "follow":
            return Followed()
        case "unfollow":
            return Unfollowed()
        case "unsend":
            unsent = event.get("unsend")
            return Withdrew(str(unsent.get("messageId", "")) if isinstance(unsent, dict) else "")
        case _:
            return Unknown()


def _media(message: dict[str, Any], served: list[Place]) -> SentMedia:
    where = f"{message.get('title', '')} {message.get('address', '')}" if message.get("type") == "location" else ""
    return SentMedia(str(message.get("type", "?")), tuple(p.code for p in find_places(where, served)))
