"""The phones page in a real browser: what people see and press, and what does no harm."""

import re
import subprocess
import threading
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from simulator import driving
from tests.simulator_stage import ALICE, BOB, SECRET, TOKEN, clean, push, reply, stage, text

SIMULATOR = Path(driving.__file__).parent
STORY = tomllib.loads((SIMULATOR / "samples" / "story.toml").read_text(encoding="utf-8"))
PICTURES = Path(__file__).parent / "pictures"
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no chromium on this machine")


@pytest.fixture(scope="module")
def running():
    with stage("--name", STORY["account"]) as (line, bot):
        yield line, bot


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def line(running):
    clean(*running)
    running[0].sim("POST", "/reset")
    running[0].person("Alice", user_id=ALICE, language="en")
    return running[0]


@pytest.fixture
def bot(line, running):
    return running[1]


@pytest.fixture
def page(line, browser):
    opened = browser.new_page(viewport={"width": 1280, "height": 860})
    opened.errors, opened.asked = [], []
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.goto(line.base)
    expect(opened.locator(".top .line")).to_have_text("connected")
    yield opened
    assert opened.errors == []
    outside = [url for url in opened.asked if not url.startswith((line.base, "data:", "blob:"))]
    assert outside == [], "no request leaves the machine"
    opened.close()


def phone(page, name="Alice"):
    return page.get_by_role("region", name=f"Phone of {name}")


def says(page, words, name="Alice"):
    box = phone(page, name).locator("textarea")
    if not box.is_visible():
        phone(page, name).locator(".chat-bar .icon").click()
    box.fill(words)
    box.press("Enter")


def picture(page, name):
    PICTURES.mkdir(exist_ok=True)
    page.wait_for_timeout(350)
    page.screenshot(path=PICTURES / f"simulator-{name}.png")


def menu(line, kind, labels, actions=None):
    """One of the sample pictures with an area for each label."""
    areas = []
    for index, label in enumerate(labels):
        bounds = {"x": 400 * (index % 3), "y": 405 * (index // 3), "width": 400, "height": 405}
        action = (actions or {}).get(label, {"type": "message", "label": label, "text": label})
        areas.append({"bounds": bounds, "action": action})
    body = {"size": {"width": 1200, "height": 810}, "selected": True, "name": kind, "chatBarText": "Menu"}
    menu_id = line.api("POST", "/v2/bot/richmenu", body | {"areas": areas}).body["richMenuId"]
    data = (SIMULATOR / "samples" / f"menu_{kind}.png").read_bytes()
    headers = {"Content-Type": "image/png"}
    assert line.api("POST", f"/v2/bot/richmenu/{menu_id}/content", data, headers).status == 200
    return menu_id


def flex(*contents, **more):
    body = {"type": "box", "layout": "vertical", "contents": list(contents)}
    return {"type": "flex", "altText": "card", "contents": {"type": "bubble", "body": body, **more}}


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


EVIL = "<img src=x onerror=\"window.hacked='img'\"><script>window.hacked='script'</script>"


def test_markup_in_words_does_nothing(line, page):
    line.person(EVIL[:60], user_id=BOB, language="en")
    push(line, ALICE, text(EVIL, sender={"name": "<b>Nurse</b>"}))
    push(line, ALICE, flex({"type": "text", "text": EVIL, "wrap": True}))
    push(line, ALICE, text("?", quickReply={"items": [{"type": "action", "action": say("<b>x</b>")}]}))
    line.does(ALICE, "say", text=EVIL)
    line.does(ALICE, "location", title=EVIL, address=EVIL, latitude=1, longitude=2)
    expect(phone(page).locator(".rows .row")).to_have_count(5)
    expect(phone(page).locator(".flex-text")).to_have_text(EVIL)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".rows img, .rows script, .rows b:not(.read), h2 img").count() == 0


def say(label):
    return {"type": "message", "label": label, "text": "ok"}


@pytest.mark.parametrize(
    "uri", ["javascript:window.hacked=1", "data:text/html,<script>1</script>", "JaVaScRiPt:alert(1)"]
)
def test_an_address_of_another_scheme_opens_nothing(page, uri):
    """LINE refuses these, so the page is asked past the simulator's own check."""
    shown = page.evaluate(
        """async (uri) => {
            const { flex } = await import("/page/js/flex.js");
            const { Sheets } = await import("/page/js/sheets.js");
            const phone = { words: {}, press: (action) => sheets.address(action.uri) };
            const sheets = new Sheets(phone);
            const button = { type: "button", action: { type: "uri", label: "x", uri } };
            const body = { type: "box", layout: "vertical", contents: [button] };
            const drawn = flex(phone, { type: "bubble", body });
            document.body.append(drawn, sheets.node);
            drawn.querySelector("button").click();
            return { links: sheets.node.querySelectorAll("a, iframe, script").length, text: sheets.node.textContent };
        }""",
        uri,
    )
    assert shown["links"] == 0
    assert uri in shown["text"]
    assert page.evaluate("window.hacked") is None


def test_styles_of_a_flex_message_cannot_load_or_cover_anything(page):
    drawn = page.evaluate(
        """async () => {
            const { flex } = await import("/page/js/flex.js");
            const evil = "url(https://evil.example/x)";
            const background = { type: "linearGradient", angle: evil, startColor: evil, endColor: evil };
            const box = { type: "box", layout: "vertical", contents: [], backgroundColor: evil, background,
                width: "calc(100vw)", offsetTop: "-9px;color:red" };
            const styles = { body: { backgroundColor: evil } };
            return flex({ words: {} }, { type: "bubble", body: box, styles }).outerHTML;
        }"""
    )
    assert "evil" not in drawn
    assert "calc" not in drawn


def test_an_unknown_component_leaves_a_visible_mark(page):
    drawn = page.evaluate(
        """async () => {
            const { flex } = await import("/page/js/flex.js");
            const body = { type: "box", layout: "vertical", contents: [{ type: "hologram" }] };
            return flex({ words: { unknown: "Not shown" } }, { type: "bubble", body }).textContent;
        }"""
    )
    assert drawn == "Not shown: hologram"


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
