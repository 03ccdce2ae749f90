"""What a message must not do to the page: markup, addresses, styles."""

import pytest
from playwright.sync_api import expect

from tests.simulator_browser import (
    NO_BROWSER,
    browser_fixtures,
    flex,
    phone,
    say,
)
from tests.simulator_stage import ALICE, BOB, push, text

running, browser, line, bot, page = browser_fixtures()
pytestmark = NO_BROWSER


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
