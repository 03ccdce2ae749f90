"""Decisions as values: no database, no clock, no LINE; each row a promise."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from handlers.bursts import Waiting, complete
from handlers.desk import MEMBER_ONLY, decide
from handlers.effects import AddNote, Audit, Close, OpenTicket, Say, ShowQueue, ShowService, ShowStatus
from handlers.events import Followed, Pressed, SentMedia, Unfollowed, Unknown, Withdrew, Wrote
from handlers.facts import CentreFacts, Facts, MemberFacts, TicketFacts
from handlers.retrying import Then, Told, Try, next_step, pause
from handlers.vocabulary import Desk, Do, NoteKind, Role, Step, TicketState, Urgency
from nlp.reading import Reading

CENTRES = (CentreFacts("820000", "พังงา"), CentreFacts("820804", "ทุ่งมะพร้าว"), CentreFacts("820805", "ลำภี"))
MEMBER = MemberFacts(uuid4(), Role.CASEWORKER, "820805", frozenset(), on_duty=True)
DANGER = Reading("domestic_violence", urgency="emergency", confidence=0.9, danger=True)
EVENTS = [
    Wrote("สวัสดี", Reading("greeting", confidence=0.9)), Wrote("?", Reading("out_of_scope")), Wrote("", Reading("out_of_scope")),
    Wrote("เบี้ย", Reading("elderly_allowance", confidence=0.4)), Wrote("x", Reading("elderly_allowance", confidence=0.9)),
    Wrote("x", Reading("a_newer_intent", confidence=0.9)), Wrote("ใช่", Reading("contact_staff", confidence=0.9)),
    *(Wrote("w", Reading("out_of_scope"), command=do) for do in Do), *(Pressed(do) for do in Do),
    *(SentMedia(kind) for kind in ("sticker", "image", "video", "audio", "file", "location", "smell")), Followed(), Unknown(),
]  # fmt: skip


def facts(**more) -> Facts:
    return Facts(centres=CENTRES, **more)


def ticket(**more) -> TicketFacts:
    base = {
        "id": uuid4(), "number": "820805-2569-00001", "version": 1, "state": TicketState.WAITING, "intent": "domestic_violence",
        "urgency": Urgency.EMERGENCY, "desk": Desk.FAMILY, "centre": "820805", "restricted": True, "covert": True, "taker": None,
    }  # fmt: skip
    return TicketFacts(**(base | more))


def speaks(decision) -> bool:
    return any(
        type(e).__name__.startswith(("Say", "Show")) or type(e).__name__ == "ConfirmMember" for e in decision.effects
    )


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("member", [None, MEMBER], ids=["resident", "member"])
@pytest.mark.parametrize("danger", [None, ticket()], ids=["calm", "in danger"])
def test_never_silent_in_any_step_for_anything(step, member, danger):
    for event in EVENTS:
        slots = {"words": "คำ", "intent": "elderly_allowance", "ticket": uuid4().hex}
        known = facts(
            step=step,
            member=member,
            danger=danger,
            slots=slots,
            ticket=ticket(covert=False, restricted=False, taker=MEMBER.id),
        )
        decision = decide(event, known)
        assert speaks(decision), event
        assert sum(isinstance(e, Say | ShowService | ShowStatus | ShowQueue) for e in decision.effects) <= 1, event


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("member", [None, MEMBER], ids=["resident", "member"])
def test_danger_outranks_every_step(step, member):
    """But for a member's writing steps, where the preview asks instead (DECISIONS 4)."""
    if member and step in {Step.WRITE, Step.NOTE, Step.REFER}:
        return
    decision = decide(Wrote("ช่วยด้วย", DANGER), facts(step=step, member=member, slots={"ticket": "x", "words": "y"}))
    assert isinstance(decision.effects[0], OpenTicket)
    assert decision.effects[0].urgency is Urgency.EMERGENCY
    assert decision.effects[1].template == "danger.received"


def test_menu_leads_home_from_every_step():
    for step in Step:
        for member in (None, MEMBER):
            decision = decide(Wrote("เมนู", Reading("out_of_scope"), command=Do.MENU), facts(step=step, member=member))
            assert decision.step is Step.HOME


@pytest.mark.parametrize("event", EVENTS, ids=str)
def test_nothing_a_person_in_danger_does_closes_or_reveals_the_ticket(event):
    for step in Step:
        decision = decide(event, facts(step=step, danger=ticket(), slots={}))
        assert not any(isinstance(e, Close) for e in decision.effects)
        for said in decision.effects:
            if isinstance(said, Say) and not said.template.startswith("danger."):
                assert "number" not in said.slots


@pytest.mark.parametrize("do", sorted(MEMBER_ONLY))
def test_a_staff_button_in_a_residents_hand_is_denied_and_audited(do):
    decision = decide(Pressed(do, uuid4()), facts(step=Step.ASK_PLACE, slots={"intent": "x"}))
    assert isinstance(decision.effects[0], Audit)
    assert (decision.step, dict(decision.slots)) == (Step.ASK_PLACE, {"intent": "x"})


def test_an_old_button_is_a_kind_word_and_no_action():
    decision = decide(
        Pressed(Do.PLACE, turn=3, value="820805"),
        facts(step=Step.ASK_PLACE, turn=4, slots={"intent": "elderly_allowance"}),
    )
    assert [type(e) for e in decision.effects] == [Say]
    assert decision.effects[0].template == "resident.expired"
    fresh = decide(
        Pressed(Do.PLACE, turn=4, value="820805"),
        facts(step=Step.ASK_PLACE, turn=4, slots={"intent": "elderly_allowance"}),
    )
    assert isinstance(fresh.effects[0], OpenTicket)


def test_two_misses_hand_over_to_a_human_with_everything_said():
    first = decide(Wrote("อันนั้นน่ะ", Reading("out_of_scope")), facts())
    second = decide(Wrote("ที่เคยบอก", Reading("out_of_scope")), facts(step=first.step, slots=first.slots))
    assert isinstance(second.effects[0], OpenTicket)
    assert second.effects[0].words == "อันนั้นน่ะ\nที่เคยบอก"
    assert second.effects[0].intent == "contact_staff"


def test_a_disguised_question_in_danger_is_answered_plainly_and_noted():
    decision = decide(Wrote("บัตรคนพิการต่อยังไง", Reading("disability_card", confidence=0.9)), facts(danger=ticket()))
    assert [type(e) for e in decision.effects] == [AddNote, ShowService]
    assert decision.effects[1].template == "answer.plain"


def test_the_same_matter_again_is_one_ticket_and_one_more_line():
    mine = ticket(covert=False, restricted=False, intent="elderly_allowance", urgency=Urgency.NORMAL, own=True)
    decision = decide(
        Wrote("เบี้ยยังไม่เข้า", Reading("elderly_allowance", confidence=0.9)), facts(own=(mine,), home="820805")
    )
    assert isinstance(decision.effects[0], AddNote)
    assert not any(isinstance(e, OpenTicket) for e in decision.effects)


def test_while_a_human_talks_the_words_go_to_that_human():
    talk = ticket(covert=False, restricted=False, own=True)
    decision = decide(Wrote("แล้วต้องไปกี่โมงคะ", Reading("center_info", confidence=0.9)), facts(talking=talk))
    assert decision.effects[0] == AddNote(talk.id, NoteKind.RESIDENT, "แล้วต้องไปกี่โมงคะ", tell_taker=True)


def test_blocking_and_unsending_are_written_down_without_a_word():
    for event in (Unfollowed(), Withdrew("1")):
        decision = decide(event, facts(step=Step.ASK_PLACE, slots={"intent": "x", "words": "y"}))
        assert not speaks(decision)
        assert decision.keep_turn
        assert decision.step is Step.ASK_PLACE


NOW = datetime(2026, 11, 23, tzinfo=UTC)
SURE, UNSURE = {"unsure": False}, {"unsure": True}


def tried(**more) -> Try:
    base = {"urgent": False, "unsure": False, "tries": 1, "first_try_at": NOW, "push_until": None}
    return Try(**(base | more))


@pytest.mark.parametrize(
    ("told", "last", "then"),
    [
        (Told.ACCEPTED, tried(), Then.SENT),
        (Told.TOKEN_SPENT, tried(), Then.PUSH),
        (Told.TOKEN_SPENT, tried(unsure=True), Then.SENT),
        (Told.TOKEN_SPENT, tried(unsure=True, urgent=True), Then.PUSH),
        (Told.TOKEN_SPENT, tried(push_until=NOW), Then.WAIT),
        (Told.TOKEN_SPENT, tried(unsure=True, urgent=True, push_until=NOW), Then.WAIT),
        (Told.NOT_NOW, tried(), Then.AGAIN),
        (Told.NOT_NOW, tried(first_try_at=NOW - timedelta(days=30)), Then.AGAIN),
        (Told.UNKNOWN, tried(), Then.AGAIN),
        (Told.UNKNOWN, tried(first_try_at=NOW - timedelta(hours=24)), Then.FAIL),
        (Told.NOT_NOW, tried(first_try_at=NOW - timedelta(hours=24), unsure=True), Then.FAIL),
        (Told.UNDELIVERABLE, tried(), Then.FAIL),
    ],
)
def test_what_follows_from_each_outcome_of_a_try(told, last, then):
    assert next_step(told, last, NOW)[0] is then


def test_pauses_grow_and_an_urgent_letter_never_pauses_long():
    pauses = [pause(n, urgent=False).total_seconds() for n in range(9)]
    assert pauses == sorted(pauses)
    assert max(pause(n, urgent=True).total_seconds() for n in range(30)) <= 15
    assert next_step(Told.NOT_NOW, tried(), NOW, timedelta(seconds=90))[1] == NOW + timedelta(seconds=90)


@pytest.mark.parametrize(
    ("ages", "at_once", "done"),
    [
        ([0.1], False, False),
        ([0.9], False, True),
        ([1.5, 0.1], False, False),
        ([2.5, 0.1], False, True),
        ([0.1], True, True),
        ([], False, True),
    ],
)
def test_when_a_burst_is_complete(ages, at_once, done):
    waiting = [Waiting(NOW - timedelta(seconds=a), NOW - timedelta(seconds=a - 0.8), at_once) for a in ages]
    assert complete(waiting, NOW) is done
