"""Seven questions that readers come with, each answered from the first page in three clicks, in a real Chromium; and
once more with scripts off, where every fact must be there as well.
"""

from dataclasses import dataclass, field

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

pytestmark = pytest.mark.slow
MOST = 3


@dataclass
class Reader:
    """Somebody at the first page, whose clicks are counted; typing is none."""

    window: Chrome
    here: str
    clicks: int = field(default=0, init=False)

    def begin(self) -> None:
        self.window.get(self.here + "/")

    def click(self, words: str, within: str = "body") -> None:
        """A link or a button by its words, or by words it begins with."""
        place = self.window.find_element(By.CSS_SELECTOR, within)
        found = [one for one in place.find_elements(By.CSS_SELECTOR, "a, button, summary") if words in one.text]
        assert found, f"{words!r} is not on {self.window.current_url}: {self.text[:500]}"
        best = min(found, key=lambda one: len(one.text))
        self.window.execute_cdp_cmd("DOM.getDocument", {})
        best.click()
        self.clicks += 1
        assert self.clicks <= MOST

    def write(self, name: str, text: str, send: bool = False) -> None:
        """Into the field of that name."""
        box = next(one for one in self.window.find_elements(By.NAME, name) if one.is_displayed())
        box.send_keys(text + (Keys.ENTER if send else ""))

    @property
    def text(self) -> str:
        return self.window.find_element(By.TAG_NAME, "main").text

    def rows(self, within: str = "main") -> list[WebElement]:
        return self.window.find_elements(By.CSS_SELECTOR, f"{within} tbody tr")
