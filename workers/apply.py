"""A decision becomes rows: every effect in the transaction of the arrival it came from. No calls outside."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from handlers.effects import (
    AddNote,
    AnswerOwner,
    Audit,
    Bind,
    Close,
    ConfirmMember,
    CountWrongCode,
    Decision,
    EraseWords,
    GoOnDuty,
    OpenTicket,
    Raise,
    Reachable,
    Refer,
    ReleaseAnswers,
    Remember,
    Route,
    Say,
    ShowQueue,
    ShowService,
    ShowStatus,
    ShowTicket,
    StopLadder,
    Take,
)
from handlers.facts import Facts
from models import arrivals, audit, letters, notes, people, tickets
from models.book import Book
from models.centres import BANGKOK
from models.people import Person
from workers import apply_members, apply_tickets, apply_work, show
from workers.hearing import Heard
from workers.scene import Applied, Scene

__all__ = ["Applied", "apply"]


def apply(book: Book, person: Person, heard: Heard, facts: Facts, decision: Decision, applied: Applied) -> None:
    """Write down all that follows from one event, and that the event is handled."""
    scene = Scene(book, person, heard, facts, applied, covert=facts.danger is not None and facts.danger.covert)
    person.step = decision.step
    people.keep_slots(book.vault, person, dict(decision.slots))
    if not decision.keep_turn:
        person.turn += 1
    for effect in decision.effects:
        EFFECTS[type(effect)](scene, effect)
    scene.answer()
    _join_earlier(scene, facts, decision)
    for arrival in heard.arrivals:
        arrival.handled_at, arrival.outcome, arrival.together = book.now, "decided", heard.last.id


def _join_earlier(scene: Scene, facts: Facts, decision: Decision) -> None:
    """Words of earlier messages that went into this note are erased with it, should any of them be unsent."""
    session, person = scene.book.session, scene.person
    earlier = [UUID(a) for a in facts.slots.get("arrivals", "").split(",") if a]
    if any(isinstance(e, OpenTicket | AddNote) and e.words for e in decision.effects):
        arrivals.join(session, earlier, scene.heard.last.id)
    elif "words" in decision.slots:
        ids = [a.hex for a in earlier] + [a.id.hex for a in scene.heard.arrivals]
        people.keep_slots(scene.book.vault, person, {**decision.slots, "arrivals": ",".join(ids)})


def _say(scene: Scene, say: Say) -> None:
    part: dict[str, Any] = {"template": say.template, "slots": dict(say.slots) | scene.made}
    _apologise(scene, part["slots"])
    scene.said.append(part | {"buttons": scene.buttons(say.buttons)})


def _say_service(scene: Scene, say: ShowService) -> None:
    part = {"template": say.template, "shape": "service", "intent": say.intent}
    slots = dict(say.slots) | scene.made
    _apologise(scene, slots)
    scene.said.append(part | {"slots": slots, "buttons": scene.buttons(say.buttons)})


def _apologise(scene: Scene, slots: dict[str, Any]) -> None:
    """An ordinary answer that comes late says so, once (DECISIONS 10)."""
    if scene.facts.late and not scene.covert and not scene.said and "late_minutes" not in slots:
        scene.said.append({"template": "resident.late", "slots": {}})


def _count_wrong_code(scene: Scene, _effect: CountWrongCode) -> None:
    person, today = scene.person, _today(scene)
    person.wrong_codes = person.wrong_codes + 1 if person.wrong_codes_on == today else 1
    person.wrong_codes_on = today


def _today(scene: Scene) -> date:
    return scene.now.astimezone(BANGKOK).date()


def _remember(scene: Scene, effect: Remember) -> None:
    scene.person.home = effect.home


def _reachable(scene: Scene, effect: Reachable) -> None:
    scene.person.reachable = effect.yes


def _erase(scene: Scene, effect: EraseWords) -> None:
    index = scene.book.vault.index("message", effect.message_id)
    arrival = arrivals.erase(scene.book.session, index, keep=scene.heard.last.id)
    if arrival is not None:
        erased = notes.erase(scene.book.session, arrival.together or arrival.id)
        tickets.erase_because(scene.book.session, [note.ticket_id for note in erased])
        letters.withdraw(scene.book.session, arrival.together or arrival.id)


def _audit(scene: Scene, effect: Audit) -> None:
    member = scene.facts.member.id if scene.facts.member else None
    audit.record(
        scene.book.session, effect.what, scene.now, person_id=scene.person.id, member_id=member, ticket_id=effect.ticket
    )


EFFECTS: dict[type, Callable[[Scene, Any], None]] = {
    Say: _say,
    ShowService: _say_service,
    CountWrongCode: _count_wrong_code,
    Remember: _remember,
    Reachable: _reachable,
    EraseWords: _erase,
    Audit: _audit,
    OpenTicket: apply_tickets.open_ticket,
    AddNote: apply_tickets.add_note,
    Raise: apply_tickets.raise_urgency,
    Route: apply_tickets.route,
    Take: apply_work.take,
    StopLadder: apply_work.stop_ladder,
    AnswerOwner: apply_work.answer_owner,
    ReleaseAnswers: apply_work.release_answers,
    Refer: apply_work.refer,
    Close: apply_work.close,
    ShowQueue: show.queue,
    ShowTicket: show.ticket,
    ShowStatus: show.status,
    Bind: apply_members.bind,
    ConfirmMember: apply_members.confirm,
    GoOnDuty: apply_members.go_on_duty,
}
