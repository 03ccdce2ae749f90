"""Members: how they join, what each may see and do, and that a menu, a button or a former role is no right."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from handlers.facts import MemberFacts, TicketFacts
from handlers.rights import may_see
from handlers.vocabulary import Desk, Role, TicketState, Urgency
from models.audit import Audit
from models.members import Invite, Member, code_in, invite

ASKS = "เบี้ยผู้สูงอายุต้องใช้เอกสารอะไรบ้าง อยู่ลำภี"
CRIES = "แฟนเมาแล้วเอามีดไล่ฟัน อยู่ลำภี"


def code_for(town, role="caseworker", centre="820805") -> str:
    with town.wires.sessions.begin() as session:
        return invite(session, centre, Role(role), town.now())


def test_a_code_is_eighty_bits_and_only_its_hash_is_kept(town):
    code = code_for(town)
    letters = code.replace("-", "").removeprefix("KB")
    assert len(letters) == 16
    assert set(letters) <= set("ABCDEFGHJKMNPQRSTVWXYZ0123456789")
    (kept,) = town.rows(Invite)
    assert letters.encode() not in kept.code_hash
    assert code not in str(vars(kept))


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\n", "รหัส", "lower", "spaces"])
def test_a_code_is_read_however_it_is_typed(town, typed):
    code = code_for(town)
    text = {"lower": code.lower(), "spaces": code.replace("-", " "), "รหัส": "รหัส " + code}.get(
        typed, typed.format(code)
    )
    assert (code_in(text) is None) == (typed == "รหัส")
    assert code_in("KB") is None
    assert code_in("สวัสดีค่ะ") is None


def test_a_code_is_good_once(town):
    code, first, second = code_for(town), town.arrives("หนึ่ง"), town.arrives("สอง")
    assert "ยินดีต้อนรับ" in town.says(first, code)
    assert "ใช้ไม่ได้" in town.says(second, code)
    assert len(town.rows(Member)) == 1


def test_a_code_dies_after_a_day(town):
    code, late = code_for(town), town.arrives("สาย")
    town.later(hours=25)
    assert "ใช้ไม่ได้" in town.says(late, code)


def test_five_wrong_codes_close_the_door_for_a_day(town):
    guesser, good = town.arrives("นักเดา"), code_for(town)
    for left in (4, 3, 2, 1, 0):
        assert f"อีก {left} ครั้ง" in town.says(guesser, "KB-AAAA-AAAA-AAAA-AAAA")
    assert "พรุ่งนี้" in town.says(guesser, good)
    town.later(hours=24)
    fresh = code_for(town)
    assert "ยินดีต้อนรับ" in town.says(guesser, fresh)


def test_many_people_with_one_code_at_once_make_one_member(town):
    import threading

    from workers.intake import handle_person

    code, crowd = code_for(town), [town.arrives(f"คน{n}") for n in range(6)]
    for phone in crowd:
        phone.ask("say", {"text": code})
    waiting = [ring[1] for ring in town.bell.rings]
    town.bell.rings.clear()
    threads = [threading.Thread(target=handle_person, args=(town.wires, p)) for p in waiting]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(town.rows(Member)) == 1


def test_where_there_is_a_head_the_head_confirms(town):
    head = town.arrives("นภา", "head")
    new = town.arrives("มาลี")
    assert "รอหัวหน้าศูนย์ยืนยัน" in town.says(new, code_for(town))
    assert "งานใหม่" not in town.says(new, "งานใหม่"), "not a member yet"
    assert "ยืนยัน" in town.heard(head)
    assert "เข้าทีมแล้ว" in town.presses(head, "ยืนยัน")
    assert "ไม่มีงานใหม่" in town.says(new, "งานใหม่")
    assert "เฉพาะหัวหน้า" in town.says(new, "ยืนยัน")


def test_the_staff_menu_is_linked_and_every_area_works(town):
    napha = town.arrives("นภา", "head")
    labels = napha.chat()["richMenuLabels"]
    assert labels == ["งานใหม่", "งานของฉัน", "ด่วน", "เข้าเวร", "ออกเวร", "เมนู"]
    for label in labels:
        assert town.presses(napha, label)


STAFF_BUTTONS = ["take", "answer", "note", "refer", "transfer&value=elderly", "close&value=helped", "show", "push_now", "send", "queue_new", "queue_urgent", "confirm", "on_duty"]  # fmt: skip


@pytest.mark.parametrize("do", STAFF_BUTTONS)
def test_a_resident_who_presses_a_staff_button_changes_nothing_and_it_is_written_down(town, do):
    yai, thief = town.arrives("ยาย"), town.arrives("โจร")
    town.says(yai, ASKS)
    (before,) = town.tickets
    thief.look_away()
    thief.ask("press", {"data": f"do={do}&on={before.id.hex}&v={before.version}"})
    town.work()
    (after,) = town.tickets
    assert (after.version, after.state, after.taker_id) == (before.version, before.state, None)
    assert before.number not in town.heard(thief)
    assert any(a.what.startswith("denied:") for a in town.rows(Audit))


def test_who_has_left_is_refused_at_the_very_next_press(town):
    somchai, yai = town.arrives("สมชาย", "caseworker"), town.arrives("ยาย")
    town.says(yai, ASKS)
    town.says(somchai, "งานใหม่")
    with town.wires.sessions.begin() as session:
        (member,) = session.query(Member).all()
        member.left_at = town.now()
    town.presses(somchai, "รับเรื่อง")
    assert town.tickets[0].taker_id is None
    assert "denied:take" in {a.what for a in town.rows(Audit)}


def test_a_front_desk_is_alarmed_but_does_not_read_a_restricted_story(town):
    front, koi = town.arrives("หน้างาน", "frontdesk"), town.arrives("ก้อย")
    town.says(koi, CRIES)
    assert "มีด" not in town.heard(front)
    for label in ("ดูเรื่อง", "รับเรื่อง"):
        heard = town.presses(front, label)
        assert "ไม่มีสิทธิ" in heard
        assert "มีด" not in heard
    assert "ไม่มีงานด่วน" in town.says(front, "ด่วน")
    assert town.tickets[0].taker_id is None


def test_reading_a_restricted_story_is_audited_and_listing_it_is_not(town):
    malee, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    town.says(koi, CRIES)
    listed = town.says(malee, "ด่วน")
    assert "🔒" in listed
    assert "มีด" not in listed
    reads = [a for a in town.rows(Audit) if a.what == "read_restricted"]
    assert reads == []
    assert "มีด" in town.presses(malee, "ดูเรื่อง")
    assert len([a for a in town.rows(Audit) if a.what == "read_restricted"]) == 1


def test_an_old_button_of_a_ticket_that_moved_on_shows_how_it_stands(town):
    napha, yai = town.arrives("นภา", "caseworker"), town.arrives("ยาย")
    town.says(yai, ASKS)
    town.says(napha, "งานใหม่")
    town.presses(napha, "รับเรื่อง")
    (ticket,) = town.tickets
    old = f"do=close&value=helped&on={ticket.id.hex}&v={ticket.version - 1}"
    napha.look_away()
    napha.ask("press", {"data": old})
    town.work()
    assert "เปลี่ยนไปจากเมื่อครู่" in town.heard(napha)
    assert town.tickets[0].closed_at is None


@pytest.mark.parametrize(
    "data", ["x", "do=take&on=zzz", "do=take&on=" + "f" * 32, "do=nothing", "do=take&v=" + "9" * 40, "a=b" * 90]
)
def test_a_forged_or_broken_postback_is_a_clear_word_and_no_action(town, data):
    napha = town.arrives("นภา", "caseworker")
    napha.look_away()
    napha.ask("press", {"data": data})
    town.work()
    assert town.heard(napha)
    assert town.tickets == []


def test_transferring_sends_the_ticket_back_to_the_queue_of_the_other_desk(town):
    napha, yai = town.arrives("นภา", "caseworker"), town.arrives("ยาย")
    town.says(yai, ASKS)
    town.says(napha, "รับเรื่อง")
    town.presses(napha, "โอน")
    assert "โอนเรื่อง" in town.presses(napha, "งานคนพิการ")
    (ticket,) = town.tickets
    assert (ticket.desk, ticket.state, ticket.taker_id) == (Desk.DISABILITY, TicketState.WAITING, None)


def test_notes_and_referrals_stand_on_the_card_and_the_resident_sees_only_the_state(town):
    napha, yai = town.arrives("นภา", "caseworker"), town.arrives("ยาย")
    town.says(yai, ASKS)
    town.says(napha, "รับเรื่อง")
    town.says(napha, "บันทึก")
    assert "บ้านอยู่ท้ายซอย" in town.says(napha, "บ้านอยู่ท้ายซอย")
    town.presses(napha, "ส่งต่อ")
    assert "พมจ.พังงา" in town.says(napha, "พมจ.พังงา รับเรื่องต่อ")
    heard = town.says(yai, "ติดตามเรื่อง")
    assert "ส่งต่อหน่วยงานแล้ว" in heard
    assert "ท้ายซอย" not in heard


@pytest.mark.parametrize(("text", "word"), [("   ", "ว่าง"), ("ก" * 4500, "ยาว 4500")])
def test_an_answer_that_cannot_be_sent_is_said_and_nothing_is_lost(town, text, word):
    napha, yai = town.arrives("นภา", "caseworker"), town.arrives("ยาย")
    town.says(yai, ASKS)
    town.says(napha, "รับเรื่อง")
    town.says(napha, "ตอบ")
    yai.look_away()
    assert word in town.says(napha, text)
    assert "จะส่งถึงผู้แจ้ง" in town.says(napha, "มาได้เลยค่ะ")
    assert yai.new() == []


def test_a_sticker_is_no_answer(town):
    napha, yai = town.arrives("นภา", "caseworker"), town.arrives("ยาย")
    town.says(yai, ASKS)
    town.says(napha, "รับเรื่อง")
    town.says(napha, "ตอบ")
    napha.look_away()
    napha.ask("sticker", {"packageId": "446", "stickerId": "1988"})
    town.work()
    assert "เฉพาะข้อความ" in town.heard(napha)


def test_danger_typed_as_an_answer_is_asked_about_and_can_be_raised(town):
    """DECISIONS 4."""
    napha, yai = town.arrives("นภา", "caseworker"), town.arrives("ยาย")
    malee = town.arrives("มาลี", "protection")
    town.says(yai, ASKS)
    town.says(napha, "รับเรื่อง")
    town.says(napha, "ตอบ")
    assert "เป็นเรื่องของฉันเอง" in town.says(napha, CRIES)
    assert len(town.tickets) == 1
    malee.look_away()
    assert "191" in town.presses(napha, "เป็นเรื่องของฉันเอง")
    assert len(town.tickets) == 2
    assert "ด่วน" in town.heard(malee)


def member(role: Role, centre: str = "820805", topics: tuple = (), *, active: bool = True) -> MemberFacts:
    return MemberFacts(UUID(int=1), role, centre, frozenset(topics), on_duty=True, active=active)


def ticket(
    *, restricted: bool = False, urgency=Urgency.NORMAL, centre: str = "820805", desk=Desk.ELDERLY, **more
) -> TicketFacts:
    return TicketFacts(
        uuid4(), "n", 1, TicketState.WAITING, "x", urgency, desk, centre, restricted, restricted, None, **more
    )


PLAIN, SECRET = ticket(), ticket(restricted=True, urgency=Urgency.EMERGENCY)
FLOOD = ticket(urgency=Urgency.EMERGENCY)
RIGHTS = {
    Role.FRONTDESK: (True, False, True), Role.CASEWORKER: (True, False, True), Role.PROTECTION: (True, True, True),
    Role.HEAD: (True, True, True), Role.VOLUNTEER: (False, False, False), Role.AUDITOR: (False, False, False),
    Role.PROVINCE: (False, False, False),
}  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_rights_by_role_and_ticket(role):
    """Rows: ordinary, restricted danger, open danger, each of the own centre; and nothing of another centre."""
    assert tuple(may_see(member(role), t, centres=2) for t in (PLAIN, SECRET, FLOOD)) == RIGHTS[role]
    others = [ticket(centre="820804"), ticket(centre="820804", restricted=True)]
    assert not any(may_see(member(role), t, centres=2) for t in others)
    assert not any(may_see(member(role, active=False), t, centres=2) for t in (PLAIN, SECRET, FLOOD))


def test_rights_fail_closed_on_topics_exclusion_and_own_matters():
    assert not may_see(member(Role.CASEWORKER, topics=(Desk.DISABILITY,)), PLAIN, centres=2)
    assert may_see(member(Role.CASEWORKER, topics=(Desk.ELDERLY,)), PLAIN, centres=2)
    assert not may_see(member(Role.HEAD), ticket(own=True), centres=2)
    assert not may_see(member(Role.HEAD), ticket(restricted=True, excluded=frozenset({UUID(int=1)})), centres=2)


def test_a_ticket_without_place_is_everybodys_while_there_are_few_centres_then_the_provinces():
    nowhere = ticket(centre="820000", restricted=True)
    assert may_see(member(Role.PROTECTION), nowhere, centres=3)
    assert not may_see(member(Role.PROTECTION), nowhere, centres=4)
    assert may_see(member(Role.PROVINCE, centre="82"), nowhere, centres=50)
    assert not may_see(member(Role.PROVINCE, centre="83"), nowhere, centres=50)


def test_the_year_of_a_number_is_the_buddhist_calendar_year_in_bangkok(town):
    from models.centres import next_number

    with town.wires.sessions.begin() as session:
        eve = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
        assert next_number(session, "820805", eve) == "820805-2569-00001"
        assert next_number(session, "820805", eve.replace(hour=17)) == "820805-2570-00001"
        assert next_number(session, "820805", eve) == "820805-2569-00002"
