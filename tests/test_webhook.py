"""The webhook: only LINE is believed, everything is written down, and nothing odd harms its neighbours."""

import json
import threading
import time
from pathlib import Path

import pytest

from bot.app import create_app
from bot.signature import signed
from models.arrivals import Arrival, raw
from models.people import Person
from tests.hooks import hook, sign, text_event


@pytest.fixture
def post(town, street):
    client = street.app.test_client()

    def send(body: bytes, signature: str | None = "right"):
        headers = {} if signature is None else {"x-line-signature": sign(body) if signature == "right" else signature}
        return client.post("/callback", data=body, headers=headers).status_code

    return send


def test_the_signature_of_lines_own_example_is_right():
    """https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/"""
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    secret = "8c570fa6dd201bb328f1c1eac23a96d8"
    assert signed(body, "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=", ["old", secret])
    assert not signed(body + b" ", "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=", [secret])


@pytest.mark.parametrize("signature", [None, "", "wrong", "à", "AAAA" * 11, "\x00"], ids=repr)
def test_who_is_not_line_gets_400_and_leaves_nothing(post, town, signature):
    if signature == "\x00":
        signature = "%00"
    assert post(hook(text_event("สวัสดี")), signature) == 400
    assert town.rows(Arrival) == []


def test_every_flipped_bit_of_the_signature_is_noticed(post):
    body = hook(text_event("สวัสดี"))
    right = sign(body)
    for at in range(len(right)):
        flipped = right[:at] + chr(ord(right[at]) ^ 1) + right[at + 1 :]
        assert post(body, flipped) == 400


def test_a_body_over_one_mebibyte_is_refused(post, town):
    assert post(hook(text_event("ก" * 400_000))) == 413
    assert town.rows(Arrival) == []


def test_the_verify_button_of_the_console_gets_200(post, town):
    assert post(hook()) == 200
    assert town.rows(Arrival) == []


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"{}", b'{"events":{}}', b"[" * 50_000, b"\xff\xfe"])
def test_what_is_no_webhook_gets_400_and_is_logged_by_length_only(post, town, capsys, body):
    assert post(body) == 400
    logged = [json.loads(line) for line in capsys.readouterr().err.splitlines() if "not_a_webhook" in line]
    assert [entry["bytes"] for entry in logged] == [len(body)]
    assert town.rows(Arrival) == []


ODD = {
    "an event type of tomorrow": {"type": "hologram"},
    "an event without a type": {"type": None},
    "a message of an unknown type": {"message": {"id": "1", "type": "smell"}},
    "a text without text": {"message": {"id": "1", "type": "text"}},
    "a text that is a number": {"message": {"id": "1", "type": "text", "text": 5}},
    "a source of an unknown type": {"source": {"type": "planet", "userId": "U" + "9" * 32}},
    "a source without user": {"source": {"type": "user"}},
    "no source": {"source": None},
    "standby": {"mode": "standby"},
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD.keys())
def test_something_odd_is_stored_marked_and_never_loses_its_neighbours(post, town, change):
    neighbours = text_event("เบี้ยคนแก่"), text_event("สวัสดีค่ะ", user="U" + "b" * 32)
    assert post(hook(neighbours[0], text_event("แปลก") | change, neighbours[1])) == 200
    stored = town.rows(Arrival)
    assert len(stored) == 3
    assert [a.outcome for a in stored if a.handled_at] == ["marked"]
    assert len(town.bell.rings) == 2


def test_events_that_are_no_objects_are_marked_too(post, town):
    assert post(json.dumps({"events": [5, None, "x", text_event("สวัสดี")]}).encode()) == 200
    assert sorted(a.outcome for a in town.rows(Arrival)) == ["", "marked", "marked", "marked"]


def test_the_same_event_twice_is_one_row(post, town):
    event = text_event("เบี้ยคนแก่")
    again = event | {"deliveryContext": {"isRedelivery": True}}
    assert [post(hook(event)), post(hook(again)), post(hook(event, again))] == [200, 200, 200]
    assert len(town.rows(Arrival)) == 1


@pytest.mark.parametrize(
    "text", ["a\x00b", "ก" * 5000, "\ud800 ขาดครึ่ง", "😀" * 2500, "\u202egnp.exe", "{number}", "%s%n"], ids=ascii
)
def test_any_text_is_stored_and_answered(post, town, text):
    phone = town.arrives("ยาย")
    assert post(hook(text_event(text, user=phone.user, token=None), lone=True)) == 200
    town.work()
    assert town.heard(phone)


def test_a_hundred_events_of_a_hundred_people_in_one_body(post, town):
    assert post(hook(*(text_event("เบี้ยคนพิการ", user=f"U{n:032x}") for n in range(100)))) == 200
    assert len(town.rows(Arrival)) == 100
    assert len(town.rows(Person)) == 100
    assert len({ring[1] for ring in town.bell.rings}) == 100


def test_a_cry_takes_the_urgent_lane_and_a_question_the_ordinary_one(post, town):
    post(hook(text_event("แฟนเมาแล้วเอามีดไล่ฟัน", user="U" + "1" * 32)))
    post(hook(text_event("เบี้ยผู้สูงอายุได้เท่าไร", user="U" + "2" * 32)))
    assert [ring[2] for ring in town.bell.rings] == ["urgent", "normal"]


def test_what_is_stored_is_sealed(post, town):
    post(hook(text_event("ความลับของยายแจ่ม", user="U" + "7" * 32)))
    (arrival,) = town.rows(Arrival)
    (person,) = town.rows(Person)
    stored = b"".join(v for row in (arrival, person) for v in vars(row).values() if isinstance(v, bytes))
    assert "ความลับ".encode() not in stored
    assert b"7" * 32 not in stored
    assert "ความลับของยายแจ่ม" in json.loads(raw(town.wires.vault, arrival, person))["message"]["text"]


def test_without_redis_the_answer_is_still_200(post, town):
    town.bell.deaf = True
    assert post(hook(text_event("สวัสดี"))) == 200
    assert len(town.rows(Arrival)) == 1


def test_without_a_database_the_answer_is_503_within_a_second(town, street, monkeypatch):
    app = create_app(street.wires)
    inbox = app.extensions["klaiban"].inbox

    def hang(_batches):
        time.sleep(5)

    monkeypatch.setattr(inbox, "_commit", hang)
    body, began = hook(text_event("สวัสดี")), time.monotonic()
    assert app.test_client().post("/callback", data=body, headers={"x-line-signature": sign(body)}).status_code == 503
    assert time.monotonic() - began < 1.0


def test_one_batch_the_database_refuses_does_not_lose_the_others(town, street, monkeypatch):
    from bot import inbox

    whole = inbox._write

    def picky(session, wires, batches):
        if any(e.text == "ร้าย" for events in batches for e in events):
            raise OSError
        return whole(session, wires, batches)

    monkeypatch.setattr(inbox, "_write", picky)
    answers = []
    client = street.app

    def send(text):
        body = hook(text_event(text))
        answers.append(
            (
                text,
                client.test_client().post("/callback", data=body, headers={"x-line-signature": sign(body)}).status_code,
            )
        )

    threads = [threading.Thread(target=send, args=(t,)) for t in ("ดี1", "ร้าย", "ดี2", "ดี3")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert dict(answers) == {"ดี1": 200, "ร้าย": 503, "ดี2": 200, "ดี3": 200}
    assert len(town.rows(Arrival)) == 3


def test_no_word_of_anybody_reaches_the_log(post, town, capsys):
    secret, user = "ความลับสุดยอด 0812345678 1103700000000", "U" + "abc" * 10 + "de"
    post(hook(text_event(secret, user=user)))
    post(hook(text_event(secret, user=user)), "wrong")
    post(secret.encode())
    town.work()
    logged = capsys.readouterr()
    for canary in ("ความลับ", "0812345678", "1103700000000", user):
        assert canary not in logged.err + logged.out


def test_no_thai_reader_is_loaded_by_the_web_process():
    """nlp.danger picks the lane in microseconds; PyThaiNLP and the SDK stay out (1.7 s, 150 MB)."""
    import subprocess
    import sys

    code = "import bot.app, sys; print([m for m in ('pythainlp', 'linebot', 'nlpo3') if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent
    )
    assert found.stdout.strip() == "[]"
