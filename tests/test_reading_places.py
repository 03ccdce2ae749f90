"""Places are found as people write them; a near miss is asked, never assumed."""

import pytest

from nlp.gazetteer import at_postcode, named_anywhere, nearest, subdistrict
from nlp.places import Place, find_places, guess_places, resolve

AMPHOE = ("ท้ายเหมือง", "พังงา")
LAMPHI = Place("820805", "ลำภี", *AMPHOE, ("ทุ่งลำภี",), "82120")
THUNG = Place("820804", "ทุ่งมะพร้าว", *AMPHOE, (), "82120")
TOWN = Place("820801", "ท้ายเหมือง", *AMPHOE, (), "82120")
BANG = Place("820803", "บางทอง", *AMPHOE, (), "82120")
SERVED = (LAMPHI, THUNG, TOWN, BANG)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("อยู่ลำภี", LAMPHI),
        ("แม่อายุ 62 อยู่ลำภีค่ะ", LAMPHI),
        ("ต.ลำภี อ.ท้ายเหมือง จ.พังงา", LAMPHI),
        ("บ้านอยู่ลำพี", LAMPHI),
        ("อยู่รำภี", LAMPHI),
        ("ทุ่งลำภี", LAMPHI),
        ("ทุ่งมะพร้าว", THUNG),
        ("ทุงมะพราวคับ", THUNG),
        ("อยู่ทุ่งมะพร้าว ท้ายเหมือง", THUNG),
        ("ตำบลท้ายเหมือง", TOWN),
        ("ต.ท้ายเหมือง", TOWN),
    ],
)
def test_a_named_place_is_found(text, place):
    assert find_places(text, SERVED)[0] == place
    assert resolve(text, SERVED).code == place.code


@pytest.mark.parametrize("text", ["", "อยู่ลำปี", "อยู่ลำปาง", "บ้างท้องเสีย", "82120", "ขอเบี้ย", "ลำพูน"])
def test_what_is_not_named_is_not_certain(text):
    assert find_places(text, SERVED) == ()
    assert not resolve(text, SERVED).certain


def test_a_near_miss_is_offered():
    assert guess_places("อยู่ลำปี", SERVED) == (LAMPHI,)


def test_a_shared_postcode_or_the_district_offers_its_subdistricts():
    assert set(guess_places("82120", SERVED)) == set(SERVED)
    assert set(guess_places("อยู่ท้ายเหมือง", SERVED)) == set(SERVED)


def test_the_name_leaves_the_remainder():
    assert resolve("หมู่ 3 ลำภี", SERVED).remainder == "หมู่ 3"


def test_every_subdistrict_of_the_country_is_known_by_its_code():
    place = subdistrict("820805")
    assert (place.name, place.amphoe, place.province, place.postcode) == ("ลำภี", "ท้ายเหมือง", "พังงา", "82120")
    assert len({p.code for p in at_postcode("82120")}) == 6
    assert subdistrict("999999") is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("อยู่ ต.หนองบัว อ.เมืองกาญจนบุรี", {"710106"}),
        ("ตำบลลำแก่น ท้ายเหมือง", {"820806"}),
        ("ต้องใช้อะไรบ้าง", set()),
    ],
)
def test_a_marked_name_is_found_in_all_thailand(text, codes):
    assert {place.code for place in named_anywhere(text)} == codes


def test_a_name_that_many_share_offers_them_all():
    assert len(named_anywhere("ตำบลหนองบัว")) > 20


def test_a_pin_suggests_the_nearest_served_places_first():
    assert [code for code, _ in nearest(8.59, 98.36, ["820804", "820805"])] == ["820805", "820804"]
