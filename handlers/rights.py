"""Who may see and work on which ticket: centre x topic, and it fails closed."""

from handlers.facts import MemberFacts, TicketFacts
from handlers.vocabulary import Desk, Role, Urgency

FEW_CENTRES = 3  # up to so many, every centre's duty also stands for tickets whose place is not known

_RESTRICTED = frozenset({Role.PROTECTION, Role.HEAD, Role.PROVINCE})
_ORDINARY = frozenset({Role.FRONTDESK, Role.CASEWORKER, Role.PROTECTION, Role.HEAD, Role.PROVINCE})
ALARMED = frozenset({Role.FRONTDESK, Role.CASEWORKER, Role.PROTECTION, Role.HEAD, Role.PROVINCE})


def may_see(member: MemberFacts, ticket: TicketFacts, *, centres: int) -> bool:
    """Whether the member may open this ticket; a ticket of one's own is never worked on by oneself."""
    if not member.active or ticket.own or member.id in ticket.excluded:
        return False
    if not _in_reach(member, ticket.centre, centres):
        return False
    if member.role is Role.PROVINCE and ticket.urgency is Urgency.NORMAL and not ticket.centre.endswith("0000"):
        return False  # the province is called for what presses, and stands in where no centre does
    if ticket.desk is Desk.SUPERVISOR:
        return member.role in {Role.HEAD, Role.PROVINCE}
    if ticket.restricted or ticket.urgency is Urgency.EMERGENCY:
        return member.role in _RESTRICTED or (not ticket.restricted and member.role in _ORDINARY)
    if member.role not in _ORDINARY:
        return False
    return not member.topics or ticket.desk in member.topics or member.role is Role.HEAD


def _in_reach(member: MemberFacts, centre: str, centres: int) -> bool:
    if member.role is Role.PROVINCE:
        return centre[:2] == member.centre
    return member.centre == centre or (centre.endswith("0000") and centres <= FEW_CENTRES)
