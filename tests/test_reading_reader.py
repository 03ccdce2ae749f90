"""What residents type is read right, and nothing makes the reader fall over."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import classify
from nlp.intents import intents
from nlp.reader import read

MUST = [
    ("แม่อายุ 62 ขอเบี้ยผู้สูงอายุต้องใช้เอกสารอะไรบ้าง อยู่ลำภี", "elderly_allowance", "normal"),
    ("ต่อบัตรคนพิการให้แม่ค่ะ อยู่ทุ่งมะพร้าว", "disability_card", "normal"),
    ("แฟนเมาแล้วเอามีดไล่ฟัน อยู่ลำภี", "domestic_violence", "emergency"),
    ("ช่วยด้วย", "contact_staff", "emergency"),
    ("สวัสดีค่ะ", "greeting", "normal"),
    ("ขอบคุณค่ะ", "thanks_bye", "normal"),
    ("ขอคุยกับเจ้าหน้าที่", "contact_staff", "normal"),
    ("ศูนย์เปิดกี่โมง", "center_info", "normal"),
]


@pytest.mark.parametrize(("text", "intent", "urgency"), MUST)
def test_what_must_be_read_right(text, intent, urgency):
    reading = read(text)
    assert (reading.intent, reading.urgency) == (intent, urgency)
    assert reading.confidence >= 0.8
    assert reading.danger == (urgency != "normal")


def test_a_wish_to_die_is_self_harm_and_never_normal():
    reading = read("อยากตาย ไม่อยากอยู่แล้ว")
    assert (reading.intent, reading.danger) == ("self_harm", True)
    assert reading.urgency != "normal"


def test_denied_danger_is_normal_and_the_allowance_is_asked():
    reading = read("ไม่ได้โดนตีนะ แค่ถามเบี้ย")
    assert (reading.intent, reading.urgency, reading.danger) == ("elderly_allowance", "normal", False)
    assert reading.confidence < 0.7


@given(st.text(max_size=300) | st.text(alphabet="กตบีมดเแ่้๊ะาำิ์ๆ 0123456789555ab\u200b\ud800\x00\n", max_size=300))
@settings(max_examples=300, deadline=None)
def test_nothing_makes_it_raise(text):
    reading = read(text)
    assert reading.intent in intents()
    assert 0.0 <= reading.confidence <= 1.0
    assert reading.urgency != "normal" or not reading.danger


@pytest.mark.parametrize(
    "text", ["", "😭😭", "\x00\x01", "ก" * 20000, "ตี" * 10000, "ผัวตีหนู" * 2500, "1" * 20000, "مرحبا"]
)
def test_extremes_are_read_with_little_confidence(text):
    assert read(text).intent in intents()


def test_classify_answers_every_line_in_order():
    lines = ['{"text": "สวัสดีค่ะ"}', "not json", '{"text": 5}', '["text"]', '{"text": "ช่วยด้วย"}']
    out = io.StringIO()
    assert classify.main(io.StringIO("\n".join(lines) + "\n"), out) == 0
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [answer["intent"] for answer in answers] == ["greeting", *["out_of_scope"] * 3, "contact_staff"]
    assert ["error" in answer for answer in answers] == [False, True, True, True, False]
    assert {"intent", "also", "urgency", "confidence", "danger", "words"} <= set(answers[0])
