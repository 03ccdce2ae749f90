"""Letters: every message owed to somebody, as a row with a state; its id is LINE's retry key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import orjson
from sqlalchemy import ForeignKey, Index, String, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.vocabulary import LetterState, Way
from models.base import Base, new_id, word
from models.people import Person
from models.people import locker as person_locker
from models.vault import Vault

_DUE = text("state = 'due'")
_WAITING = text("state = 'waiting'")


class Letter(Base):
    """What is owed to a person: content (sealed), the way, and how delivery stands.

    A letter is due at `due_at`; while a process holds it, `due_at` lies at the end of its lease.
    """

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_due", "urgent", "due_at", postgresql_where=_DUE, sqlite_where=_DUE),
        Index("ix_letters_waiting", "person_id", postgresql_where=_WAITING, sqlite_where=_WAITING),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(40), default="line")
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ticket_id: Mapped[UUID | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    arrival_id: Mapped[UUID | None] = mapped_column(ForeignKey("arrivals.id"))
    template: Mapped[str] = mapped_column(String(48))  # for metrics and tests; the words are in the body
    body_sealed: Mapped[bytes | None]
    way: Mapped[Way] = mapped_column(word(Way))
    reply_token: Mapped[str | None] = mapped_column(String(128))
    token_until: Mapped[datetime | None]
    push_until: Mapped[datetime | None]  # not pushed after this; None: at any time
    urgent: Mapped[bool] = mapped_column(default=False)
    silent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[LetterState] = mapped_column(word(LetterState), default=LetterState.DUE)
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    unsure: Mapped[bool] = mapped_column(default=False)  # a try with the token had no known outcome
    doubled: Mapped[bool] = mapped_column(default=False)  # perhaps sent twice (DECISIONS 11), counted
    first_try_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_because: Mapped[str] = mapped_column(String(80), default="")
    carried_by: Mapped[UUID | None] = mapped_column(index=True)  # the reply that took a waiting answer along
    request_id: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime]

    def where(self, column: str) -> str:
        return f"letters|{self.id.hex}|{column}"


def write(vault: Vault, person: Person, body: list[dict[str, Any]], now: datetime, **columns: Any) -> Letter:
    """A new letter to a person. `body` is what to render: one part per message, `{"template", "slots", ...}`."""
    letter = Letter(
        id=new_id(now), channel=person.channel, person_id=person.id, template=body[0]["template"],
        created_at=now, due_at=columns.pop("due_at", now), state=columns.pop("state", LetterState.DUE),
        tries=columns.pop("tries", 0), unsure=False, doubled=False, failed_because="", request_id="", **columns,
    )  # fmt: skip
    keep_body(vault, person, letter, body)
    return letter


def keep_body(vault: Vault, person: Person, letter: Letter, body: list[dict[str, Any]]) -> None:
    letter.body_sealed = person_locker(vault, person).seal(letter.where("body_sealed"), orjson.dumps(body))


def body(vault: Vault, person: Person, letter: Letter) -> list[dict[str, Any]] | None:
    """What to render; None when the person was erased."""
    if person.key is None or letter.body_sealed is None:
        return None
    opened = person_locker(vault, person).open_bytes(letter.where("body_sealed"), letter.body_sealed)
    return cast("list[dict[str, Any]]", orjson.loads(opened))


def claimed(session: Session, identity: UUID, now: datetime) -> Letter | None:
    """The letter, if it is due and nobody else holds it; its row is held until the lease is committed."""
    query = select(Letter).where(Letter.id == identity, Letter.state == LetterState.DUE, Letter.due_at <= now)
    return session.scalar(query.with_for_update(key_share=True, skip_locked=True))


def held(session: Session, identity: UUID) -> Letter:
    """The letter again after its call, to be marked."""
    return session.scalars(select(Letter).where(Letter.id == identity).with_for_update(key_share=True)).one()


def due(session: Session, now: datetime, *, urgent: bool | None = None, limit: int = 200) -> Sequence[Letter]:
    """Letters to be sent, urgent ones first."""
    query = select(Letter).where(Letter.state == LetterState.DUE, Letter.due_at <= now)
    if urgent is not None:
        query = query.where(Letter.urgent.is_(urgent))
    return session.scalars(query.order_by(Letter.urgent.desc(), Letter.due_at).limit(limit)).all()


def waiting(session: Session, person: UUID) -> Sequence[Letter]:
    """Answers that wait for the person's next message, oldest first."""
    query = select(Letter).where(Letter.person_id == person, Letter.state == LetterState.WAITING)
    return session.scalars(query.order_by(Letter.created_at).with_for_update(key_share=True)).all()


def withdraw(session: Session, arrival: UUID) -> None:
    """Notices that would repeat the words of an unsent message are not sent any more."""
    repeats = (Letter.arrival_id == arrival, Letter.template == "staff.again_words", Letter.state == LetterState.DUE)
    gone = {"state": LetterState.FAILED, "failed_because": "withdrawn", "body_sealed": None}
    session.execute(update(Letter).where(*repeats).values(**gone))


def carried(session: Session, carrier: UUID) -> Sequence[Letter]:
    """The answers a reply took along."""
    return session.scalars(select(Letter).where(Letter.carried_by == carrier).with_for_update(key_share=True)).all()


def waiting_about(session: Session, ticket: UUID) -> Sequence[Letter]:
    query = select(Letter).where(Letter.ticket_id == ticket, Letter.state == LetterState.WAITING)
    return session.scalars(query.order_by(Letter.created_at).with_for_update(key_share=True)).all()
