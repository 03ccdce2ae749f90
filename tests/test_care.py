"""What a careful reviewer found once and must never come back: people in danger, members, letters, old words."""

import pytest

from handlers.vocabulary import LetterState, NoteKind, TicketState
from models.arrivals import Arrival
from models.notes import Note, words
from tests.hooks import hook, sign, text_event
from workers import intake

ASKS = "เบี้ยผู้สูงอายุต้องใช้เอกสารอะไรบ้าง อยู่ลำภี"
CRIES = "แฟนเมาแล้วเอามีดไล่ฟัน อยู่ลำภี"


def alarms(phone) -> int:
    return sum("ด่วน" in m["message"].get("altText", "") for m in phone.new())


def answered_in_danger(town):
    malee, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    town.says(koi, CRIES)
    town.presses(malee, "รับเรื่อง")
    town.says(malee, "ตอบ")
    town.says(malee, "ล็อกประตูไว้นะคะ")
    town.says(malee, "ส่ง")
    return malee, koi


def test_two_passing_failures_are_no_alarm_and_lose_no_word(town, monkeypatch):
    from sqlalchemy.exc import OperationalError

    malee, yai = town.arrives("มาลี", "protection"), town.arrives("ยาย")
    real, left = intake.gather, [3]

    def sometimes(*given):
        if left[0]:
            left[0] -= 1
            raise OperationalError("", {}, Exception("deadlock detected"))
        return real(*given)

    monkeypatch.setattr(intake, "gather", sometimes)
    yai.ask("say", {"text": ASKS})
    town.bell.rings.clear()
    for _ in range(5):
        town.later(seconds=8)
        town.sweeps()
    (ticket,) = town.tickets
    assert ticket.urgency.value == "normal"
    assert alarms(malee) == 0


def test_a_poisoned_message_does_not_take_the_persons_other_messages_with_it(town, monkeypatch):
    yai = town.arrives("ยาย")
    real = intake.gather

    def fails(book, person, heard, centres, member):
        if "พิษ" in getattr(heard.event, "text", ""):
            raise MemoryError
        return real(book, person, heard, centres, member)

    monkeypatch.setattr(intake, "gather", fails)
    yai.ask("say", {"text": "พิษ"})
    yai.ask("say", {"text": ASKS})
    town.bell.rings.clear()
    for _ in range(8):
        town.later(seconds=8)
        town.sweeps()
    assert "เตรียมอะไรบ้าง" in town.heard(yai)
    assert [t.intent for t in town.tickets] == ["contact_staff"], "a human reads what we cannot"
    assert {a.outcome for a in town.rows(Arrival)} == {"decided"}


def test_the_province_may_open_what_it_is_alarmed_for(town):
    province, koi = town.arrives("พมจ", "province", "82"), town.arrives("ก้อย")
    assert "แจ้งเจ้าหน้าที่เวร 1 คนแล้ว" in town.says(koi, CRIES)
    assert "คุณรับเรื่องแล้ว" in town.presses(province, "รับเรื่อง")
    town.says(town.arrives("ยาย"), ASKS)
    assert "ไม่มีงานใหม่" in town.says(province, "งานใหม่"), "ordinary matters are the centre's"


def test_who_blocked_the_account_does_not_count_as_woken(town):
    malee, napha = town.arrives("มาลี", "protection"), town.arrives("นภา", "head")
    town.says(napha, "ออกเวร")
    malee.ask("block")
    town.work()
    napha.look_away()
    assert "แจ้งเจ้าหน้าที่เวร 1 คนแล้ว" in town.says(town.arrives("ก้อย"), CRIES)
    assert alarms(napha) == 1


def test_a_new_cry_on_a_taken_ticket_climbs_again_until_the_taker_acts(town):
    malee, napha, koi = town.arrives("มาลี", "protection"), town.arrives("นภา", "head"), town.arrives("ก้อย")
    town.says(koi, CRIES)
    town.presses(malee, "รับเรื่อง")
    town.says(malee, "ออกเวร")
    napha.look_away()
    town.says(koi, "ช่วยด้วย เขากลับมาแล้ว ถือมีดด้วย")
    assert alarms(napha) == 1
    napha.look_away()
    town.says(koi, "ช่วยด้วย ถือมีดอยู่หน้าห้อง")
    assert alarms(napha) == 0, "a flood of cries is one alarm, then the ladder"
    town.later(seconds=61)
    town.sweeps()
    assert alarms(napha) == 1
    assert "คุณรับเรื่องนี้อยู่แล้ว" in town.presses(malee, "รับเรื่อง")
    napha.look_away()
    town.later(minutes=30)
    town.sweeps(3)
    assert alarms(napha) == 0


def test_a_taken_ticket_without_place_is_taken_up_where_it_belongs(town):
    somchai, malee = town.arrives("สมชาย", "protection", "820804"), town.arrives("มาลี", "protection")
    koi = town.arrives("ก้อย")
    town.says(koi, "แฟนเมาแล้วเอามีดไล่ฟัน")
    town.presses(somchai, "รับเรื่อง")
    malee.look_away()
    town.says(koi, "อยู่ลำภี")
    (ticket,) = town.tickets
    assert (ticket.centre, ticket.state, ticket.taker_id) == ("820805", TicketState.WAITING, None)
    assert alarms(malee) == 1


def test_violence_after_a_flood_report_is_a_ticket_of_its_own_and_stays_covert(town):
    front, koi = town.arrives("หน้างาน", "frontdesk"), town.arrives("ก้อย")
    malee = town.arrives("มาลี", "protection")
    town.says(koi, "น้ำท่วมบ้านติดอยู่บนหลังคา ช่วยด้วย อยู่ลำภี")
    hazards = [t for t in town.tickets if not t.covert]
    if hazards:
        town.says(front, "รับเรื่อง")
    front.look_away()
    malee.look_away()
    town.says(koi, CRIES)
    assert any(t.covert and t.restricted for t in town.tickets)
    assert alarms(malee) == 1
    assert "มีด" not in town.heard(front)


def test_a_restricted_second_topic_makes_the_ticket_restricted():
    from handlers.topics import covert, restricted

    assert restricted("disability_allowance", "normal", ("teen_pregnancy",))
    assert not restricted("disability_allowance", "normal", ("elderly_allowance",))
    assert covert("emergency_relief", "emergency", ("domestic_violence",))
    assert not covert("emergency_relief", "emergency", ("housing",))


def test_an_answer_that_waits_is_heard_even_after_the_ticket_was_closed(town):
    malee, koi = answered_in_danger(town)
    town.says(malee, "ปิดเรื่อง")
    town.presses(malee, "ช่วยเหลือแล้ว")
    assert "ล็อกประตู" not in town.says(koi, "ติดตามเรื่อง")
    assert "ล็อกประตูไว้นะคะ" in town.says(koi, "สวัสดีค่ะ")


def test_an_answer_is_not_shown_beside_a_disguised_question(town):
    _, koi = answered_in_danger(town)
    heard = town.says(koi, "ต่อบัตรคนพิการต้องใช้เอกสารอะไรบ้าง")
    assert "ล็อกประตู" not in heard
    assert "ล็อกประตูไว้นะคะ" in town.says(koi, "ค่ะ")


def test_an_answer_that_could_not_travel_along_waits_again_and_the_taker_is_told(town, monkeypatch):
    from bot.line import Undeliverable

    malee, koi = answered_in_danger(town)

    def refuses(*_given):
        raise Undeliverable(400)

    monkeypatch.setattr(town.wires.line, "reply", refuses)
    town.says(koi, "ค่ะ")
    monkeypatch.undo()
    town.later(seconds=3)
    town.sweeps(2)
    assert "ส่งไม่ถึง" in town.heard(malee)
    assert "ล็อกประตูไว้นะคะ" in town.says(koi, "ค่ะ")


def test_a_member_in_danger_is_heard_on_after_the_first_cry(town):
    malee, napha = town.arrives("มาลี", "protection"), town.arrives("นภา", "head")
    town.says(malee, CRIES)
    town.presses(napha, "รับเรื่อง")
    assert "ได้รับข้อความแล้ว" in town.says(malee, "อยู่บ้านเลขที่ห้า")
    napha.look_away()
    assert "อยู่บ้านเลขที่ห้า" in town.presses(napha, "ดูเรื่อง")


def test_a_members_own_ordinary_question_is_answered_and_alarms_nobody(town):
    malee, napha = town.arrives("มาลี", "protection"), town.arrives("นภา", "head")
    town.says(malee, ASKS)
    napha.look_away()
    assert "เตรียมอะไรบ้าง" in town.presses(malee, "เป็นเรื่องของฉันเอง")
    assert alarms(napha) == 0
    assert [t.intent for t in town.tickets] == ["elderly_allowance"]


def test_pressing_for_staff_in_danger_stays_in_the_danger_ticket(town):
    _, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    town.says(koi, CRIES)
    town.presses(koi, "ติดต่อเจ้าหน้าที่")
    assert len(town.tickets) == 1
    assert NoteKind.PRESSED in {n.kind for n in town.rows(Note)}


@pytest.mark.parametrize("status", ["401", "429"])
def test_a_reply_line_refused_for_now_is_not_counted_as_sent(town, status):
    yai = town.arrives("ยาย")
    town.simulator.ask("/sim/faults", {"rules": [{"operation": "replyMessage", "fault": status, "times": 50}]}, "PUT")
    town.says(yai, ASKS)
    assert yai.new() == []
    town.later(seconds=70)
    town.simulator.ask("/sim/faults", None, "DELETE")
    town.simulator.ask("/sim/faults", {"expire_tokens": True}, "PUT")
    for _ in range(4):
        town.later(seconds=20)
        town.sweeps()
    assert [m["via"] for m in yai.new()] == ["push"]


def test_a_letter_that_cannot_be_drawn_does_not_wait_for_ever(town, monkeypatch):
    from bot import bubbles

    town.arrives("มาลี", "protection")
    yai, koi = town.arrives("ยาย"), town.arrives("ก้อย")
    real = bubbles.messages

    def broken(parts, setting):
        if parts[0]["template"] in {"answer.with_ticket", "danger.received"}:
            raise KeyError("slot")
        return real(parts, setting)

    monkeypatch.setattr(bubbles, "messages", broken)
    town.says(yai, ASKS)
    assert town.letters[-1].state is LetterState.FAILED
    assert "191" in town.says(koi, CRIES), "somebody in danger gets the numbers all the same"


def test_unsending_the_first_of_several_messages_erases_it_too(town):
    napha, yai = town.arrives("นภา", "caseworker"), town.arrives("ยาย")
    town.says(yai, "ต่อบัตรคนพิการให้แม่ แม่ชื่อสมศรี ลับมาก")
    first = yai.last_own()
    town.says(yai, "ลำภี")
    (ticket,) = town.tickets
    yai.ask("unsend", {"messageId": first})
    town.work()
    assert all("สมศรี" not in words(town.wires.vault, ticket, n) for n in town.rows(Note))
    (after,) = town.tickets
    assert after.because_sealed is None
    assert "สมศรี" not in town.says(napha, "งานใหม่") + town.says(napha, "รับเรื่อง")


ODD = [
    {"message": {"id": "1", "type": ["text"]}},
    {"source": {"type": {"a": 1}, "userId": "U" + "1" * 32}},
    {"unsend": None, "type": "unsend"},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_odd_nesting_in_one_event_loses_no_neighbour(town, street, odd):
    deep: list = []
    for _ in range(400):
        deep = [deep]
    body = hook(
        text_event("ก", user="U" + "a" * 32),
        text_event("x", user="U" + "b" * 32) | odd,
        text_event("ข", user="U" + "c" * 32) | {"extra": deep},
    )
    assert (
        street.app.test_client().post("/callback", data=body, headers={"x-line-signature": sign(body)}).status_code
        == 200
    )
    assert len(town.rows(Arrival)) == 3
    town.work()


def test_a_complaint_is_for_the_head_and_not_for_the_front_desk(town):
    front, napha = town.arrives("หน้างาน", "frontdesk"), town.arrives("นภา", "head")
    from tests.test_decisions import facts

    assert facts().member is None
    town.says(town.arrives("ยาย"), "ขอร้องเรียนเจ้าหน้าที่พูดจาไม่ดี อยู่ลำภี")
    complaint = [t for t in town.tickets if t.intent == "complaint"]
    if complaint:
        assert complaint[0].number not in town.says(front, "งานใหม่")
        assert complaint[0].number in town.says(napha, "งานใหม่")


def test_the_head_reads_the_name_of_who_asks_and_chooses_among_several(town):
    head = town.arrives("นภา", "head")
    for name in ("มาลี", "สมชาย"):
        from tests.test_members import code_for

        phone = town.arrives(name)
        town.says(phone, code_for(town))
    heard = town.heard(head)
    assert "มาลี" in heard
    assert "สมชาย" in heard
    assert "ยืนยันคนไหน" in town.says(head, "ยืนยัน")
    assert "สมชาย เข้าทีมแล้ว" in town.presses(head, "สมชาย")


def test_an_old_send_button_does_not_send_another_answer(town):
    napha, yai = town.arrives("นภา", "caseworker"), town.arrives("ยาย")
    town.says(yai, ASKS)
    town.says(napha, "รับเรื่อง")
    town.says(napha, "ตอบ")
    town.says(napha, "คำตอบแรก")
    yai.look_away()
    napha.ask("press", {"data": "do=send&turn=1"})
    town.work()
    assert yai.new() == []


def test_not_what_i_meant_changes_the_topic_of_the_same_ticket(town):
    yai = town.arrives("ยาย")
    town.says(yai, ASKS)
    town.presses(yai, "ไม่ใช่เรื่องนี้")
    town.presses(yai, "บัตรคนพิการ")
    assert [t.intent for t in town.tickets] == ["disability_card"]


def test_a_new_matter_is_not_given_to_the_human_of_the_old_one(town):
    napha, yai = town.arrives("นภา", "caseworker"), town.arrives("ยาย")
    town.says(yai, ASKS)
    town.says(napha, "รับเรื่อง")
    town.says(napha, "ตอบ")
    town.says(napha, "มาวันจันทร์ค่ะ")
    town.says(napha, "ส่ง")
    town.says(yai, "แล้วพรุ่งนี้ล่ะคะ")
    town.presses(yai, "เป็นเรื่องใหม่")
    town.says(yai, "ต่อบัตรคนพิการให้พ่อค่ะ อยู่ลำภี")
    assert {t.intent for t in town.tickets} == {"elderly_allowance", "disability_card"}


def test_a_member_without_the_right_any_more_gets_no_story_after_a_note(town):
    from handlers.vocabulary import Role
    from models.members import Member

    malee, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    town.says(koi, CRIES)
    town.presses(malee, "รับเรื่อง")
    town.says(malee, "บันทึก")
    with town.wires.sessions.begin() as session:
        session.query(Member).one().role = Role.FRONTDESK
    assert "ไล่ฟัน" not in town.says(malee, "โทรแล้ว")


def test_a_redis_that_hangs_does_not_hang_us():
    import socket
    import time
    from uuid import uuid4

    from bot import queues

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        bell = queues.Doorbell(queues.connect(f"redis://127.0.0.1:{silent.getsockname()[1]}"))
        began = time.monotonic()
        assert not bell.ring(queues.HANDLE, uuid4(), queue=queues.NORMAL)
        assert time.monotonic() - began < 10
        bell.redis.close()


@pytest.mark.parametrize("answer", ["ลำภี", "อยู่ลำภี", "อยู่ทุ่งมะพร้าวค่ะ", "ทุ่งมะพร้าวครับ", "ต.ลำภี"])
def test_saying_where_one_lives_alarms_nobody(town, answer):
    malee, luk = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    town.says(luk, "ต่อบัตรคนพิการให้แม่ค่ะ ต้องทำยังไง")
    malee.look_away()
    assert "รับเรื่องแล้ว" in town.says(luk, answer)
    assert alarms(malee) == 0
    assert [t.intent for t in town.tickets] == ["disability_card"]
