"""What a hand does on the phone and in the drawer: send, unsend, block, read, switch faults."""

from playwright.sync_api import expect

from tests.simulator_browser import (
    NO_BROWSER,
    browser_fixtures,
    phone,
    picture,
)
from tests.simulator_stage import ALICE, push

running, browser, line, bot, page = browser_fixtures()
pytestmark = NO_BROWSER


def test_everything_can_be_sent_from_the_phone(line, bot, page):
    here = phone(page)
    for kind in ("Video", "Voice message"):
        here.get_by_role("button", name="Send something else").click()
        here.get_by_role("button", name=kind).last.click()
    here.get_by_role("button", name="Camera", exact=True).click()
    here.get_by_role("button", name="Camera (Sample)").click()
    here.get_by_role("button", name="Sticker", exact=True).click()
    here.locator(".face").nth(1).click()
    here.get_by_role("button", name="Send something else").click()
    here.get_by_role("button", name="Location").click()
    here.get_by_role("button", name="Share").click()
    expect(here.locator(".rows .row.me")).to_have_count(5)
    assert {e["message"]["type"] for e in bot.events if e["type"] == "message"} == {
        "video",
        "audio",
        "image",
        "sticker",
        "location",
    }
    assert here.locator(".photo img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") == 800
    picture(page, "media")


def test_a_message_is_taken_back(line, bot, page):
    line.does(ALICE, "say", text="oops")
    row = phone(page).locator(".rows .row.me")
    row.hover()
    row.get_by_role("button", name="More").click()
    phone(page).get_by_role("button", name="Unsend").click()
    expect(phone(page).locator(".gone")).to_have_text("You unsent a message.")
    assert bot.events[-1]["type"] == "unsend"


def test_blocking_closes_the_way_to_write(line, bot, page):
    phone(page).locator(".head .icon").last.click()
    phone(page).get_by_role("button", name="Block").click()
    expect(phone(page).locator("textarea")).to_be_hidden()
    phone(page).get_by_role("button", name="Unblock").click()
    expect(phone(page).locator("textarea")).to_be_visible()
    assert [e["type"] for e in bot.events[-2:]] == ["unfollow", "follow"]


def test_the_dots_of_waiting_show_and_go(line, page):
    line.api("POST", "/v2/bot/chat/loading/start", {"chatId": ALICE})
    expect(phone(page).locator(".waiting")).to_be_visible()
    push(line, ALICE)
    expect(phone(page).locator(".waiting")).to_be_hidden()


def test_what_was_read_says_so(line, page):
    line.does(ALICE, "say", text="hi")
    expect(phone(page).locator(".read")).to_have_text("Read")


def test_the_drawer_shows_calls_with_what_was_wrong(line, page):
    page.get_by_role("button", name="Log & switches").click()
    push(line, ALICE, {"type": "text"})
    entry = page.locator(".log li").first
    expect(entry).to_contain_text("pushMessage")
    expect(entry).to_contain_text("1 problem(s)")
    entry.locator("summary").click()
    expect(entry).to_contain_text("May not be empty")
    line.sim("PUT", "/quota", {"type": "limited", "value": 300, "used": 240})
    expect(page.locator(".gauge")).to_contain_text("240 of 300 used")
    page.locator(".switches summary").click()
    picture(page, "drawer")


def test_a_fault_is_switched_on_from_the_drawer(line, page):
    page.get_by_role("button", name="Log & switches").click()
    page.locator(".switches summary").click()
    page.get_by_label("Operation").select_option("pushMessage")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".switches .on")).to_have_text("1 on")
    assert push(line, ALICE).status == 500
    page.get_by_role("button", name="All faults off").click()
    expect(page.locator(".switches .on")).to_have_text("")
    assert push(line, ALICE).status == 200
