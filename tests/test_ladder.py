"""The ladder: an emergency wakes person after person until somebody takes it; nothing is skipped or doubled."""

import pytest

from handlers.escalation import LADDERS, rung
from handlers.vocabulary import Urgency
from models.members import Member
from models.rungs import Rung

CRIES = "แฟนเมาแล้วเอามีดไล่ฟัน อยู่ลำภี"


def alarms(phone) -> int:
    return sum("ด่วน" in m["message"].get("altText", "") for m in phone.new())


def test_the_whole_ladder_of_an_emergency_nobody_takes(town):
    duty, resting = town.arrives("มาลี", "protection"), town.arrives("นภา", "head")
    town.says(resting, "ออกเวร")
    province = town.arrives("พมจ", "province", "82")
    koi = town.arrives("ก้อย")
    for phone in (duty, resting, province):
        phone.look_away()
    town.says(koi, CRIES)
    koi.look_away()
    expected = {
        0: (1, 0, 0),
        60: (2, 0, 0),
        180: (3, 1, 0),
        300: (4, 2, 1),
        600: (5, 3, 2),
        1200: (6, 4, 3),
        1800: (7, 5, 4),
    }
    passed = 0
    for at, counts in expected.items():
        town.later(seconds=at - passed - 2)
        town.sweeps()
        town.later(seconds=2.5)
        passed = at + 0.5
        town.sweeps(2)
        assert (alarms(duty), alarms(resting), alarms(province)) == counts, f"after {at} s"
    assert "โทร 1300 หรือ 191" in town.heard(resting)
    assert koi.new() == [], "no rung ever speaks to her"


@pytest.mark.parametrize("rungs_climbed", [0, 1, 2, 3, 4, 6])
def test_taking_it_stops_the_ladder_at_every_rung(town, rungs_climbed):
    duty, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    duty.look_away()
    town.says(koi, CRIES)
    for step in range(1, rungs_climbed + 1):
        town.later(seconds=(rung(Urgency.EMERGENCY, step).after - rung(Urgency.EMERGENCY, step - 1).after).seconds + 1)
        town.sweeps()
    assert alarms(duty) == rungs_climbed + 1
    assert "คุณรับเรื่องแล้ว" in town.presses(duty, "รับเรื่อง")
    duty.look_away()
    for _ in range(4):
        town.later(minutes=30)
        town.sweeps()
    assert alarms(duty) == 0
    assert all(r.climbed_at or r.stopped_at for r in town.rungs)


def test_looking_at_it_does_not_stop_the_ladder(town):
    duty, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    town.says(koi, CRIES)
    assert "มีด" in town.presses(duty, "ดูเรื่อง")
    duty.look_away()
    town.later(seconds=61)
    town.sweeps()
    assert alarms(duty) == 1


def test_the_urgent_ladder_is_slower_and_ends(town):
    assert [r.after.seconds for r in LADDERS[Urgency.URGENT]] == [0, 1200, 3600]
    assert rung(Urgency.URGENT, 3) is None
    assert LADDERS[Urgency.NORMAL] == ()


def test_nobody_on_duty_wakes_the_centre_at_once_and_is_said_truthfully(town):
    malee, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    town.says(malee, "ออกเวร")
    malee.look_away()
    assert "แจ้งเจ้าหน้าที่เวร 1 คนแล้ว" in town.says(koi, CRIES)
    assert alarms(malee) == 1


def test_when_nobody_on_duty_may_open_it_those_who_may_are_woken_at_once(town):
    """DECISIONS 8: a front desk alone on duty could press, but not read."""
    front, malee = town.arrives("หน้างาน", "frontdesk"), town.arrives("มาลี", "protection")
    province = town.arrives("พมจ", "province", "82")
    town.says(malee, "ออกเวร")
    malee.look_away()
    assert "แจ้งเจ้าหน้าที่เวร 3 คนแล้ว" in town.says(town.arrives("ก้อย"), CRIES)
    assert [alarms(p) for p in (front, malee, province)] == [1, 1, 1]


def test_with_no_member_at_all_the_numbers_stand_and_nothing_is_promised(town):
    heard = town.says(town.arrives("ก้อย"), CRIES)
    assert "ขณะนี้ไม่มีเจ้าหน้าที่เวร" in heard
    assert all(f"tel:{number}" in heard for number in ("191", "1669", "1300"))
    assert "แจ้งเจ้าหน้าที่เวร" not in heard


def test_volunteers_and_auditors_are_never_alarmed_and_front_desks_are(town):
    volunteer, auditor = town.arrives("อพม", "volunteer"), town.arrives("ผู้ตรวจ", "auditor")
    front, other = town.arrives("หน้างาน", "frontdesk"), town.arrives("สมชาย", "protection", "820804")
    town.says(town.arrives("ก้อย"), CRIES)
    assert [alarms(p) for p in (volunteer, auditor, front, other)] == [0, 0, 1, 0]


def test_a_place_not_known_alarms_the_duty_of_every_centre_and_is_routed_when_known(town):
    """DECISIONS 9."""
    lamphi, maphrao = town.arrives("มาลี", "protection"), town.arrives("สมชาย", "protection", "820804")
    koi = town.arrives("ก้อย")
    heard = town.says(koi, "แฟนเมาแล้วเอามีดไล่ฟัน")
    assert "820000-" in heard
    assert (alarms(lamphi), alarms(maphrao)) == (1, 1)
    town.says(koi, "อยู่ทุ่งมะพร้าว")
    (ticket,) = town.tickets
    assert (ticket.centre, ticket.number[:6]) == ("820804", "820000")
    assert alarms(maphrao) == 2


def test_a_member_in_danger_is_heard_and_colleagues_are_alarmed_not_the_member(town):
    malee, napha = town.arrives("มาลี", "protection"), town.arrives("นภา", "head")
    town.says(malee, CRIES)
    assert alarms(napha) == 1
    assert alarms(malee) == 0


def test_a_rung_climbed_by_two_clocks_at_once_is_climbed_once(town):
    import threading

    from workers.sweep import climb_rungs

    duty, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    town.says(koi, CRIES)
    duty.look_away()
    town.later(seconds=61)
    threads = [threading.Thread(target=climb_rungs, args=(town.wires,)) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    town.work()
    assert alarms(duty) == 1
    assert len(town.rows(Rung, Rung.climbed_at.is_not(None))) == 2


def test_once_more_in_danger_is_one_ticket_and_louder_when_it_got_worse(town):
    duty, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    duty.look_away()
    town.says(koi, CRIES)
    town.says(koi, "ช่วยด้วย เขามาแล้ว")
    town.says(koi, CRIES)
    assert len(town.tickets) == 1
    assert alarms(duty) == 1, "one alarm, then the ladder"


def test_the_button_without_words_raises_the_same_alarm(town):
    duty, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    duty.look_away()
    town.says(koi, "เบอร์ฉุกเฉิน")
    heard = town.presses(koi, "ต้องการให้เจ้าหน้าที่ช่วยตอนนี้")
    assert "tel:191" in heard
    assert alarms(duty) == 1
    shown = [m["message"].get("text") for m in koi.chat()["messages"] if m["from"] == "me"]
    assert shown[-1] == "ติดต่อเจ้าหน้าที่", "what stands in the chat is neutral"


def test_cancelling_from_that_phone_closes_nothing_and_warns_the_staff(town):
    malee, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    town.says(koi, CRIES)
    assert town.says(koi, "ยกเลิก").startswith("ได้ค่ะ")
    (ticket,) = town.tickets
    assert ticket.closed_at is None
    assert "อาจไม่ใช่เจ้าตัว" in town.presses(malee, "รับเรื่อง")


def test_on_and_off_duty_is_a_word(town):
    malee = town.arrives("มาลี", "protection")
    town.says(malee, "ออกเวร")
    assert [m.on_duty for m in town.rows(Member)] == [False]
    town.says(malee, "เข้าเวร")
    assert [m.on_duty for m in town.rows(Member)] == [True]
