"""Content: every text renders in both languages within LINE's limits, nothing is missing, nothing is left over."""

import ast
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import bubbles, buttons, rich_menus, texts
from handlers.topics import TOPICS
from handlers.vocabulary import Desk, Do, NoteKind, Outcome, Role, TicketState, Urgency

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
SLOTS = {
    "number": "820805-2569-00042", "alarmed": 2, "late_minutes": 12, "words": "คำของคน {x} %s " * 40, "place": "ทุ่งมะพร้าว",
    "left": 4, "role": "head", "name": "นภา", "centre": "820805", "longest": 4000, "length": 4200, "desk": "elderly",
    "outcome": "helped", "urgency": "emergency", "area": "ศูนย์ฯ ลำภี", "step": 1, "times": 2, "call_now": 1, "taker": "มาลี",
    "hidden": 1,
}  # fmt: skip
TICKET = {
    "id": "0" * 32, "number": "820805-2569-00042", "version": 3, "state": "taken", "urgency": "emergency", "desk": "family",
    "opened_at": "2026-11-23T01:00:00+00:00", "area": "ศูนย์ฯ ลำภี", "intent": "domestic_violence", "also": ["child_abuse"],
    "restricted": True, "covert": True, "taker": "มาลี", "because": ["มีด", "ไล่ฟัน"],
}  # fmt: skip
SHAPED = {
    "staff.queue",
    "staff.card",
    "status.list",
    "answer.words",
    *(f"answer.{k}" for k in ("with_ticket", "ask_place", "received", "added", "corrected", "plain")),
}
PLAIN = [k for k in texts.book("th") if not k.startswith(("names.", "buttons.")) and k not in SHAPED]


def within_limits(message) -> None:
    """LINE's limits on a message (https://developers.line.biz/en/reference/messaging-api/#message-objects)."""
    assert len(json.dumps(message, ensure_ascii=False).encode()) <= 50_000
    if message["type"] == "text":
        assert 0 < len(message["text"].encode("utf-16-le")) // 2 <= 5000
    else:
        assert len(message["altText"]) <= 1500
        bubbles_ = (
            message["contents"].get("contents") if message["contents"]["type"] == "carousel" else [message["contents"]]
        )
        assert len(bubbles_) <= 12
        assert all(len(json.dumps(b, ensure_ascii=False).encode()) <= 30_000 for b in bubbles_)
    for item in message.get("quickReply", {}).get("items", []):
        assert len(item["action"]["label"]) <= 20
        assert len(item["action"]["data"]) <= 300
    assert len(message.get("quickReply", {}).get("items", [])) <= 13


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("key", PLAIN)
def test_every_text_renders_within_lines_limits(key, language):
    every = [{"do": do.value, "value": "", "label": "", "turn": 3} for do in list(Do)[:13]]
    part = {"template": key, "slots": SLOTS, "on": "0" * 32, "v": 1, "buttons": every}
    for message in bubbles.messages([part], bubbles.Setting(language, NOW)):
        within_limits(message)
    empty = {name: 0 if isinstance(value, int) else value for name, value in SLOTS.items()}
    for message in bubbles.messages([part | {"slots": empty}], bubbles.Setting(language, NOW)):
        within_limits(message)


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("intent", sorted(texts.services("th")))
def test_every_service_card_renders(intent, language):
    for template in ("with_ticket", "ask_place", "received", "added", "corrected", "plain"):
        part = {"template": f"answer.{template}", "shape": "service", "intent": intent, "slots": SLOTS}
        (message,) = bubbles.messages([part], bubbles.Setting(language, NOW))
        within_limits(message)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_lists_and_cards_render_with_the_longest_words(language):
    notes = [{"at": "2026-11-23T02:00:00+00:00", "kind": k.value, "words": "ก" * 5000} for k in list(NoteKind)[:8]]
    parts = [
        {"template": "staff.queue", "shape": "queue", "which": "new", "tickets": [TICKET] * 10, "more": 5},
        {"template": "staff.queue", "shape": "queue", "which": "urgent", "tickets": [], "more": 0},
        {"template": "staff.card", "shape": "ticket", "heading": "staff.taken", "ticket": TICKET, "notes": notes,
         "actions": ["answer", "note", "refer", "transfer", "close", "push_now"]},
        {"template": "status.list", "shape": "status", "tickets": [TICKET] * 10, "hidden": 2},
    ]  # fmt: skip
    for message in bubbles.messages(parts, bubbles.Setting(language, NOW)):
        within_limits(message)


def test_every_template_that_code_says_exists_and_every_text_is_said():
    said = set()
    for room in ("handlers", "workers", "bot"):
        for path in (ROOT / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if (
                    isinstance(node, ast.Constant)
                    and isinstance(node.value, str)
                    and re.fullmatch(r"[a-z]+\.[a-z_]+", node.value)
                ):
                    said.add(node.value)
    said |= {f"staff.{step}_now" for step in ("write", "note", "refer")}
    known = {k for k in texts.book("th") if not k.startswith(("names.", "buttons."))}
    prefixes = {k.split(".")[0] for k in known}
    missing = {k for k in said if k.split(".")[0] in prefixes and k not in known}
    assert missing <= {"status.value", "place.code", "answer.id", "danger.id", "danger.covert"}, missing
    assert known - said == set()


def test_both_languages_have_the_same_slots():
    def slots(template) -> set:
        return set(re.findall(r"\{([a-z_]+)\}", json.dumps(template)))

    for key, template in texts.book("en").items():
        if key in texts.book("th") and not key.startswith("staff."):
            assert slots(template) == slots(texts.book("th")[key]), key


def test_every_stored_word_has_a_name_and_every_button_a_label():
    kinds = {
        "urgencies": Urgency,
        "desks": Desk,
        "roles": Role,
        "states": TicketState,
        "outcomes": Outcome,
        "notes": NoteKind,
    }
    for language in texts.LANGUAGES:
        for kind, words in kinds.items():
            assert set(texts.book(language)[f"names.{kind}"]) == set(words), (language, kind)
        for do in Do:
            label = buttons.label({"do": do.value}, language)
            assert 0 < len(label) <= 20, (language, do)
        for intent in TOPICS:
            assert 0 < len(texts.name("intents", intent, language)) <= 20
            assert texts.name("intents", intent, language) != intent


def test_the_words_of_the_contract_can_be_typed_and_stand_on_the_buttons():
    """DESIGN 3: what a member and a resident can type; buttons carry them as labels, exactly."""
    contract = [
        "งานใหม่",
        "งานของฉัน",
        "ด่วน",
        "รับเรื่อง",
        "ตอบ",
        "ส่ง",
        "แก้",
        "ยกเลิก",
        "ยืนยัน",
        "บันทึก",
        "โอน",
        "ส่งต่อ",
        "ปิดเรื่อง",
        "เข้าเวร",
        "ออกเวร",
        "เมนู",
    ]
    table = texts.typed_words()
    for word in contract:
        assert buttons.label({"do": table["member"][word]}, "th") == word
    for word in ("เมนู", "ติดตามเรื่อง", "ติดต่อเจ้าหน้าที่", "ยกเลิก"):
        assert buttons.label({"do": table["resident"][word]}, "th") == word
    for who in table.values():
        assert all(Do(do) for do in who.values())


def test_every_figure_has_source_check_and_expiry_and_none_is_older_than_a_year():
    for intent, service in texts.services("th").items():
        assert len(service["short"]) <= 20, intent
        for figure in service.get("figures", []):
            assert figure["source"], intent
            assert isinstance(figure["confirmed"], bool)
            assert (date.today() - figure["checked"]).days <= 365, f"{intent}: check this figure again"
            assert figure["expires"] > figure["checked"]


def test_an_expired_figure_sends_to_a_human_instead():
    part = {"template": "answer.plain", "shape": "service", "intent": "elderly_allowance", "slots": {}}
    fresh, stale = (
        json.dumps(bubbles.messages([part], bubbles.Setting("th", at)), ensure_ascii=False)
        for at in (NOW, datetime(2035, 1, 1, tzinfo=UTC))
    )
    assert "600" in fresh
    assert "600" not in stale
    assert "กรุณายืนยันกับเจ้าหน้าที่" in stale


def test_every_service_with_a_desk_is_described():
    described = set(texts.services("th"))
    wanted = {i for i, t in TOPICS.items() if t.desk is not None} - {"contact_staff", "complaint"}
    assert wanted == described
    assert {p.stem for p in (texts.CONTENT / "services" / "en").glob("*.toml")} == described


FORBIDDEN = (
    "ความรุนแรง",
    "ทำร้าย",
    "แจ้งความ",
    "ตำรวจ",
    "ข่มขืน",
    "ล่วงละเมิด",
    "ฆ่า",
    "violence",
    "abuse",
    "assault",
    "police",
    "rape",
)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_nothing_said_to_somebody_in_danger_names_it(language):
    for key in texts.book(language):
        if key.startswith("danger."):
            part = {
                "template": key,
                "slots": SLOTS,
                "buttons": [{"do": d} for d in ("can_type", "cannot_type", "help_now")],
            }
            shown = json.dumps(bubbles.messages([part], bubbles.Setting(language, NOW)), ensure_ascii=False).lower()
            assert not [word for word in FORBIDDEN if word in shown], key


@pytest.mark.parametrize("name", rich_menus.NAMES)
def test_a_rich_menu_is_within_lines_limits(name):
    """https://developers.line.biz/en/reference/messaging-api/#upload-rich-menu-image-requirements"""
    menu = rich_menus.load(name)
    made = rich_menus.line_object(menu)
    picture = rich_menus.picture(menu)
    assert picture.startswith(b"\x89PNG")
    assert len(picture) <= 1_000_000
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (2500, 1686)
    assert len(made["chatBarText"]) <= 14
    assert len(made["areas"]) <= 20
    for area in made["areas"]:
        assert len(area["action"]["label"]) <= 20
        who = "member" if name == "staff" else "resident"
        assert area["action"]["displayText"].lower() in texts.typed_words()[who] or area["action"]["data"] == "do=menu"
