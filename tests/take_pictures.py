"""Takes the pictures of README: `make pictures` plays three scenes on the running service and photographs the phones."""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot import rich_menus
from tests.player import Play, load
from tests.service import Service

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SCRIPTS = Path(__file__).parent / "scripts"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
# Which script, how many of its steps, whose phones.
SCENES = {
    "allowance": ("a_elderly_allowance", 5, 2),
    "answered": ("b_disability_card", 12, 2),
    "danger": ("c_violence", 8, 3),
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in rich_menus.NAMES:
        (FOLDER / f"menu-{name}.png").write_bytes(rich_menus.picture(rich_menus.load(name)))
    with tempfile.TemporaryDirectory(prefix="kb-") as var, sync_playwright() as playwright:
        service = Service.start(Path(var), KLAIBAN_BURST_MS="0")
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        try:
            for scene, (script, steps, phones) in SCENES.items():
                _photograph(service, browser, scene, script, steps, phones)
        finally:
            browser.close()
            service.stop()


def _photograph(service: Service, browser, scene: str, script: str, steps: int, phones: int) -> None:
    service.begin_afresh()
    story = load(SCRIPTS / f"{script}.toml")
    story["steps"] = story["steps"][:steps]
    Play(service, story).run()
    page = browser.new_page(viewport={"width": 60 + 398 * phones, "height": 900})
    page.goto(service.simulator.url)
    time.sleep(2)
    page.screenshot(path=FOLDER / f"{scene}.png")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
