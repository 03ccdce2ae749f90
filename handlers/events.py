"""Events: what a person did, as far as a decision needs to know."""

from dataclasses import dataclass
from uuid import UUID

from handlers.vocabulary import Do
from nlp.reading import Reading


@dataclass(frozen=True, slots=True)
class Wrote:
    """A text, read. `command` when it is one of the typed words, `argument` what followed the word."""

    text: str
    reading: Reading
    places: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    command: Do | None = None
    argument: str = ""
    unreadable: bool = False
    own: bool = False  # a member says that these words are about the member's own life


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button. `turn` is the resident's turn, `version` the ticket's, both as printed on the button."""

    do: Do
    on: UUID | None = None
    turn: int | None = None
    version: int | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class SentMedia:
    """Something that is not text: sticker, image, video, audio, file, location or a kind not known yet."""

    kind: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """A person added the account, or unblocked it."""

    again: bool = False


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """A person blocked the account: nothing we push arrives any more."""


@dataclass(frozen=True, slots=True)
class Withdrew:
    """A person took back the message with this LINE message id (unsend)."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A button from a time before ours, or an event that says nothing to us."""


Event = Wrote | Pressed | SentMedia | Followed | Unfollowed | Withdrew | Unknown
