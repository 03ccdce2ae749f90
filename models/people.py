"""People: LINE users known by an internal id; their LINE id is sealed and found by a blind index only."""

from datetime import date, datetime
from typing import cast
from uuid import UUID

import orjson
from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.vocabulary import Step
from models.base import Base, new_id, word
from models.dialect import insert_once
from models.menus import RichMenu
from models.vault import Locker, Vault

CHANNEL = "line"  # one LINE channel per installation for now (DECISIONS 20)


class Person(Base):
    """One LINE user on one channel. `key` is wrapped by the ring; without it nothing of her opens any more."""

    __tablename__ = "people"
    __table_args__ = (Index("uq_people_channel_line_index", "channel", "line_index", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(40), default="line")
    line_index: Mapped[bytes]
    key: Mapped[bytes | None]
    line_id_sealed: Mapped[bytes | None]
    name_sealed: Mapped[bytes | None]
    language: Mapped[str] = mapped_column(String(8), default="th")
    step: Mapped[Step] = mapped_column(word(Step), default=Step.HOME)
    slots_sealed: Mapped[bytes | None]
    turn: Mapped[int] = mapped_column(default=0)
    home: Mapped[str | None] = mapped_column(ForeignKey("centres.code"))
    reachable: Mapped[bool] = mapped_column(default=True)
    wrong_codes: Mapped[int] = mapped_column(default=0)
    wrong_codes_on: Mapped[date | None]
    menu_wanted: Mapped[str] = mapped_column(String(16), default="")
    menu_shown: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime]

    def where(self, column: str) -> str:
        return f"people|{self.id.hex}|{column}"


def locker(vault: Vault, person: Person) -> Locker:
    """The person's own key. Raises KeyError when it was destroyed (erasure)."""
    if person.key is None:
        raise KeyError("erased")
    return vault.ring.inside(person.where("key"), person.key)


def remembered(session: Session, vault: Vault, line_id: str, now: datetime) -> Person:
    """The person with this LINE id, written down if never seen."""
    return remember_all(session, vault, {line_id}, now)[line_id]


def remember_all(session: Session, vault: Vault, line_ids: set[str], now: datetime) -> dict[str, Person]:
    """The people with these LINE ids, written down if never seen."""
    indexes = {vault.index(f"line|{CHANNEL}", one): one for one in line_ids}
    found = _by_index(session, indexes)
    missing = {index: one for index, one in indexes.items() if one not in found}
    if missing:
        rows = [_fresh(vault, one, index, now) for index, one in sorted(missing.items())]
        session.execute(insert_once(session, Person, ("channel", "line_index")).values(rows))
        found |= _by_index(session, missing)
    for one, person in found.items():
        if person.key is None:  # she came back after an erasure
            person.key, person.line_id_sealed = _sealed_id(vault, person.id, one)
    return found


def _by_index(session: Session, indexes: dict[bytes, str]) -> dict[str, Person]:
    query = select(Person).where(Person.channel == CHANNEL, Person.line_index.in_(indexes))
    return {indexes[person.line_index]: person for person in session.scalars(query)}


def _fresh(vault: Vault, line_id: str, index: bytes, now: datetime) -> dict[str, object]:
    identity = new_id(now)
    key, sealed = _sealed_id(vault, identity, line_id)
    return {
        "id": identity, "channel": CHANNEL, "line_index": index, "key": key, "line_id_sealed": sealed,
        "language": "th", "step": Step.HOME, "turn": 0, "reachable": True, "wrong_codes": 0,
        "menu_wanted": "", "menu_shown": "", "created_at": now,
    }  # fmt: skip


def _sealed_id(vault: Vault, identity: UUID, line_id: str) -> tuple[bytes, bytes]:
    lock, wrapped = vault.ring.new(f"people|{identity.hex}|key")
    return wrapped, lock.seal(f"people|{identity.hex}|line_id_sealed", line_id)


def locked(session: Session, identity: UUID) -> Person | None:
    """The person, held until the end of this transaction (one event stream at a time).

    Held for all but the key, so that a letter to her can be written by another's transaction meanwhile: with the
    full lock a resident who writes and a member who answers would wait for each other.
    """
    query = select(Person).where(Person.id == identity).with_for_update(key_share=True)
    return session.scalar(query.execution_options(populate_existing=True))


def unsettled(session: Session, limit: int = 50) -> list[UUID]:
    """People who should see a published menu and do not yet."""
    query = select(Person.id).join(RichMenu, RichMenu.name == Person.menu_wanted)
    query = query.where(Person.menu_shown != RichMenu.line_id, Person.reachable.is_(True))
    return list(session.scalars(query.limit(limit)))


def line_id(vault: Vault, person: Person) -> str | None:
    """Where LINE reaches her; None after an erasure."""
    if person.key is None or person.line_id_sealed is None:
        return None
    return locker(vault, person).open(person.where("line_id_sealed"), person.line_id_sealed)


def slots(vault: Vault, person: Person) -> dict[str, str]:
    """What the open question remembers."""
    if person.slots_sealed is None or person.key is None:
        return {}
    opened = locker(vault, person).open_bytes(person.where("slots_sealed"), person.slots_sealed)
    return cast("dict[str, str]", orjson.loads(opened))


def keep_slots(vault: Vault, person: Person, values: dict[str, str]) -> None:
    sealed = locker(vault, person).seal(person.where("slots_sealed"), orjson.dumps(values)) if values else None
    person.slots_sealed = sealed
