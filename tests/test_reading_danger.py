"""Danger is heard on the raw letters: every line of the data files proves itself."""

import tomllib
from pathlib import Path

import pytest

from nlp.canonical import canonical
from nlp.danger import LEVELS, hear, sounds_dangerous

LEXICON = Path(__file__).parent.parent / "nlp" / "lexicon"
LINES = [
    pytest.param(line, id=name)
    for file in ("danger_patterns", "danger_foreign")
    for name, line in tomllib.loads((LEXICON / f"{file}.toml").read_text("utf-8")).items()
]


@pytest.mark.parametrize("line", LINES)
def test_every_line_hears_its_example(line):
    assert LEVELS.index(hear(canonical(line["example"])).level) >= LEVELS.index(line["level"])


@pytest.mark.parametrize("line", LINES)
def test_every_line_leaves_its_counter_example_in_peace(line):
    assert hear(canonical(line["counter"])).level == "normal"


@pytest.mark.parametrize(
    "text",
    [
        "แฟนเมาแล้วเอามีดไล่ฟัน อยู่ลำภี",
        "ช่วยด้วย",
        "ช่ ว ย ด้ ว ย",
        "ชวยดวย",
        "ช่วยด้วยยยยยย",
        "เอามีดฟันหนู",
        "อย่าโทรมานะ เขาอยู่ข้างๆ",
        "ซ่อยแน่",
        "help me",
        "ကယ်ပါ",
    ],
)
def test_danger_overtakes(text):
    assert sounds_dangerous(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ไม่ได้โดนตีนะ แค่ถามเบี้ย",
        "เบี้ยคนแก่เข้าวันไหน",
        "ผักตบชวาเต็มคลอง",
        "ฝากกระทืบไลค์ด้วย",
        "เอกสารโดนตีกลับ",
        "หิวจะตายแล้ว ร้านปิดยัง",
        "แต่บิลยังไม่มา",
        "เตียงคนไข้ของแม่",
    ],
)
def test_harmless_words_stay_in_line(text):
    assert not sounds_dangerous(text)
