"""What a decision is made of: an event in, the facts known, the effects out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from handlers.vocabulary import Desk, Do, NoteKind, Outcome, Role, Step, TicketState, Urgency
from nlp.reading import Reading

# ---- events -------------------------------------------------------------------------------------


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

# ---- facts --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CentreFacts:
    """A centre that is served. `code` is the 6-digit subdistrict code; `xx0000` is a province's duty."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """The staff side of a person. `active` is false until a head has confirmed."""

    id: UUID
    role: Role
    centre: str
    topics: frozenset[Desk]
    on_duty: bool
    active: bool = True


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket as it stands in this transaction (its row is locked)."""

    id: UUID
    number: str
    version: int
    state: TicketState
    intent: str
    urgency: Urgency
    desk: Desk
    centre: str
    restricted: bool
    covert: bool
    taker: UUID | None
    taker_name: str = ""
    own: bool = False  # the person of this conversation opened it
    excluded: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class InviteFacts:
    """The invitation behind a code that was just written; `usable` is false when used or expired."""

    id: UUID
    role: Role
    centre: str
    needs_head: bool
    usable: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """All a decision may look at."""

    step: Step = Step.HOME
    slots: Mapping[str, str] = field(default_factory=dict)
    turn: int = 0
    home: str | None = None
    centres: tuple[CentreFacts, ...] = ()
    member: MemberFacts | None = None
    ticket: TicketFacts | None = None  # the one this event is about
    danger: TicketFacts | None = None  # the person's own open danger ticket
    talking: TicketFacts | None = None  # the person's own ticket in which a member has answered lately
    own: tuple[TicketFacts, ...] = ()  # the person's open tickets that may be spoken of, newest first
    wrote_code: bool = False  # the text has the shape of an invitation code
    invite: InviteFacts | None = None
    wrong_codes: int = 0  # by this person, today
    late: bool = False  # the event is older than ten minutes
    late_minutes: int = 0

    def open_about(self, intent: str) -> TicketFacts | None:
        """The person's own open ticket with this intent."""
        return next((t for t in self.own if t.intent == intent), None)


# ---- effects ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a letter. The label is content unless given; it carries turn and version when rendered."""

    do: Do
    value: str = ""
    on: UUID | None = None
    label: str = ""


Slot = str | int | float | None


@dataclass(frozen=True, slots=True)
class Say:
    """Answer the person of this conversation (at most one per decision)."""

    template: str
    slots: Mapping[str, Slot] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A new ticket for the person; its number fills the slot `number` of what is said."""

    intent: str
    urgency: Urgency
    words: str = ""
    also: tuple[str, ...] = ()
    centre: str | None = None  # None: not known, the installation's duty
    because: tuple[str, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class AddNote:
    """A line on a ticket's timeline; `tell_taker` sends the taker a notice."""

    ticket: UUID
    kind: NoteKind
    words: str = ""
    tell_taker: bool = False


@dataclass(frozen=True, slots=True)
class Raise:
    """Make a ticket more pressing, or run its ladder again; `minutes` is the age of a late message."""

    ticket: UUID
    urgency: Urgency
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """Move a ticket to another centre or desk; it waits there for somebody to take it."""

    ticket: UUID
    centre: str | None = None
    desk: Desk | None = None
    intent: str | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """The member of this conversation takes the ticket."""

    ticket: UUID


@dataclass(frozen=True, slots=True)
class AnswerOwner:
    """Words of a member to the resident of a ticket; `wait` for her next message instead of a push."""

    ticket: UUID
    words: str
    wait: bool


@dataclass(frozen=True, slots=True)
class ReleaseAnswers:
    """Push the answers of this ticket that wait for the resident's next message."""

    ticket: UUID


@dataclass(frozen=True, slots=True)
class Refer:
    """Record that the matter was handed on, in the member's words."""

    ticket: UUID
    words: str


@dataclass(frozen=True, slots=True)
class Close:
    """End a ticket; the resident is told unless it is covert."""

    ticket: UUID
    outcome: Outcome
    tell: bool


@dataclass(frozen=True, slots=True)
class ShowQueue:
    """Answer with a list of tickets: `new`, `mine` or `urgent`."""

    which: str


@dataclass(frozen=True, slots=True)
class ShowTicket:
    """Answer with the card of a ticket; opening a restricted one is audited."""

    ticket: UUID
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ShowStatus:
    """Answer with the person's own tickets."""


@dataclass(frozen=True, slots=True)
class ShowService:
    """Answer with what is known of a service, with the heading named by `template`."""

    intent: str
    template: str
    slots: Mapping[str, Slot] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Bind:
    """Redeem the invitation for this person."""

    invite: UUID


@dataclass(frozen=True, slots=True)
class CountWrongCode:
    """One more wrong invitation code by this person today."""


@dataclass(frozen=True, slots=True)
class ConfirmMember:
    """A head confirms the member whose id stands on the button; `None` confirms the only one waiting."""

    member: UUID | None


@dataclass(frozen=True, slots=True)
class GoOnDuty:
    """The member goes on or off duty."""

    on: bool


@dataclass(frozen=True, slots=True)
class Remember:
    """Keep the person's home centre."""

    home: str


@dataclass(frozen=True, slots=True)
class Reachable:
    """Whether letters reach the person (false after a block)."""

    yes: bool


@dataclass(frozen=True, slots=True)
class EraseWords:
    """The words of an unsent message go for good; a flag stays on its ticket."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Audit:
    """Who did or tried what, without content."""

    what: str
    ticket: UUID | None = None


Effect = (
    Say
    | OpenTicket
    | AddNote
    | Raise
    | Route
    | Take
    | AnswerOwner
    | ReleaseAnswers
    | Refer
    | Close
    | ShowQueue
    | ShowTicket
    | ShowStatus
    | ShowService
    | Bind
    | CountWrongCode
    | ConfirmMember
    | GoOnDuty
    | Remember
    | Reachable
    | EraseWords
    | Audit
)


@dataclass(frozen=True, slots=True)
class Decision:
    """Where the conversation goes, and everything that follows."""

    step: Step
    effects: tuple[Effect, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    keep_turn: bool = False  # the buttons already on the screen stay good
