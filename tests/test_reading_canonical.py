"""One spelling for what people type; meaning stays, typing accidents go."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.util import normalize

from nlp.canonical import canonical, letters, skeleton
from nlp.keyboard import rescued


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("เเม่ถูกทําร้าย", "แม่ถูกทำร้าย"),
        ("ป่ ว ย ติ ดเ ตี ย ง", "ป่วยติดเตียง"),
        ("ข่-ม-ขื-น", "ข่มขืน"),
        ("มากกกกก", "มาก"),
        ("แม่\u200bป่วย", "แม่ป่วย"),
        ("นํ้า", "น้ำ"),
        ("อายุ ๖๒", "อายุ 62"),
        ("Help ME", "help me"),
        ("  ก\n\n\nข  ", "ก\nข"),
        ("\ud800ก", "ก"),
        ("5555", "5555"),
        ("ต.ลำภี อ.ท้ายเหมือง", "ต.ลำภี อ.ท้ายเหมือง"),
    ],
)
def test_typing_accidents_go(typed, meant):
    assert canonical(typed) == meant


@pytest.mark.parametrize("text", ["เเปลก", "นานาาา", "ดีีีี", "ก้ำ", "น้ํา", "แม่ค่ะ ขอบคุณ", "พ ุ่มดอกไม้", "เด็กๆ"])
def test_it_agrees_with_pythainlp(text):
    assert canonical(text) == canonical(normalize(text))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_it_settles_in_one_pass_or_two_and_never_raises(text):
    once = canonical(text)
    assert canonical(canonical(once)) == canonical(once)
    assert letters(skeleton(once)) == skeleton(once)


def test_what_sounds_alike_has_one_skeleton():
    assert skeleton("ลำภี") == skeleton("รำพี")
    assert skeleton("ฆ่า") != skeleton("ค่า")


@pytest.mark.parametrize(
    ("typed", "meant"), [("=j;pfh;p", "ช่วยด้วย"), ("help me please", "help me please"), ("ก;ก", "ก;ก")]
)
def test_the_wrong_keyboard_is_forgiven(typed, meant):
    assert rescued(typed) == meant
