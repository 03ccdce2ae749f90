"""The stage for the page's tests: Chromium, the phones page, and what a hand does on a phone."""

import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from simulator import driving
from tests.simulator_stage import ALICE, clean, stage

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
NO_BROWSER = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no chromium on this machine")


def browser_fixtures():
    """A stage and a browser for the module; a clean simulator, its bot and an open page for each test."""

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

    return running, browser, line, bot, page


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


def say(label):
    return {"type": "message", "label": label, "text": "ok"}
