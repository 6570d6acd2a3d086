"""Take the pictures of the pages in docs/images/pages: a demonstration, seen by a real browser.

    python -m tools.screens

Needs the test extra and /usr/bin/chromium. Times and numbers on the pictures change from run to run.
"""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from watchword.web.app import create
from watchword.web.demo import furnish
from watchword.web.service import Options
from watchword.wiring import Settings

TARGET = Path(__file__).parent.parent / "docs" / "images" / "pages"
PAGES = {
    "search": "/?q=Ousmane+Iliasu+Djibo&birth=1984",
    "listing": "/listings/us-ofac:11355",
    "queue": "/alerts",
    "approvals": "/proposals",
    "lists": "/lists",
    "record": "/record",
    "numbers": "/numbers",
}
_PASSWORD = "correct horse battery"  # noqa: S105 - of a server that is gone when the pictures are taken
_SIZE = {"width": 1200, "height": 760}


def main() -> None:
    """Serve a demonstration on loopback, sign in, and take the pictures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        app = create(Options(Settings(Path(home)), linked=False))
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.1)
        url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        links = furnish(app.state.service)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for person, names in (
            ("ben", ("search", "listing", "queue", "approvals", "lists", "numbers")),
            ("cleo", ("record",)),
        ):
            page = browser.new_context(viewport=_SIZE).new_page()  # type: ignore[arg-type]
            page.goto(f"{url}/welcome?link={links[person]}")
            page.fill("#password", _PASSWORD)
            page.fill("#again", _PASSWORD)
            page.press("#again", "Enter")
            page.wait_for_url(f"{url}/")
            for name in names:
                page.goto(url + PAGES[name])
                if name == "listing":
                    page.locator("#ties").scroll_into_view_if_needed()
                    page.mouse.wheel(0, 500)
                    page.wait_for_timeout(500)
                page.screenshot(path=TARGET / f"{name}.png")
                if name == "queue":
                    page.locator("a.open").first.click()
                    page.screenshot(path=TARGET / "alert.png")
                    page.goto(url + PAGES[name])
                    page.locator("tr", has_text="payment:DEMO-1").locator("a.open").first.click()
                    page.locator("section", has=page.locator("h2", has_text="The payment")).scroll_into_view_if_needed()
                    page.screenshot(path=TARGET / "payment.png")
        browser.close()
        server.should_exit = True
        thread.join(20)


if __name__ == "__main__":
    main()
