"""Effects: everything that follows from a decision, to be written in one commit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from handlers.vocabulary import Desk, Do, NoteKind, Outcome, Step, Urgency


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
    """Make a ticket more pressing, or run its ladder again when it does not run."""

    ticket: UUID
    urgency: Urgency


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
class StopLadder:
    """The taker says again: I have it."""

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
    | StopLadder
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
