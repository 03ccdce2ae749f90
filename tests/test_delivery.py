"""Letters: delivered once whatever fails, never lost, and giving up is seen by somebody."""

import threading
from datetime import timedelta

import pytest

from handlers.vocabulary import LetterState, NoteKind, Way
from models.arrivals import Arrival
from models.notes import Note
from tests.hooks import hook, sign, text_event
from workers import delivery, intake

ASKS = "เบี้ยผู้สูงอายุต้องใช้เอกสารอะไรบ้าง อยู่ลำภี"
CRIES = "แฟนเมาแล้วเอามีดไล่ฟัน อยู่ลำภี"


def faults(town, operation: str, fault: str, times: int = 1) -> None:
    town.simulator.ask("/sim/faults", {"rules": [{"operation": operation, "fault": fault, "times": times}]}, "PUT")


def came(phone) -> list[str]:
    return [m["via"] for m in phone.new()]


def settle(town, rounds: int = 6) -> None:
    for _ in range(rounds):
        town.later(seconds=10)
        town.sweeps()


def test_an_answer_is_a_free_reply_in_the_same_job(town):
    yai = town.arrives("ยาย")
    town.says(yai, ASKS)
    assert came(yai) == ["reply"]
    assert town.letters[-1].state is LetterState.SENT


@pytest.mark.parametrize("fault", ["500_before", "500_after", "reset"])
def test_a_reply_of_unknown_outcome_is_heard_exactly_once(town, fault):
    """DECISIONS 11: the same token is tried again; 'Invalid reply token' means LINE had taken it."""
    yai = town.arrives("ยาย")
    faults(town, "replyMessage", fault)
    town.says(yai, ASKS)
    settle(town)
    assert came(yai) == ["reply"]
    assert [row.state for row in town.letters[-1:]] == [LetterState.SENT]


def test_an_urgent_reply_of_unknown_outcome_is_rather_said_twice_than_never_and_silently(town):
    town.arrives("นภา", "head")
    koi = town.arrives("ก้อย")
    faults(town, "replyMessage", "500_after")
    town.says(koi, CRIES)
    settle(town)
    assert came(koi) == ["reply", "push"]
    assert [m["silent"] for m in koi.new()] == [False, True]
    card = next(row for row in town.letters if row.template == "danger.received")
    assert card.doubled


def test_a_worker_that_dies_after_the_commit_loses_nothing(town, monkeypatch):
    yai = town.arrives("ยาย")
    monkeypatch.setattr(intake, "send", lambda *_: None)
    town.says(yai, ASKS)
    assert came(yai) == []
    monkeypatch.undo()
    settle(town)
    assert came(yai) == ["reply"]


def test_a_worker_that_dies_between_line_and_the_mark_sends_nothing_twice(town, monkeypatch):
    yai = town.arrives("ยาย")
    monkeypatch.setattr(delivery, "_mark", lambda *_: None)
    town.says(yai, ASKS)
    monkeypatch.undo()
    settle(town)
    assert came(yai) == ["reply"]
    assert town.letters[-1].state is LetterState.SENT


def test_an_answer_that_comes_after_the_tokens_minute_is_pushed(town):
    yai = town.arrives("ยาย")
    yai.ask("say", {"text": ASKS})
    town.bell.rings.clear()
    town.later(seconds=70)
    town.sweeps()
    assert came(yai) == ["push"]


@pytest.mark.parametrize("fault", ["500_before", "500_after", "429", "reset", "401"])
def test_a_push_is_tried_again_with_the_same_key_and_heard_once(town, fault):
    napha, yai = town.arrives("นภา", "caseworker"), town.arrives("ยาย")
    town.says(yai, ASKS)
    town.says(napha, "รับเรื่อง")
    town.says(napha, "ตอบ")
    town.says(napha, "มาวันจันทร์ได้เลยค่ะ")
    yai.look_away()
    faults(town, "pushMessage", fault, times=2)
    town.says(napha, "ส่ง")
    settle(town, 8)
    assert came(yai) == ["push"]
    answer = next(row for row in town.letters if row.template == "resident.answer")
    assert answer.state is LetterState.SENT
    assert answer.tries >= 2


def test_what_line_will_never_take_is_told_to_the_taker(town, street):
    napha = town.arrives("นภา", "caseworker")
    body = hook(text_event(ASKS, user="U" + "e" * 32))  # nobody LINE knows: 400
    street.app.test_client().post("/callback", data=body, headers={"x-line-signature": sign(body)})
    town.work()
    town.says(napha, "รับเรื่อง")
    town.says(napha, "ตอบ")
    town.says(napha, "มาวันจันทร์ได้เลยค่ะ")
    town.says(napha, "ส่ง")
    settle(town)
    assert "ส่งไม่ถึง" in town.heard(napha)
    assert NoteKind.UNDELIVERED in {n.kind for n in town.rows(Note)}


def test_without_a_doorbell_the_sweep_does_everything(town):
    napha = town.arrives("นภา", "head")
    yai, koi = town.arrives("ยาย"), town.arrives("ก้อย")
    town.bell.deaf = True
    yai.ask("say", {"text": ASKS})
    koi.ask("say", {"text": CRIES})
    town.later(seconds=3)
    town.sweeps()
    assert came(koi) == ["reply"], "urgent within 5 s"
    town.later(seconds=3)
    town.sweeps(2)
    assert came(yai) == ["reply"]
    assert "ด่วนที่สุด" in town.heard(napha)


def test_the_same_person_in_ten_workers_at_once_is_decided_once(town):
    yai = town.arrives("ยาย")
    yai.ask("say", {"text": ASKS})
    person = town.person(yai).id
    town.bell.rings.clear()
    threads = [threading.Thread(target=intake.handle_person, args=(town.wires, person)) for _ in range(10)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(town.tickets) == 1
    assert came(yai) == ["reply"]


def test_of_many_members_who_press_take_at_once_one_wins(town):
    yai = town.arrives("ยาย")
    town.says(yai, ASKS)
    staff = [town.arrives(f"เจ้าหน้าที่{n}", "caseworker") for n in range(8)]
    for phone in staff:
        town.says(phone, "งานใหม่")
    for phone in staff:
        phone.look_away()
        phone.ask("press", {"label": "รับเรื่อง"})
    people = [ring[1] for ring in town.bell.rings]
    town.bell.rings.clear()
    threads = [threading.Thread(target=intake.handle_person, args=(town.wires, p)) for p in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    heard = [town.heard(phone) for phone in staff]
    assert sum("คุณรับเรื่องแล้ว" in words for words in heard) == 1
    assert sum("รับไปแล้ว" in words for words in heard) == 7


def test_a_burst_is_one_thought_with_one_answer(town, monkeypatch):
    import dataclasses

    yai = town.arrives("ยาย")
    monkeypatch.setattr(town.wires, "settings", dataclasses.replace(town.wires.settings, burst_ms=800))
    for line in ("แม่อายุ 62", "อยากได้เบี้ยผู้สูงอายุค่ะ", "อยู่ลำภี"):
        yai.ask("say", {"text": line})
        town.work()
        town.later(milliseconds=300)
    assert came(yai) == []
    town.later(milliseconds=900)
    town.sweeps(2)
    town.later(seconds=5)
    town.sweeps(2)
    assert came(yai) == ["reply"]
    assert len(town.tickets) == 1


def test_danger_never_waits_for_the_end_of_a_burst(town, monkeypatch):
    import dataclasses

    town.arrives("นภา", "head")
    koi = town.arrives("ก้อย")
    monkeypatch.setattr(town.wires, "settings", dataclasses.replace(town.wires.settings, burst_ms=60_000))
    koi.ask("say", {"text": "สวัสดีค่ะ"})
    koi.ask("say", {"text": CRIES})
    town.work()
    assert came(koi) == ["reply"]


def test_when_the_reader_fails_the_pattern_still_hears_danger(town, monkeypatch):
    from nlp import reader

    napha, koi, yai = town.arrives("นภา", "head"), town.arrives("ก้อย"), town.arrives("ยาย")

    def broken(_text):
        raise RuntimeError("model missing")

    monkeypatch.setattr(reader, "read", broken)
    assert "191" in town.says(koi, CRIES)
    assert "ด่วนที่สุด" in town.heard(napha)
    town.says(yai, "ขอถามหน่อยค่ะ")
    assert [t.urgency.value for t in town.tickets] == ["emergency", "urgent"], "unreadable goes to humans"


def test_a_message_we_fail_on_again_and_again_goes_to_humans_and_holds_up_nobody(town, monkeypatch):
    napha, yai, other = town.arrives("นภา", "head"), town.arrives("ยาย"), town.arrives("ตา")
    real = intake.gather

    def fails(book, person, heard, centres, member):
        if "พิษ" in getattr(heard.event, "text", ""):
            raise MemoryError
        return real(book, person, heard, centres, member)

    monkeypatch.setattr(intake, "gather", fails)
    yai.ask("say", {"text": "พิษ"})
    town.bell.rings.clear()
    assert "เตรียมอะไรบ้าง" in town.says(other, ASKS)
    settle(town)
    assert {a.outcome for a in town.rows(Arrival)} == {"decided"}
    assert "ด่วน" in town.heard(napha)


def test_a_cry_that_arrives_late_alarms_with_its_age_and_pushes_nothing_to_her(town):
    """DECISIONS 10."""
    napha, koi = town.arrives("นภา", "head"), town.arrives("ก้อย")
    koi.ask("say", {"text": CRIES})
    town.bell.rings.clear()
    town.later(minutes=12)
    town.sweeps(2)
    assert came(koi) == []
    assert "ข้อความมาช้า 12 นาที" in town.heard(napha)
    town.later(minutes=1)
    assert "ได้รับข้อความแล้ว" in town.says(koi, "ค่ะ")


def test_a_question_that_arrives_late_is_answered_once_by_push_with_an_apology(town):
    yai = town.arrives("ยาย")
    yai.ask("say", {"text": ASKS})
    town.bell.rings.clear()
    town.later(minutes=12)
    town.sweeps(2)
    assert set(came(yai)) == {"push"}
    assert "ขออภัยที่ตอบช้า" in town.heard(yai)
    assert len([row for row in town.letters if row.way is Way.PUSH]) == 1


def test_whoever_blocked_the_account_is_remembered_as_not_reachable(town):
    yai = town.arrives("ยาย")
    yai.ask("block")
    town.work()
    assert not town.person(yai).reachable
    yai.ask("unblock")
    town.work()
    assert town.person(yai).reachable


def test_a_lease_is_longer_than_the_time_line_has(town):
    from bot.line import TIMEOUT
    from handlers.retrying import lease

    assert lease(urgent=True, reply=True) > timedelta(seconds=sum(TIMEOUT))


def test_a_resident_who_writes_and_a_member_who_answers_never_wait_for_each_other(town):
    """On PostgreSQL a full row lock on both would be a deadlock: each writes the other a letter."""
    from workers.intake import handle_person

    napha, yai = town.arrives("นภา", "caseworker"), town.arrives("ยาย")
    town.says(yai, ASKS)
    town.says(napha, "รับเรื่อง")
    failures = []

    def go(person):
        try:
            handle_person(town.wires, person)
        except Exception as error:  # noqa: BLE001
            failures.append(error)

    for n in range(6):
        town.says(napha, "ตอบ")
        town.says(napha, f"คำตอบที่ {n}")
        napha.ask("say", {"text": "ส่ง"})
        yai.ask("say", {"text": f"แล้วข้อ {n} ล่ะคะ"})
        town.bell.rings.clear()
        threads = [threading.Thread(target=go, args=(town.person(p).id,)) for p in (napha, yai)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        town.sweeps()
    assert failures == []
    assert len([row for row in town.letters if row.template == "resident.answer"]) == 6
