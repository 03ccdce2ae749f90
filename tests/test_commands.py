"""The `klaiban` command, as an operator meets it."""

import json
import re

import pytest

from models.members import code_in


def test_help_names_every_command_of_the_contract(running):
    said = running.klaiban("--help").stdout
    for word in ("up", "demo", "migrate", "classify", "centre", "staff", "richmenu", "doctor"):
        assert re.search(rf"^  {word} ", said, re.MULTILINE), word


def test_classify_reads_json_lines_in_order_and_survives_bad_ones(running):
    lines = [json.dumps({"text": t}) for t in ("แฟนเมาแล้วเอามีดไล่ฟัน", "เบี้ยผู้สูงอายุได้เท่าไร", "", "😀" * 3000)]
    done = running.klaiban("classify", text="\n".join([*lines, "not json", '{"text": 5}', ""]))
    assert done.returncode == 0, done.stderr
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(read) == 6
    assert all({"intent", "also", "urgency", "confidence", "danger", "words"} <= set(r) for r in read)
    assert (read[0]["urgency"], read[0]["danger"]) == ("emergency", True)
    assert (read[1]["intent"], read[1]["urgency"]) == ("elderly_allowance", "normal")


def test_the_first_centres_are_there_and_another_can_be_added(service):
    assert "820805\tลำภี" in service.klaiban("centre", "list").stdout
    added = service.klaiban("centre", "add", "820803", "บางทอง", "--amphoe", "ท้ายเหมือง", "--province", "พังงา")
    assert added.stdout.strip() == "820803 added"
    try:
        assert "820803\tบางทอง" in service.klaiban("centre", "list").stdout
        again = service.klaiban("centre", "add", "820803", "บางทอง", "--province", "พังงา")
        assert again.stdout.strip() == "820803 was there already"
    finally:
        from models.centres import Centre

        with service.wires.sessions.begin() as session:
            session.delete(session.get_one(Centre, "820803"))


@pytest.mark.parametrize("code", ["82080", "abcdef", "820000", "๘๒๐๘๐๕", "8208055"])
def test_a_centre_code_that_is_none_is_refused(service, code):
    refused = service.klaiban("centre", "add", code, "ไหนสักแห่ง", "--province", "พังงา")
    assert refused.returncode == 1
    assert "6-digit" in refused.stderr


def test_an_invitation_is_alone_on_the_last_line(service):
    done = service.klaiban(
        "staff", "invite", "--centre", "820805", "--role", "caseworker", "--topics", "elderly,disability"
    )
    assert done.returncode == 0
    assert code_in(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    "words",
    [
        ["--centre", "999999", "--role", "head"], ["--centre", "82", "--role", "head"], ["--centre", "820805", "--role", "province"],
        ["--centre", "820805", "--role", "king"], ["--centre", "820805", "--role", "head", "--topics", "magic"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_an_invitation_to_nowhere_is_refused_in_a_sentence(service, words):
    refused = service.klaiban("staff", "invite", *words)
    assert refused.returncode in {1, 2}
    assert "Error: " in refused.stderr
    assert "Traceback" not in refused.stderr


def test_menus_are_made_once_and_kept_while_their_drawing_is_the_same(service):
    first, second = service.klaiban("richmenu", "publish"), service.klaiban("richmenu", "publish")
    assert first.returncode == 0, first.stderr
    assert second.stdout.splitlines() == ["resident: kept", "staff: kept"]


def test_the_doctor_says_what_to_mend(service):
    sick = service.klaiban("doctor")
    assert sick.returncode == 1
    assert "BAD staff: nobody is on duty in ทุ่งมะพร้าว, ลำภี" in sick.stdout
    for good in ("database", "redis", "content", "LINE account", "LINE validator"):
        assert f"ok  {good}:" in sick.stdout, sick.stdout


def test_the_doctor_of_a_service_without_line_says_so(service):
    env = service.env
    service.env = env | {"LINE_API_BASE_URL": "http://127.0.0.1:9"}
    try:
        said = service.klaiban("doctor").stdout
    finally:
        service.env = env
    assert "BAD LINE account: LINE does not answer" in said
    assert "ok  database" in said


def test_a_wrong_token_is_named(service):
    env = service.env
    service.env = env | {"LINE_CHANNEL_ACCESS_TOKEN": "wrong"}
    try:
        assert "issue a new one" in service.klaiban("doctor").stdout
    finally:
        service.env = env
