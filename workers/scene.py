"""One decision being written: the transaction, whose it is, and what later effects need from earlier ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from handlers.effects import Button
from handlers.events import Wrote
from handlers.facts import Facts
from handlers.retrying import TOKEN_LIFE, Then, instead_of_reply, lease
from handlers.vocabulary import Do, LetterState, Way
from models import letters
from models.book import Book
from models.letters import Letter
from models.people import Person
from workers.hearing import Heard

Part = dict[str, Any]
HER_OWN_MESSAGE = timedelta(minutes=10)  # how long a push may answer a message of somebody in danger


@dataclass
class Applied:
    """What is left to do after the commit: letters to send, doorbells to ring."""

    decided: bool = False
    own: list[UUID] = field(default_factory=list)
    others: list[tuple[UUID, bool]] = field(default_factory=list)
    settle: list[UUID] = field(default_factory=list)
    trying: list[UUID] = field(default_factory=list)  # the arrivals of this attempt
    more: bool = False  # further arrivals of this person wait


@dataclass
class Scene:
    """The place where effects are applied. `made` holds slots filled on the way (number, alarmed)."""

    book: Book
    person: Person
    heard: Heard
    facts: Facts
    applied: Applied
    made: dict[str, Any] = field(default_factory=dict)
    said: list[Part] = field(default_factory=list)
    covert: bool = False
    opened: UUID | None = None
    carried: list[Letter] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return self.book.now

    def answer(self) -> None:
        """Write the person's own letter: answers that waited for her, then what was said; one letter, one reply."""
        parts = self._waited() + self.said
        if not parts:
            return
        token, until = self._token()
        push_until = self.heard.last.said_at + HER_OWN_MESSAGE if self.covert else None
        columns: dict[str, Any] = {
            "arrival_id": self.heard.last.id, "ticket_id": self.opened, "way": Way.REPLY, "reply_token": token,
            "token_until": until, "push_until": push_until, "urgent": self.covert, "silent": self.covert,
        }  # fmt: skip
        letter = letters.write(self.book.vault, self.person, parts, self.now, **columns)
        self._hold(letter)
        self.book.session.add(letter)
        for one in self.carried:
            one.carried_by, letter.ticket_id = letter.id, letter.ticket_id or one.ticket_id

    def _hold(self, letter: Letter) -> None:
        """The job that wrote the letter sends it after the commit: it is leased to this process from the start."""
        if letter.reply_token is None:
            then = instead_of_reply(letter.push_until, self.now)
            letter.way = Way.PUSH
            if then is Then.WAIT:
                letter.state = LetterState.WAITING
                return
        letter.due_at = self.now + lease(urgent=letter.urgent, reply=letter.way is Way.REPLY)
        self.applied.own.append(letter.id)

    def _token(self) -> tuple[str | None, datetime | None]:
        """The newest reply token still worth trying; LINE gives it about a minute from receipt."""
        last = self.heard.last
        until = last.received_at + TOKEN_LIFE
        return (last.reply_token, until) if last.reply_token and self.now < until else (None, None)

    def _waited(self) -> list[Part]:
        """Answers kept for her next message, at most as many as fit beside what is said now."""
        if not self.speaks_up or self._token()[0] is None:
            return []
        parts: list[Part] = []
        for waiting in letters.waiting(self.book.session, self.person.id):
            kept = letters.body(self.book.vault, self.person, waiting) or []
            if len(parts) + len(kept) + len(self.said) > 5:
                break
            parts += kept
            waiting.state, waiting.sent_at = LetterState.SENT, self.now
            self.carried.append(waiting)
        return parts

    @property
    def speaks_up(self) -> bool:
        """Whether this is a message of her own, and not somebody looking through her lists or over her shoulder."""
        event = self.heard.event
        own = (isinstance(event, Wrote) and event.command is None) or getattr(event, "do", None) is Do.CAN_TYPE
        return own and not any(part.get("template") == "answer.plain" for part in self.said)

    def _about(self, button: Button) -> str | None:
        """The ticket a button is about; 'not what I meant' is about the one just opened."""
        on = self.opened if button.do is Do.WRONG and button.on is None else button.on
        return on.hex if on else None

    def push(
        self, person: Person, parts: list[Part], *, urgent: bool = False, silent: bool = False, **more: Any
    ) -> Letter:
        """Owe somebody else a letter."""
        columns = {"way": Way.PUSH, "urgent": urgent, "silent": silent} | more
        letter = letters.write(self.book.vault, person, parts, self.now, **columns)
        self.book.session.add(letter)
        if letter.state is LetterState.DUE:
            self.applied.others.append((letter.id, urgent))
        return letter

    def buttons(self, buttons: Iterable[Button]) -> list[dict[str, Any]]:
        """Buttons as a letter keeps them: with the resident's turn, and the version of the ticket in question."""
        version = self.facts.ticket.version if self.facts.ticket else None
        ticket = self.facts.ticket.id if self.facts.ticket else None
        return [
            {
                "do": b.do.value, "value": b.value, "label": b.label, "turn": self.person.turn,
                "on": self._about(b), "v": version if b.on is not None and b.on == ticket else None,
            }
            for b in buttons
        ]  # fmt: skip
