"""What is known when a decision is made: the person, the ticket in question (held), duty, invitation, lateness."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from handlers.events import Event, Pressed, Wrote
from handlers.facts import CentreFacts, Facts, InviteFacts, MemberFacts, TicketFacts
from handlers.topics import pressing
from handlers.vocabulary import Desk, Do, Role, TicketState
from models import members, people, tickets
from models.book import Book
from models.centres import BANGKOK, Centre
from models.members import Member
from models.people import Person
from models.tickets import Ticket
from workers.hearing import Heard

LATE = timedelta(minutes=10)  # DECISIONS 10
TALKING = timedelta(hours=24)  # how long after a member's answer the bot leaves the word to the human


def member_facts(member: Member) -> MemberFacts:
    topics = frozenset(Desk(t) for t in member.topics.split(",") if t)
    active = member.confirmed_at is not None and member.left_at is None
    return MemberFacts(member.id, member.role, member.centre, topics, member.on_duty, active)


def ticket_facts(book: Book, ticket: Ticket, person: UUID) -> TicketFacts:
    return TicketFacts(
        ticket.id, ticket.number, ticket.version, ticket.state, ticket.intent, ticket.urgency, ticket.desk,
        ticket.centre, ticket.restricted, ticket.covert, ticket.taker_id, member_name(book, ticket.taker_id),
        own=ticket.person_id == person, excluded=frozenset(UUID(m) for m in ticket.excluded.split(",") if m),
    )  # fmt: skip


def member_name(book: Book, member: UUID | None) -> str:
    """How colleagues call a member; empty when LINE never told."""
    found = book.session.get(Member, member) if member else None
    person = book.session.get(Person, found.person_id) if found else None
    if person is None or person.name_sealed is None or person.key is None:
        return ""
    return people.locker(book.vault, person).open(person.where("name_sealed"), person.name_sealed)


def gather(book: Book, person: Person, heard: Heard, centres: list[Centre], member: Member | None) -> Facts:
    """The facts for one event."""
    slots = people.slots(book.vault, person)
    own = tickets.open_of(book.session, person.id)
    pressing_ones = [_still_open(book, t) for t in own if t.covert or pressing(t.urgency)]
    danger = next((t for t in pressing_ones if t is not None and t.covert), None)
    hazard = next((t for t in pressing_ones if t is not None and not t.covert), None)
    spoken = [t for t in own if not t.covert]
    talking = next((t for t in spoken if t.answered_at and book.now - t.answered_at < TALKING), None)
    age = book.now - heard.last.said_at
    code = members.code_in(heard.event.text) if isinstance(heard.event, Wrote) else None
    return Facts(
        step=person.step,
        slots=slots,
        turn=person.turn,
        home=person.home,
        centres=tuple(CentreFacts(c.code, c.name) for c in centres),
        member=member_facts(member) if member else None,
        ticket=_ticket(book, person, heard.event, slots, member),
        danger=_facts(book, danger, person),
        hazard=_facts(book, hazard, person),
        talking=_facts(book, talking, person),
        own=tuple(ticket_facts(book, t, person.id) for t in spoken),
        wrote_code=code is not None,
        invite=_invite(book, code),
        wrong_codes=person.wrong_codes if person.wrong_codes_on == book.now.astimezone(BANGKOK).date() else 0,
        late=age > LATE,
        late_minutes=int(age.total_seconds() // 60),
    )


def _still_open(book: Book, ticket: Ticket) -> Ticket | None:
    """The ticket, held; None when a member closed it a moment ago: her new cry must not fall into a closed ticket."""
    held = tickets.locked(book.session, ticket.id)
    return held if held is not None and held.state is not TicketState.CLOSED else None


def _facts(book: Book, ticket: Ticket | None, person: Person) -> TicketFacts | None:
    return ticket_facts(book, ticket, person.id) if ticket is not None else None


def _invite(book: Book, code: str | None) -> InviteFacts | None:
    invite = members.invited(book.session, code) if code else None
    if invite is None:
        return None
    usable = invite.used_at is None and book.now < invite.expires_at
    return InviteFacts(invite.id, invite.role, invite.centre, members.has_head(book.session, invite.centre), usable)


def _ticket(
    book: Book, person: Person, event: Event, slots: dict[str, str], member: Member | None
) -> TicketFacts | None:
    """The ticket an event is about: named on the button, by number, by the open step, or the only one it can be."""
    identity = event.on if isinstance(event, Pressed) and event.do is not Do.CONFIRM else None
    if isinstance(event, Wrote) and event.argument and member is not None:
        identity = _by_number(book, event.argument, member)
    elif identity is None and "ticket" in slots:
        identity = UUID(slots["ticket"])
    elif identity is None and isinstance(event, Wrote) and member is not None and event.command is not None:
        identity = _only_one(book, event.command, member)
    ticket = tickets.locked(book.session, identity) if identity else None
    return _facts(book, ticket, person)


def reach(book: Book, member: Member) -> list[str]:
    """The codes of the centres whose tickets a member may have to do with."""
    if member.role is Role.PROVINCE:
        return list(book.session.scalars(select(Centre.code).where(Centre.code.startswith(member.centre))))
    return [member.centre, f"{member.centre[:2]}0000"]


def _by_number(book: Book, argument: str, member: Member) -> UUID | None:
    """A full number, or its last digits among the member's open tickets."""
    if argument.count("-") == 2:
        return tickets.numbered(book.session, argument)
    ending = Ticket.number.endswith(argument.rjust(5, "0"), autoescape=True)
    query = select(Ticket.id).where(Ticket.centre.in_(reach(book, member)), Ticket.state != TicketState.CLOSED, ending)
    found = book.session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None


def _only_one(book: Book, do: Do, member: Member) -> UUID | None:
    """The one ticket a bare word can mean: the only one waiting, or the only one I have taken."""
    query = select(Ticket.id).where(Ticket.centre.in_(reach(book, member)), Ticket.state != TicketState.CLOSED)
    query = query.where(Ticket.taker_id.is_(None) if do in {Do.TAKE, Do.SHOW} else Ticket.taker_id == member.id)
    found = book.session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None
