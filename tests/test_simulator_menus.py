"""Rich menus keep LINE's rules: made, painted once, shown, switched, deleted."""

import struct
import zlib

import pytest

from tests.simulator_stage import ALICE, BOB, stage_fixtures

SWITCH = {"type": "richmenuswitch", "label": "other", "richMenuAliasId": "other", "data": "to=other"}


running, line, bot = stage_fixtures()


def png(width=800, height=400):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x33\x99\x66" * width) * height)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def menu(label="hello", action=None):
    action = action or {"type": "message", "label": label, "text": label}
    bounds = {"x": 0, "y": 0, "width": 800, "height": 400}
    return {
        "size": {"width": 800, "height": 400},
        "selected": True,
        "name": label,
        "chatBarText": "menu",
        "areas": [{"bounds": bounds, "action": action}],
    }


def upload(line, menu_id, data=None, kind="image/png"):
    return line.api("POST", f"/v2/bot/richmenu/{menu_id}/content", data or png(), {"Content-Type": kind})


def made(line, body=None, *, painted=True):
    menu_id = line.api("POST", "/v2/bot/richmenu", body or menu()).body["richMenuId"]
    if painted:
        assert upload(line, menu_id).status == 200
    return menu_id


def link(line, menu_id, who=ALICE):
    return line.api("POST", f"/v2/bot/user/{who}/richmenu/{menu_id}")


def test_a_linked_menu_shows_at_once(line):
    """R#link-rich-menu-to-user"""
    menu_id = made(line)
    assert link(line, menu_id).status == 200
    chat = line.chat(ALICE)
    assert (chat["richMenu"], chat["richMenuLabels"]) == (menu_id, ["hello"])
    assert line.api("GET", f"/v2/bot/user/{ALICE}/richmenu").body == {"richMenuId": menu_id}


def test_a_menu_without_a_picture_cannot_be_shown(line):
    """R#link-rich-menu-to-user, R#set-default-rich-menu"""
    menu_id = made(line, painted=False)
    told = {"message": "must upload richmenu image before applying it to user"}
    assert (link(line, menu_id).status, link(line, menu_id).body) == (400, told)
    assert line.api("POST", f"/v2/bot/user/all/richmenu/{menu_id}").body == told


def test_a_picture_cannot_be_replaced(line):
    """R#upload-rich-menu-image"""
    answer = upload(line, made(line))
    assert (answer.status, answer.body) == (
        400,
        {"message": "An image has already been uploaded to the richmenu"},
    )


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (png(799, 400), "image/png", 400),
        (png(800, 249), "image/png", 400),
        (png(800, 600), "image/png", 400),
        (png() + b"\0" * 1024 * 1024, "image/png", 400),
        (b"no picture", "image/png", 400),
        (png(), "image/gif", 415),
        (png(2500, 1686), "image/png", 200),
    ],
)
def test_a_picture_keeps_its_limits(line, data, kind, status):
    """R#upload-rich-menu-image-requirements"""
    assert upload(line, made(line, painted=False), data, kind).status == status


def test_the_picture_can_be_fetched_again(line):
    """R#download-rich-menu-image"""
    picture = line.api("GET", f"/v2/bot/richmenu/{made(line)}/content")
    assert picture.raw == png()
    assert picture.headers["content-type"] == "image/png"


def test_a_persons_own_menu_goes_before_the_default(line):
    """D/rich-menus-overview: priority"""
    usual, own = made(line, menu("usual")), made(line, menu("own"))
    line.api("POST", f"/v2/bot/user/all/richmenu/{usual}")
    assert line.chat(ALICE)["richMenuLabels"] == ["usual"]
    link(line, own)
    assert line.chat(ALICE)["richMenuLabels"] == ["own"]
    line.api("DELETE", f"/v2/bot/user/{ALICE}/richmenu")
    assert line.chat(ALICE)["richMenuLabels"] == ["usual"]
    line.api("DELETE", "/v2/bot/user/all/richmenu")
    assert line.chat(ALICE)["richMenu"] is None


def test_what_is_not_linked_is_told_in_lines_words(line):
    """R#get-rich-menu-id-of-user, R#get-default-rich-menu-id"""
    own = line.api("GET", f"/v2/bot/user/{ALICE}/richmenu")
    usual = line.api("GET", "/v2/bot/user/all/richmenu")
    assert (own.status, own.body) == (404, {"message": "the user has no richmenu"})
    assert (usual.status, usual.body) == (404, {"message": "no default richmenu"})


def test_linking_for_a_stranger_answers_200_and_does_nothing(line):
    """R#link-rich-menu-to-user"""
    bob = line.person("Bob", user_id=BOB, follow=False)
    assert link(line, made(line), bob).status == 200
    assert line.chat(bob)["richMenu"] is None


def test_a_menu_is_unlinked_when_the_account_is_blocked(line):
    """D/rich-menus-overview"""
    link(line, made(line))
    line.does(ALICE, "block")
    line.does(ALICE, "unblock")
    assert line.chat(ALICE)["richMenu"] is None


def test_many_people_are_linked_at_once(line):
    """R#link-rich-menu-to-users"""
    line.person("Bob", user_id=BOB)
    body = {"richMenuId": made(line), "userIds": [ALICE, BOB]}
    assert line.api("POST", "/v2/bot/richmenu/bulk/link", body).status == 202
    assert line.chat(BOB)["richMenuLabels"] == ["hello"]
    assert line.api("POST", "/v2/bot/richmenu/bulk/unlink", {"userIds": [BOB]}).status == 202
    assert line.chat(BOB)["richMenu"] is None


def test_aliases_are_made_changed_listed_and_deleted(line):
    """R#rich-menu-alias"""
    first, second = made(line), made(line)
    alias = {"richMenuAliasId": "main", "richMenuId": first}
    assert line.api("POST", "/v2/bot/richmenu/alias", alias).status == 200
    assert line.api("POST", "/v2/bot/richmenu/alias", alias).body == {"message": "conflict richmenu alias id"}
    line.api("POST", "/v2/bot/richmenu/alias/main", {"richMenuId": second})
    assert line.api("GET", "/v2/bot/richmenu/alias/main").body == alias | {"richMenuId": second}
    assert line.api("GET", "/v2/bot/richmenu/alias/list").body["aliases"] == [alias | {"richMenuId": second}]
    assert line.api("DELETE", "/v2/bot/richmenu/alias/main").status == 200
    assert line.api("GET", "/v2/bot/richmenu/alias/main").status == 404


def test_an_alias_has_a_plain_name(line):
    """R#create-rich-menu-alias"""
    answer = line.api("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "Main Menu", "richMenuId": made(line)})
    assert answer.body["details"][0]["property"] == "richMenuAliasId"


def test_a_switch_shows_the_other_menu_and_posts_back_its_status(line, bot):
    """R#richmenu-switch-action, R#postback-params-object-for-richmenu-switch-action"""
    other = made(line, menu("there"))
    line.api("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "other", "richMenuId": other})
    link(line, made(line, menu(action=SWITCH)))
    line.does(ALICE, "press", label="other")
    assert line.chat(ALICE)["richMenuLabels"] == ["there"]
    params = {"newRichMenuAliasId": "other", "status": "SUCCESS"}
    assert bot.events[-1]["postback"] == {"data": "to=other", "params": params}


def test_a_switch_to_nowhere_says_what_is_missing(line, bot):
    """R#postback-params-object-for-richmenu-switch-action"""
    link(line, made(line, menu(action=SWITCH)))
    line.does(ALICE, "press", label="other")
    assert bot.events[-1]["postback"]["params"] == {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    other = made(line, menu("there"))
    line.api("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "other", "richMenuId": other})
    line.api("DELETE", f"/v2/bot/richmenu/{other}")
    line.does(ALICE, "press", label="other")
    assert bot.events[-1]["postback"]["params"] == {"status": "RICHMENU_NOTFOUND"}


def test_a_deleted_menu_is_gone(line):
    """R#delete-rich-menu"""
    menu_id = made(line)
    link(line, menu_id)
    assert line.api("DELETE", f"/v2/bot/richmenu/{menu_id}").status == 200
    assert line.api("GET", f"/v2/bot/richmenu/{menu_id}").status == 404
    assert line.chat(ALICE)["richMenu"] is None


def test_menus_are_listed_as_they_were_made(line):
    """R#get-rich-menu-list"""
    menu_id = made(line)
    assert line.api("GET", "/v2/bot/richmenu/list").body == {"richmenus": [{"richMenuId": menu_id} | menu()]}


def test_validation_and_creation_refuse_alike(line):
    """R#validate-rich-menu-object"""
    wrong = menu() | {"chatBarText": "x" * 15}
    checked = line.api("POST", "/v2/bot/richmenu/validate", wrong)
    assert checked.status == 400
    assert checked.body == line.api("POST", "/v2/bot/richmenu", wrong).body
    assert line.api("POST", "/v2/bot/richmenu/validate", menu()).status == 200


def test_no_more_than_a_hundred_menus_an_hour(line):
    """R#rate-limits"""
    answers = [line.api("POST", "/v2/bot/richmenu", menu()).status for _ in range(101)]
    assert answers == [200] * 100 + [429]
