"""Members of the staff and the invitations that made them."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.rights import ALARMED, FEW_CENTRES
from handlers.vocabulary import Role
from models.base import Base, new_id, word
from models.centres import Centre
from models.people import Person

INVITE_LIFE = timedelta(hours=24)
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"  # Crockford's: no I, L, O, U to misread; 5 bits each
CODE = 16  # 16 x 5 = 80 bits
PREFIX = "KB"


class Member(Base):
    """A person's place on the staff. Gone when `left_at` is set; at work once `confirmed_at` is."""

    __tablename__ = "members"
    __table_args__ = (Index("ix_members_centre", "centre"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    centre: Mapped[str] = mapped_column(String(6))  # a centre's code, or a province's two digits
    role: Mapped[Role] = mapped_column(word(Role))
    topics: Mapped[str] = mapped_column(String(80), default="")
    on_duty: Mapped[bool] = mapped_column(default=True)
    confirmed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Invite(Base):
    """A one-time code (only its hash is kept), bound to centre, role and topics."""

    __tablename__ = "invites"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(unique=True)
    centre: Mapped[str] = mapped_column(String(6))
    role: Mapped[Role] = mapped_column(word(Role))
    topics: Mapped[str] = mapped_column(String(80), default="")
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


def invite(session: Session, centre: str, role: Role, now: datetime, topics: str = "") -> str:
    """A new invitation; returns the code, which is nowhere kept."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(CODE))
    expires = now + INVITE_LIFE
    session.add(
        Invite(id=new_id(now), code_hash=_hash(code), centre=centre, role=role, topics=topics, expires_at=expires)
    )
    return "-".join([PREFIX, *(code[i : i + 4] for i in range(0, CODE, 4))])


def code_in(text: str) -> str | None:
    """The invitation code a text consists of, however it was typed; None when it has not its shape."""
    letters = "".join(c for c in text.upper() if c.isalnum())
    if not letters.isascii() or len(letters) != CODE + len(PREFIX) or not letters.startswith(PREFIX):
        return None
    return letters.removeprefix(PREFIX).translate(str.maketrans("ILOU", "110V"))


def invited(session: Session, code: str) -> Invite | None:
    """The invitation of a code, held until the end of the transaction: two redeem it at once, one wins."""
    return session.scalar(select(Invite).where(Invite.code_hash == _hash(code)).with_for_update(key_share=True))


def _hash(code: str) -> bytes:
    # 80 random bits need no salt: a table of them cannot be made.
    return sha256(f"klaiban invite {code}".encode()).digest()


def member_of(session: Session, person: UUID) -> Member | None:
    """The person's present place on the staff, confirmed or waiting."""
    query = select(Member).where(Member.person_id == person, Member.left_at.is_(None))
    return session.scalar(query.order_by(Member.created_at.desc()).limit(1))


def has_head(session: Session, centre: str) -> bool:
    query = select(Member.id).where(Member.centre == centre, Member.role == Role.HEAD, *_AT_WORK)
    return session.scalar(query.limit(1)) is not None


def heads(session: Session, centre: str) -> list[Member]:
    return list(session.scalars(select(Member).where(Member.centre == centre, Member.role == Role.HEAD, *_AT_WORK)))


def unconfirmed(session: Session, centre: str) -> list[Member]:
    query = select(Member).where(Member.centre == centre, Member.confirmed_at.is_(None), Member.left_at.is_(None))
    return list(session.scalars(query.order_by(Member.created_at)))


_AT_WORK = (Member.confirmed_at.is_not(None), Member.left_at.is_(None))


def to_alarm(session: Session, centre: str, who: str) -> list[Member]:
    """Whom a rung wakes: `duty`, `centre` (on duty or not) or `province` (all of the above and the province)."""
    reachable = select(Person.id).where(Person.reachable.is_(True))
    query = select(Member).where(Member.role.in_(ALARMED), Member.person_id.in_(reachable), *_AT_WORK)
    reach = [Member.centre == centre]
    if centre.endswith("0000"):
        few = served(session) <= FEW_CENTRES
        reach = [Member.centre.startswith(centre[:2]) if few else Member.centre == centre[:2]]
    local = query.where(*reach, Member.on_duty.is_(True)) if who == "duty" else query.where(*reach)
    found = list(session.scalars(local.order_by(Member.created_at)))
    if who == "province":
        found += list(session.scalars(query.where(Member.centre == centre[:2])))
    return list({m.id: m for m in found}.values())


def served(session: Session) -> int:
    """How many centres this installation serves."""
    return session.scalars(select(func.count(Centre.code)).where(~Centre.code.endswith("0000"))).one()
