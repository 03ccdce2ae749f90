"""Facts: all that a decision may look at, as it stands in the transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from handlers.vocabulary import Desk, Role, Step, TicketState, Urgency


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
    danger: TicketFacts | None = None  # the person's own open danger ticket that must stay covert
    hazard: TicketFacts | None = None  # likewise of a flood, fire, accident ...: not covert
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
