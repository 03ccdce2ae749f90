"""The three conversations once more, this time by hands on the phones page, in a real browser, against the real service."""

from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.player import Phone, Play, load
from tests.simulator_browser import CHROMIUM, NO_BROWSER, PICTURES, QUIET

pytestmark = NO_BROWSER
SCRIPTS = Path(__file__).parent / "scripts"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


class Hand(Phone):
    """A phone whose owner types and taps on the page."""

    page = None

    @property
    def screen(self):
        return self.page.locator(f'section[data-user="{self.user}"]')

    def ask(self, what: str, body=None):
        if self.page is None or what not in {"say", "press"}:
            return super().ask(what, body)
        return self._type(body["text"]) if what == "say" else self._tap(body["label"])

    def _type(self, words: str) -> None:
        box = self.screen.locator("textarea")
        if not box.is_visible():
            self.screen.locator(".chat-bar .icon").click()
        box.fill(words)
        box.press("Enter")
        expect(self.screen.locator(".rows .row.me").last).to_contain_text(words.split("\n", maxsplit=1)[0])

    def _tap(self, label: str) -> None:
        for place in (".quick", ".rows"):
            found = self.screen.locator(place).get_by_role("button", name=label, exact=True)
            if found.count() and found.last.is_visible():
                found.last.click()
                return
        menu = self.screen.locator(".menu")
        if not menu.is_visible() and self.screen.locator(".to-menu").is_visible():
            self.screen.locator(".to-menu").click()
        if not menu.is_visible():
            self.screen.locator(".chat-bar-text").click()
        menu.get_by_role("button", name=label, exact=True).click()


class ByHand(Play):
    def phone(self, user: str) -> Phone:
        return Hand(self.service, user)


@pytest.mark.parametrize("name", ["a_elderly_allowance", "b_disability_card", "c_violence"])
def test_hands_on_the_phones_page_play_the_conversation(name, service, browser):
    page = browser.new_page(viewport={"width": 1650, "height": 900})
    faults, elsewhere = [], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda r: elsewhere.append(r.url) if not r.url.startswith((service.simulator.url, "data:", "blob:")) else None,
    )
    page.goto(service.simulator.url)
    play = ByHand(service, load(SCRIPTS / f"{name}.toml"))
    expect(page.locator("section.phone")).to_have_count(len(play.phones))
    for phone in play.phones.values():
        phone.page = page
    play.run()
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()
    assert faults == []
    assert elsewhere == [], "no request leaves the machine"
