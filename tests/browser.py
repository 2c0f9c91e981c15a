"""A real Chromium for tests of pages, with every other host blocked."""

import json
import os
import shutil
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium.common.exceptions import JavascriptException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--window-size=1400,1000",
)


@contextmanager
def opened(profile: Path) -> Iterator[Chrome]:
    """A browser of its own, headless; the test is skipped where there is none."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip("Chromium is not here: apt-get install chromium chromium-driver")
    options = ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    os.environ["SE_OFFLINE"] = "true"
    window = Chrome(options=options, service=Service(driver))
    try:
        yield window
    finally:
        window.quit()


def looking(window: Chrome, width: int, dark: bool, script: bool = True) -> None:
    """What a reader looks with: so many pixels wide, on light or dark, with scripts or without."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    theme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    window.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [theme]})
    window.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})


def pictured(window: Chrome, path: Path) -> None:
    """The whole page as a picture, however long it is."""
    shot = window.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
    path.write_bytes(b64decode(shot["data"]))


@contextmanager
def watched(chromium: Chrome, refused: bool = False) -> Iterator[Chrome]:
    """The browser on an empty page; after the test nothing went wrong in it, and nothing was asked of another host.

    `refused`: the page itself is answered with a status that a browser writes down as an error.
    """
    chromium.get("data:,")
    for kind in ("browser", "performance"):
        chromium.get_log(kind)
    yield chromium
    severe = [entry["message"] for entry in chromium.get_log("browser") if entry["level"] == "SEVERE"]
    if refused:
        severe = [message for message in severe if "Failed to load resource" not in message]
    assert not severe, severe
    messages = [json.loads(entry["message"])["message"] for entry in chromium.get_log("performance")]
    asked = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith("data:")}
    assert hosts == {"127.0.0.1"}, hosts


def until(window: Chrome, script: str) -> object:
    """What a script gives, once that is true; what it asks of an element that is not there yet is not true yet."""
    waiting = WebDriverWait(window, 20, 0.05, ignored_exceptions=[JavascriptException])
    return waiting.until(lambda found: found.execute_script(f"return {script}"), f"never true: {script}")


@contextmanager
def turned(window: Chrome) -> Iterator[None]:
    """What is done within leads to another page, which is there afterwards, scripts on or off.

    A browser goes on showing the page that it leaves: what is looked up there is gone a moment later.
    """
    before = window.execute_script("return performance.timeOrigin")
    yield
    until(window, f"performance.timeOrigin !== {before} && document.readyState === 'complete'")
