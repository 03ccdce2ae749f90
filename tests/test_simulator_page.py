"""The phones page as a whole: a story on two phones, many phones, small windows, a server that goes away."""

import re
import subprocess
import threading

from playwright.sync_api import expect

from simulator import driving
from tests.simulator_browser import (
    NO_BROWSER,
    SIMULATOR,
    STORY,
    browser_fixtures,
    flex,
    menu,
    phone,
    picture,
    says,
)
from tests.simulator_stage import ALICE, BOB, SECRET, TOKEN, push, reply, text

running, browser, line, bot, page = browser_fixtures()
pytestmark = NO_BROWSER


def test_a_resident_and_a_staff_member_play_a_story_side_by_side(line, bot, page):
    """The three conversations of issue A, with a small bot in place of the product."""
    says_, message = STORY["says"], STORY["message"]
    alice, bob = (
        line.person(STORY["resident"], user_id="U" + "1" * 32),
        line.person(STORY["staff"], user_id=BOB, kind="staff"),
    )
    usual = menu(line, "resident", STORY["menu"][0]["resident"])
    own = menu(line, "staff", STORY["menu"][0]["staff"])
    line.api("POST", f"/v2/bot/user/all/richmenu/{usual}")
    line.api("POST", f"/v2/bot/user/{bob}/richmenu/{own}")

    help_me = message["card"]["template"]["actions"][0]

    def answer(event):
        words = event.get("message", {}).get("text")
        if words == says_["question"]:
            reply(line, event["replyToken"], message["allowance"])
            push(line, bob, message["ticket"])
        elif words == says_["card"]:
            reply(line, event["replyToken"], message["card"])
        elif words == says_["danger"]:
            reply(line, event["replyToken"], message["emergency"])
        elif words == says_["answer"]:
            push(line, alice, message["relayed"])

    bot.answer = answer
    resident, staff = phone(page, STORY["resident"]), phone(page, STORY["staff"])
    for shown in (resident, staff):
        expect(shown.locator(".menu img")).to_be_visible()
    says(page, says_["question"], STORY["resident"])
    expect(resident.locator(".quick button")).to_have_count(4)
    take = message["ticket"]["contents"]["footer"]["contents"][0]["action"]
    expect(staff.get_by_role("button", name=take["label"], exact=True)).to_be_visible()
    expect(staff.locator(".notice")).to_contain_text(message["ticket"]["altText"])
    phone(page).evaluate("node => node.hidden = true")
    picture(page, "allowance")
    staff.get_by_role("button", name=take["label"], exact=True).click()
    expect(staff.locator(".rows .row.me").last).to_contain_text(take["displayText"])
    says(page, says_["answer"], STORY["staff"])
    expect(resident.locator(".rows .row.account").last).to_contain_text(message["relayed"]["text"])
    expect(resident.locator(".name").last).to_have_text(re.compile(f"^{message['relayed']['sender']['name']} .+"))
    picture(page, "answer")
    says(page, says_["card"], STORY["resident"])
    resident.get_by_role("button", name=help_me["label"], exact=True).click()
    expect(resident.locator(".rows .row.me").last).to_contain_text(help_me["displayText"])
    picture(page, "card")
    says(page, says_["danger"], STORY["resident"])
    resident.locator(".flex-button").first.click()
    expect(resident.locator(".big")).to_have_text("191")
    picture(page, "danger")
    assert [e["postback"]["data"] for e in bot.events if e["type"] == "postback"] == [take["data"], help_me["data"]]


def test_a_person_is_added_with_a_click(line, bot, page):
    page.get_by_role("button", name="+ Staff").click()
    expect(page.locator(".phone.staff")).to_have_count(1)
    assert bot.events[-1]["type"] == "follow"


def test_the_keyboard_is_enough(line, bot, page):
    phone(page).locator("textarea").focus()
    page.keyboard.type("one line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("and another")
    page.keyboard.press("Enter")
    expect(phone(page).locator(".row.me .text")).to_have_text("one line\nand another")
    phone(page).get_by_role("button", name="Send something else").press("Enter")
    sheet = phone(page).get_by_role("dialog")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_every_button_has_a_name_for_a_screen_reader(line, page):
    push(line, ALICE, flex({"type": "button", "action": {"type": "uri", "label": "call", "uri": "tel:1300"}}))
    expect(phone(page).locator(".flex-button")).to_be_visible()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, [role=button], input, textarea, select")]
            .filter((node) => !(node.textContent.trim() || node.ariaLabel || node.labels?.length || node.placeholder))
            .map((node) => node.outerHTML)"""
    )
    assert nameless == []


def test_a_small_window_holds_one_phone(line, page):
    page.set_viewport_size({"width": 360, "height": 740})
    push(line, ALICE, STORY["message"]["allowance"])
    push(line, ALICE, STORY["message"]["emergency"])
    expect(phone(page).locator(".flex")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    frame = phone(page).locator(".frame").bounding_box()
    assert wide <= 360
    assert frame["x"] >= 0
    assert frame["x"] + frame["width"] <= 360
    picture(page, "small")


def test_two_hundred_phones_and_ten_thousand_messages_stay_usable(line, bot, page):
    for number in range(199):
        line.person(f"Person {number}", follow=False)
    five = [text(f"message {n}") for n in range(5)]
    hands = [threading.Thread(target=lambda: [push(line, ALICE, *five) for _ in range(500)]) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    page.reload()
    expect(page.locator(".phone")).to_have_count(200, timeout=10_000)
    expect(phone(page).locator(".rows .row")).to_have_count(100)
    says(page, "still here?")
    expect(phone(page).locator(".rows .row.me").last).to_contain_text("still here?", timeout=3_000)
    phone(page).get_by_role("button", name="Older messages").click()
    expect(phone(page).locator(".rows .row")).to_have_count(201)


def test_the_page_outlives_the_simulator_and_comes_back(browser, tmp_path):
    words = ("--state", str(tmp_path / "state.json"))
    first = driving.start("http://127.0.0.1:9/", *words, token=TOKEN, secret=SECRET)
    first.person("Alice", user_id=ALICE, language="en", follow=False)
    page = browser.new_page()
    page.goto(first.base)
    expect(page.locator(".top .line")).to_have_text("connected")
    first.stop()
    expect(page.locator(".top .line")).to_contain_text("trying again")
    port = first.base.rsplit(":", 1)[1]
    second = driving.start("http://127.0.0.1:9/", *words, "--port", port, token=TOKEN, secret=SECRET)
    try:
        expect(page.locator(".top .line")).to_have_text("connected", timeout=15_000)
        second.does(ALICE, "say", text="back again")
        expect(phone(page).locator(".rows .row.me")).to_contain_text("back again")
    finally:
        page.close()
        second.stop()


def test_the_pages_own_files_are_plain_and_complete():
    """No build step, nothing from elsewhere, the font's licence beside the font."""
    page = SIMULATOR / "page"
    told = subprocess.run(["node", "--version"], capture_output=True, check=False)
    for file in [*page.rglob("*.js"), *page.rglob("*.css"), *page.rglob("*.html")]:
        words = file.read_text(encoding="utf-8")
        assert "innerHTML" not in words, file.name
        assert not re.search(r"(src|href|url\(|import|from)\s*[=(]?\s*[\"']https?:", words), file.name
    assert "SIL Open Font License" in (page / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert told.returncode == 0
