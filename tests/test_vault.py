"""Encryption: nothing opens elsewhere, with another key, or after its key was destroyed."""

import base64

import pytest

from models.vault import BadRing, Locker, Vault, WrongKey, new_ring_setting, ring


def test_what_is_sealed_opens_only_at_its_place():
    lock = Locker(b"k" * 32)
    sealed = lock.seal("notes|1|words", "ความลับ \ud800 😀")
    assert lock.open("notes|1|words", sealed) == "ความลับ \ud800 😀"
    for elsewhere in ("notes|2|words", "people|1|words", "notes|1|name"):
        with pytest.raises(WrongKey):
            lock.open(elsewhere, sealed)
    for broken in (sealed[:-1], sealed[:10], b"", sealed[:-1] + bytes([sealed[-1] ^ 1])):
        with pytest.raises(WrongKey):
            lock.open("notes|1|words", broken)


def test_the_same_words_are_never_sealed_alike():
    lock = Locker(b"k" * 32)
    assert lock.seal("x", "คำ") != lock.seal("x", "คำ")


def test_a_key_inside_a_key_inside_the_ring():
    outer = ring(new_ring_setting())
    person, wrapped = outer.new("people|1|key")
    message, inner = person.new("arrivals|1|key")
    sealed = message.seal("arrivals|1|raw", "คำ")
    assert outer.inside("people|1|key", wrapped).inside("arrivals|1|key", inner).open("arrivals|1|raw", sealed) == "คำ"
    with pytest.raises(WrongKey):
        outer.inside("people|2|key", wrapped)


def test_old_ring_keys_still_open_and_the_first_seals():
    old, new = new_ring_setting("old"), new_ring_setting("new")
    sealed = ring(old).seal("x", "คำ")
    both = ring(f"{new},{old}")
    assert both.open("x", sealed) == "คำ"
    assert both.seal("x", "คำ")[1:4] == b"new"
    with pytest.raises(WrongKey):
        ring(new).open("x", sealed)


GOOD = base64.b64encode(b"k" * 32).decode()


@pytest.mark.parametrize(
    "setting",
    ["", ",", "k1", f"k1{GOOD}", "k1:short", f"k 1:{GOOD}", f"k:{GOOD},k:{GOOD}", f"ก:{GOOD}", "k1:" + GOOD[:-4]],
)
def test_a_ring_that_is_none_is_refused_without_showing_it(setting):
    with pytest.raises(BadRing) as refused:
        ring(setting)
    assert GOOD not in str(refused.value)


def test_a_ring_can_lie_in_a_file(tmp_path):
    (tmp_path / "data.key").write_text(new_ring_setting("k9") + "\n")
    assert ring(f"@{tmp_path / 'data.key'}").active == "k9"


def test_the_blind_index_is_keyed_and_kinds_do_not_mix():
    one, other = Vault(ring(new_ring_setting()), b"1" * 32), Vault(ring(new_ring_setting()), b"2" * 32)
    assert one.index("line", "U1") == one.index("line", "U1")
    assert (
        len({one.index("line", "U1"), one.index("phone", "U1"), other.index("line", "U1"), one.index("line", "U2")})
        == 4
    )


def test_unsent_words_are_gone_and_the_staff_is_warned(town):
    from models.arrivals import Arrival
    from models.notes import Note, words

    malee, koi = town.arrives("มาลี", "protection"), town.arrives("ก้อย")
    town.says(koi, "แฟนเมาแล้วเอามีดไล่ฟัน อยู่ลำภี")
    koi.ask("unsend", {"messageId": koi.last_own()})
    town.work()
    (ticket,) = town.tickets
    assert all("มีด" not in words(town.wires.vault, ticket, n) for n in town.rows(Note))
    assert any(a.key is None for a in town.rows(Arrival))
    heard = town.presses(malee, "รับเรื่อง")
    assert "อาจมีผู้อื่นเห็นหน้าจอ" in heard
    assert "เอามีดไล่ฟัน" not in heard


def test_a_dump_of_the_database_shows_no_word_name_or_line_id(town):
    yai, napha = town.arrives("ยายแจ่มใจ", "head"), town.arrives("นภาพร")
    town.says(napha, "เบี้ยผู้สูงอายุบ้านเลขที่ 99/7 โทร 0812345678 อยู่ลำภี")
    dump = []
    with town.wires.engine.connect() as connection:
        from models.tables import metadata

        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()):
                dump += [v if isinstance(v, bytes) else str(v).encode() for v in row]
    whole = b"\n".join(dump)
    for canary in ("99/7", "0812345678", "ยายแจ่มใจ", "นภาพร", "บ้านเลขที่", yai.user, napha.user):
        assert canary.encode() not in whole
