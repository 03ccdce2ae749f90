"""Lists and cards put together for one reader: only what that reader may see leaves the database."""

from typing import Any
from uuid import UUID

from handlers.effects import ShowQueue, ShowStatus, ShowTicket
from handlers.facts import MemberFacts
from handlers.rights import may_see
from handlers.topics import pressing
from handlers.vocabulary import NoteKind, TicketState, Urgency
from models import audit, members, notes, tickets
from models.members import Member
from models.tickets import Ticket
from workers.alarms import area
from workers.facts import member_name, reach, ticket_facts
from workers.scene import Scene

MOST_CARDS = 10  # a carousel holds 12; one more card says how many are left
MOST_NOTES = 8
MOST_LOOKED_AT = 200


def queue(scene: Scene, effect: ShowQueue) -> None:
    """The member's list: new, mine or urgent; the most pressing first, restricted ones only to those with the right."""
    member = scene.facts.member
    assert member is not None
    served = members.served(scene.book.session)
    found = [t for t in _candidates(scene, effect.which, member) if _may(scene, member, t, served)]
    shown = [_row(scene, t) for t in found[:MOST_CARDS]]
    part = {"template": "staff.queue", "shape": "queue", "which": effect.which, "tickets": shown}
    scene.said.append(part | {"more": max(0, len(found) - MOST_CARDS)})


def _candidates(scene: Scene, which: str, member: MemberFacts) -> list[Ticket]:
    row = scene.book.session.get_one(Member, member.id)
    query = tickets.queue(reach(scene.book, row))
    if which == "mine":
        query = query.where(Ticket.taker_id == member.id)
    else:
        query = query.where(Ticket.state == TicketState.WAITING)
    if which == "urgent":
        query = query.where(Ticket.urgency != Urgency.NORMAL)
    return list(scene.book.session.scalars(query.limit(MOST_LOOKED_AT)))


def _may(scene: Scene, member: MemberFacts, ticket: Ticket, served: int) -> bool:
    return may_see(member, ticket_facts(scene.book, ticket, scene.person.id), centres=served)


def _row(scene: Scene, ticket: Ticket) -> dict[str, Any]:
    """A ticket as a list shows it; a restricted topic is not named."""
    return {
        "id": ticket.id.hex, "number": ticket.number, "version": ticket.version, "state": ticket.state.value,
        "urgency": ticket.urgency.value, "desk": ticket.desk.value, "opened_at": ticket.opened_at.isoformat(),
        "area": area(scene.book, ticket, scene.person.language),
        "intent": None if ticket.restricted else ticket.intent, "also": [] if ticket.restricted else _also(ticket),
    }  # fmt: skip


def _also(ticket: Ticket) -> list[str]:
    return [i for i in ticket.also.split(",") if i]


def ticket(scene: Scene, effect: ShowTicket) -> None:
    """The whole card; opening a restricted one is written down. Who lost the right meanwhile gets the heading only."""
    member = scene.facts.member
    found = tickets.locked(scene.book.session, effect.ticket)
    assert member is not None
    assert found is not None
    if not _may(scene, member, found, members.served(scene.book.session)):
        scene.said.append({"template": effect.heading or "staff.no_right", "slots": {"taker": ""}})
        return
    if found.restricted:
        audit.record(scene.book.session, "read_restricted", scene.now, member_id=member.id, ticket_id=found.id)
    one = _row(scene, found) | {
        "intent": found.intent, "also": _also(found), "restricted": found.restricted, "covert": found.covert,
        "taker": member_name(scene.book, found.taker_id) or _nameless(found.taker_id),
        "because": _because(scene, found),
    }  # fmt: skip
    part = {"template": "staff.card", "shape": "ticket", "heading": effect.heading, "ticket": one}
    scene.said.append(part | {"notes": _notes(scene, found), "actions": actions(found, member.id)})


def _nameless(member: UUID | None) -> str:
    return f"#{member.hex[-4:]}" if member else ""


def _because(scene: Scene, ticket: Ticket) -> list[str]:
    lock = tickets.locker(scene.book.vault, ticket)
    if lock is None or ticket.because_sealed is None:
        return []
    return lock.open(ticket.where("because_sealed"), ticket.because_sealed).split("\n")[:6]


def _notes(scene: Scene, ticket: Ticket) -> list[dict[str, str]]:
    told = (n for n in notes.timeline(scene.book.session, ticket.id) if n.kind is not NoteKind.OPENED)
    latest = [n for n, _ in zip(told, range(MOST_NOTES), strict=False)]
    return [
        {"at": n.at.isoformat(), "kind": n.kind.value, "words": notes.words(scene.book.vault, ticket, n)}
        for n in latest
    ]


def actions(ticket: Ticket, member: UUID) -> list[str]:
    """What the reader can press on the card."""
    if ticket.state is TicketState.CLOSED:
        return []
    if ticket.taker_id is None:
        return ["take"]
    if ticket.taker_id != member:
        return []
    more = ["push_now"] if ticket.covert else []
    return ["answer", "note", "refer", "transfer", "close", *more]


def status(scene: Scene, _effect: ShowStatus) -> None:
    """The resident's own list. Urgent restricted tickets are left out silently, others appear as a number only."""
    own = [t for t in tickets.recent_of(scene.book.session, scene.person.id) if not _silent(t)]
    shown = [_row(scene, t) | {"also": []} for t in own if not t.restricted]
    hidden = sum(t.restricted for t in own)
    if not own:
        scene.said.append({"template": "status.none", "slots": {}})
        return
    scene.said.append({"template": "status.list", "shape": "status", "tickets": shown, "hidden": hidden})


def _silent(ticket: Ticket) -> bool:
    return ticket.covert or (ticket.restricted and pressing(ticket.urgency))
