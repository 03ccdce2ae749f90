"""Letters leave: claimed with a lease, sent with no transaction open, marked. Safe to run twice and at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot import bubbles
from bot.line import NotNow, TokenSpent, Undeliverable
from bot.logs import failure, log
from bot.wires import Wires, current
from handlers.retrying import Then, Told, Try, instead_of_reply, lease, next_step
from handlers.vocabulary import LetterState, Way
from models import letters, people
from models.book import Book
from models.letters import Letter
from models.people import Person
from workers.facts import member_name
from workers.undelivered import tell_members


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A claimed letter, out of the database: everything one call to LINE needs."""

    id: UUID
    way: Way
    token: str | None
    to: str | None
    messages: list[dict[str, Any]] | None
    silent: bool
    unsure: bool  # an earlier try had no known outcome


def deliver(letter: str) -> None:
    """The job: deliver the letter with this id (hex), if it is due and nobody holds it."""
    deliver_letter(current(), UUID(letter))


def deliver_letter(wires: Wires, letter: UUID) -> bool:
    """Claim and send. False when there was nothing to do."""
    with wires.sessions.begin() as session:
        row = letters.claimed(session, letter, wires.now())
        if row is None:
            return False
        _lease(row, wires.now())
    send(wires, letter)
    return True


def _lease(row: Letter, now: datetime) -> None:
    """This process holds the letter until the lease ends; a reply whose minute is over becomes a push first."""
    if row.way is Way.REPLY and not row.unsure and (row.token_until is None or now > row.token_until):
        row.way = Way.PUSH
        if instead_of_reply(row.push_until, now) is Then.WAIT:
            row.state = LetterState.WAITING
    row.due_at = now + lease(urgent=row.urgent, reply=row.way is Way.REPLY)


def send(wires: Wires, letter: UUID) -> None:
    """Send a letter this process holds, and mark what came of it."""
    outgoing = _opened(wires, letter)
    if outgoing is None:
        return
    told, request, after = _call(wires, outgoing)
    _mark(wires, outgoing, told, request, after)


def _opened(wires: Wires, letter: UUID) -> Outgoing | None:
    vault = wires.vault
    with wires.sessions() as session, session.begin():
        row = session.get_one(Letter, letter)
        if row.state is not LetterState.DUE:
            return None
        row.tries, row.first_try_at = row.tries + 1, row.first_try_at or wires.now()
        # From here on, dying means not to know whether LINE took it.
        earlier, row.unsure = row.unsure, True
        person = session.get_one(Person, row.person_id)
        parts, to = letters.body(vault, person, row), people.line_id(vault, person)
        way, token, silent, language = row.way, row.reply_token, row.silent, person.language
        urgent = row.urgent
        for part in parts or ():
            _fill_name(Book(session, vault, wires.now()), part)
    rendered = _rendered(parts, bubbles.Setting(language, wires.now()), urgent=urgent)
    return Outgoing(letter, way, token, to, rendered, silent, earlier)


def _fill_name(book: Book, part: dict[str, Any]) -> None:
    """A name that may not have been known when the letter was written."""
    if "name_of" in part:
        part["slots"]["name"] = member_name(book, UUID(part["name_of"])) or "?"


def _rendered(
    parts: list[dict[str, Any]] | None, setting: bubbles.Setting, *, urgent: bool
) -> list[dict[str, Any]] | None:
    """The messages; where drawing fails, somebody in danger still gets the numbers, others a human who telephones."""
    if parts is None:
        return None
    try:
        return bubbles.messages(parts, setting)
    except Exception as error:  # noqa: BLE001 - a fault in content must not keep a letter for ever
        log().error("not_rendered", template=parts[0]["template"], **failure(error))
        return bubbles.messages([{"template": "danger.plain"}], setting) if urgent else None


def _call(wires: Wires, letter: Outgoing) -> tuple[Told, str, timedelta | None]:
    if letter.to is None or letter.messages is None:
        return Told.UNDELIVERABLE, "erased", None
    try:
        if letter.way is Way.REPLY:
            return Told.ACCEPTED, wires.line.reply(letter.token or "", letter.messages), None
        return Told.ACCEPTED, wires.line.push(letter.to, letter.messages, letter.id, silent=letter.silent), None
    except TokenSpent:
        return Told.TOKEN_SPENT, "", None
    except NotNow as not_now:
        return Told.UNKNOWN if not_now.perhaps_taken else Told.NOT_NOW, f"status {not_now.status}", not_now.after
    except Undeliverable as refused:
        return Told.UNDELIVERABLE, f"status {refused.status}", None


def _mark(wires: Wires, outgoing: Outgoing, told: Told, request: str, after: timedelta | None) -> None:
    letter = outgoing.id
    now, vault = wires.now(), wires.vault
    with wires.sessions.begin() as session:
        row = letters.held(session, letter)
        if row.state is not LetterState.DUE:
            return
        last = Try(row.urgent, outgoing.unsure, row.tries, row.first_try_at or now, row.push_until)
        then, at = next_step(told, last, now, after)
        row.unsure = outgoing.unsure or told is Told.UNKNOWN
        _write(row, last, then, at, request)
        if then is Then.FAIL:
            for answer in letters.carried(session, letter):
                answer.state, answer.carried_by = LetterState.WAITING, None
            tell_members(Book(session, vault, now), row)
        again = then is Then.PUSH
    log().info("letter", letter=letter, state=then.value, tries=last.tries, status=request[:12], template=row.template)
    if again:
        deliver_letter(wires, letter)


def _write(row: Letter, last: Try, then: Then, at: datetime, request: str) -> None:
    match then:
        case Then.SENT:
            row.state, row.sent_at, row.request_id = LetterState.SENT, at, request[:64]
        case Then.AGAIN:
            row.due_at = at
        case Then.PUSH:
            # An urgent reply of unknown outcome is said once more rather than never (DECISIONS 11), silently.
            row.doubled, row.silent = last.unsure, row.silent or row.urgent
            row.way, row.due_at, row.first_try_at, row.unsure = Way.PUSH, at, None, False
        case Then.WAIT:
            row.state = LetterState.WAITING
        case Then.FAIL:
            row.state, row.failed_because = LetterState.FAILED, request[:80]
