"""Members come, are confirmed by their head, and go on and off duty."""

from uuid import UUID

from handlers.effects import Bind, ConfirmMember, GoOnDuty
from handlers.vocabulary import Role
from models import audit, members
from models.base import new_id
from models.members import Invite, Member
from models.people import Person
from workers.facts import member_name
from workers.scene import Scene

NEVER_ON_DUTY = frozenset({Role.AUDITOR, Role.VOLUNTEER})


def bind(scene: Scene, effect: Bind) -> None:
    """Redeem the invitation; where there is a head, the head is asked first."""
    session, invite = scene.book.session, scene.book.session.get_one(Invite, effect.invite)
    asked = members.heads(session, invite.centre)
    invite.used_at = scene.now
    former = members.member_of(session, scene.person.id)
    if former is not None:
        former.left_at = scene.now
    member = Member(
        id=new_id(scene.now), person_id=scene.person.id, centre=invite.centre, role=invite.role, topics=invite.topics,
        on_duty=invite.role not in NEVER_ON_DUTY, confirmed_at=None if asked else scene.now, created_at=scene.now,
    )  # fmt: skip
    session.add(member)
    session.flush()
    scene.person.menu_wanted = "" if asked else "staff"
    scene.applied.settle.append(scene.person.id)
    for head in asked:
        slots = {"name": "", "role": invite.role.value}
        button = {"do": "confirm", "on": member.id.hex, "label": "", "value": ""}
        # The name is asked of LINE after the commit, and filled in when this is sent.
        part = {"template": "joining.ask_head", "slots": slots, "buttons": [button], "name_of": member.id.hex}
        scene.push(session.get_one(Person, head.person_id), [part])


def confirm(scene: Scene, effect: ConfirmMember) -> None:
    """A head says yes; a bare word is enough while only one person waits."""
    assert scene.facts.member is not None
    waiting = members.unconfirmed(scene.book.session, scene.facts.member.centre)
    if effect.member is None and len(waiting) > 1:
        names = [(m.id.hex, member_name(scene.book, m.id) or "?") for m in waiting[:12]]
        buttons = [{"do": "confirm", "on": identity, "label": name, "value": ""} for identity, name in names]
        scene.said.append({"template": "joining.which", "buttons": buttons})
        return
    chosen = _chosen(waiting, effect.member)
    if chosen is None:
        scene.said.append({"template": "joining.nobody_waits"})
        return
    chosen.confirmed_at = scene.now
    person = scene.book.session.get_one(Person, chosen.person_id)
    person.menu_wanted = "staff"
    slots = {"name": member_name(scene.book, chosen.id), "role": chosen.role.value, "centre": chosen.centre}
    scene.push(person, [{"template": "joining.welcome", "slots": slots}])
    scene.applied.settle.append(person.id)
    audit.record(scene.book.session, "member_confirmed", scene.now, member_id=scene.facts.member.id)
    scene.said.append({"template": "joining.confirmed", "slots": slots})


def _chosen(waiting: list[Member], named: UUID | None) -> Member | None:
    return next((m for m in waiting if named is None or m.id == named), None)


def go_on_duty(scene: Scene, effect: GoOnDuty) -> None:
    assert scene.facts.member is not None
    scene.book.session.get_one(Member, scene.facts.member.id).on_duty = effect.on
    what = "on_duty" if effect.on else "off_duty"
    audit.record(scene.book.session, what, scene.now, member_id=scene.facts.member.id)
