"""A real Chromium for tests of pages, with every other host blocked."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
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


@contextmanager
def watched(chromium: Chrome) -> Iterator[Chrome]:
    """The browser on an empty page; after the test nothing went wrong in it, and nothing was asked of another host."""
    chromium.get("data:,")
    for kind in ("browser", "performance"):
        chromium.get_log(kind)
    yield chromium
    severe = [entry["message"] for entry in chromium.get_log("browser") if entry["level"] == "SEVERE"]
    assert not severe, severe
    messages = [json.loads(entry["message"])["message"] for entry in chromium.get_log("performance")]
    asked = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith("data:")}
    assert hosts == {"127.0.0.1"}, hosts


def until(window: Chrome, script: str) -> object:
    """What a script gives, once that is true."""
    return WebDriverWait(window, 20).until(lambda found: found.execute_script(f"return {script}"))
