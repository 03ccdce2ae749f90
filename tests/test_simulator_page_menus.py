"""Rich menus, quick replies and templates on the phone."""

from playwright.sync_api import expect

from tests.simulator_browser import (
    NO_BROWSER,
    browser_fixtures,
    menu,
    phone,
    picture,
    say,
)
from tests.simulator_stage import ALICE, push, text

running, browser, line, bot, page = browser_fixtures()
pytestmark = NO_BROWSER


def test_a_rich_menu_switch_shows_the_other_picture(line, bot, page):
    switch = {"type": "richmenuswitch", "label": "more", "richMenuAliasId": "staff", "data": "to=staff"}
    first, second = menu(line, "resident", ["more"], {"more": switch}), menu(line, "staff", ["there"])
    line.api("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "staff", "richMenuId": second})
    line.api("POST", f"/v2/bot/user/{ALICE}/richmenu/{first}")
    image = phone(page).locator(".menu img")
    expect(image).to_have_attribute("src", f"/sim/richmenu/{first}")
    phone(page).get_by_role("button", name="more", exact=True).click()
    expect(image).to_have_attribute("src", f"/sim/richmenu/{second}")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1200
    assert bot.events[-1]["postback"]["params"]["status"] == "SUCCESS"
    picture(page, "menu-switch")


def test_the_areas_of_a_rich_menu_lie_where_they_were_drawn(line, bot, page):
    menu_id = menu(line, "resident", ["a", "b", "c", "d", "e", "f"])
    line.api("POST", f"/v2/bot/user/{ALICE}/richmenu/{menu_id}")
    box = phone(page).locator(".menu").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.75)
    expect(phone(page).locator(".row.me .text")).to_have_text("e")
    assert bot.events[-1]["message"]["text"] == "e"


def test_the_chat_bar_opens_and_closes_the_menu(line, page):
    line.api("POST", f"/v2/bot/user/{ALICE}/richmenu/{menu(line, 'resident', ['a'])}")
    shown, bar = phone(page).locator(".menu"), phone(page).get_by_role("button", name="Menu", exact=True)
    expect(shown).to_be_visible()
    bar.last.click()
    expect(shown).to_be_hidden()


def test_line_for_pc_hides_menu_and_quick_replies(line, page):
    line.api("POST", f"/v2/bot/user/{ALICE}/richmenu/{menu(line, 'resident', ['a'])}")
    push(line, ALICE, text("?", quickReply={"items": [{"type": "action", "action": say("yes")}]}))
    expect(phone(page).locator(".quick button")).to_be_visible()
    phone(page).locator(".head .icon").last.click()
    phone(page).get_by_role("button", name="LINE for PC").click()
    expect(phone(page).locator(".menu")).to_be_hidden()
    expect(phone(page).locator(".quick")).to_be_hidden()
    expect(phone(page).locator("textarea")).to_be_visible()


def test_quick_replies_are_pressed_and_vanish(line, bot, page):
    push(line, ALICE, text("?", quickReply={"items": [{"type": "action", "action": say("yes")}]}))
    phone(page).get_by_role("button", name="yes", exact=True).click()
    expect(phone(page).locator(".row.me .text")).to_have_text("ok")
    expect(phone(page).locator(".quick")).to_be_hidden()


def test_a_date_is_chosen_on_the_phone(line, bot, page):
    picker = {"type": "datetimepicker", "label": "when", "data": "d", "mode": "date", "initial": "2026-12-01"}
    push(line, ALICE, text("?", quickReply={"items": [{"type": "action", "action": picker}]}))
    phone(page).get_by_role("button", name="when", exact=True).click()
    phone(page).get_by_role("button", name="OK").click()
    expect(phone(page).locator(".quick")).to_be_hidden()
    assert bot.events[-1]["postback"] == {"data": "d", "params": {"date": "2026-12-01"}}


def test_templates_and_carousels_are_drawn(line, page):
    columns = [{"title": f"T{n}", "text": "words", "actions": [say("go")]} for n in range(3)]
    for template in (
        {"type": "confirm", "text": "sure?", "actions": [say("yes"), say("no")]},
        {"type": "buttons", "title": "B", "text": "words", "actions": [say("one"), say("two")]},
        {"type": "carousel", "columns": columns},
    ):
        assert push(line, ALICE, {"type": "template", "altText": "t", "template": template}).status == 200
    expect(phone(page).locator(".card")).to_have_count(5)
    assert phone(page).locator(".screen").bounding_box()["width"] < 360, "a carousel scrolls inside its phone"
    phone(page).get_by_role("button", name="no", exact=True).click()
    expect(phone(page).locator(".rows .row.me")).to_have_count(1)
    picture(page, "templates")
