"""From a text to checked evidence by keyboard alone in a real Chromium; the keys that a curator presses are counted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from typer.testing import CliRunner

from kg.cli import app
from kg.review.candidates import Candidate, Ruling
from kg.review.desk import ReviewDesk
from kg.sources.positions import value_of
from tests.browser import looking, opened, pictured, turned, until, watched
from tests.reading.gold import TEXTS, Gold, read_gold, terms
from tests.reading.score import people_of, variant_names
from tests.test_curate import curating
from tests.test_pages_looks import LOOKS, axe, faults  # noqa: F401 - the fixture
from tests.test_review_command import TEXT
from tests.test_review_desk import TOY

pytestmark = pytest.mark.slow
LONG = TEXTS / "dev" / "toy-long.yaml"
LOOK, PRESS = 1.35, 0.28
"""Seconds of the keystroke-level model (Card, Moran and Newell, 1980): to take in and decide (M); a key (K), typing."""
FIVE_MINUTES = 300


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with opened(tmp_path_factory.mktemp("chromium")) as window:
        yield window


@pytest.fixture(scope="module")
def toys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[tuple[str, Path]]]:
    """One server of several files, each for one test alone: its address, and where it lies."""
    folder, paths = tmp_path_factory.mktemp("toys"), []
    for number in range(3):
        path = folder / f"toy-{number}.yaml"
        path.write_text(TOY, "utf-8")
        table = "\nTable 1. Toys\n\nPatient\tSex\tAge\nI-1\tfemale\t35\nI-2\tmale\t40\n"
        path.with_suffix(".txt").write_text(TEXT + table, "utf-8")
        paths.append(path)
    every = (one for path in paths for one in (path, path.with_suffix(".txt")))
    with curating(folder / "log", *every) as (address, _):
        yield iter([(f"{address}/curate/{number}", path) for number, path in enumerate(paths, 1)])


@pytest.fixture
def toy(toys: Iterator[tuple[str, Path]]) -> tuple[str, Path]:
    """A page whose file nobody has decided on."""
    return next(toys)


@dataclass
class Curator:
    """Somebody with a keyboard and no mouse, who knows what the text says."""

    window: Chrome
    gold: Gold
    who: Mapping[int, str]
    looks: int = 0
    keys: int = 0
    made: dict[str, int] = field(default_factory=dict)

    def press(self, *keys: str, leads: bool = True) -> None:
        """Each a keystroke; with the last, unless told otherwise, another page comes."""
        self.keys += sum(map(len, keys))
        with turned(self.window) if leads else nullcontext():
            ActionChains(self.window).send_keys(*keys).perform()

    def decide(self, one: Candidate) -> None:
        self.looks += 1
        keys = self.right(one)
        self.made[keys[0]] = self.made.get(keys[0], 0) + 1
        self.press(*keys)

    def right(self, one: Candidate) -> tuple[str, ...]:
        """The keys of the right decision on a candidate."""
        person = self.who.get(int(one.steps[1])) if one.steps[0] == "cases" else None
        if one.list == "paper":
            return ("c", "case report", Keys.ENTER)
        if one.list == "aside":
            return ("r",)
        if one.steps[0] == "cases" and person is None:
            return ("r",)
        if one.list == "quoted":
            stated = next(told.get("stated", {}) for told in self.gold.people if told["id"] == person)
            told = stated.get(one.facts["key"], one.facts["value"])
            return ("a",) if told == one.facts["value"] else ("c", *str(told), Keys.ENTER)
        if one.list == "variants":
            names = [told for told in self.gold.variants if variant_names(told) & variant_names(one.facts)]
            mine = [told for told in names if person in told.get("people", [person])]
            return ("a",) if mine else ("r",)
        if one.list in ("phenotypes", "imaging"):
            return self.of_finding(one, person)
        return ("a",)

    def of_finding(self, one: Candidate, person: str | None) -> tuple[str, ...]:
        same = [told for told in self.gold.findings if one.facts.get("hpo") in terms(told)]
        said = {told["polarity"] for told in same if told.get("person") == person}
        if one.facts["status"] == "absent" and str(one.facts.get("label", "")).startswith("Abnormality of"):
            return ("c", Keys.TAB, Keys.TAB, Keys.DELETE, Keys.ENTER)  # nobody can find a whole branch absent
        if one.facts["status"] in said:
            return ("d", Keys.ENTER) if one.why else ("a",)
        if said & {"present", "absent"}:
            return ("c", Keys.ARROW_RIGHT, Keys.ENTER)
        return ("r",)


def test_a_long_text_from_file_to_checked_evidence_by_keyboard_alone(chromium: Chrome, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    looking(chromium, 1600, False)
    with curating(tmp_path / "log", LONG.with_suffix(".txt"), "--evidence", folder) as (address, _), watched(chromium):
        [path] = folder.glob("*.yaml")
        desk = ReviewDesk(path, date(2026, 1, 1))
        begun = len([one for one in desk.candidates() if one.verdict is Ruling.OPEN])
        gold = read_gold(LONG)
        curator = Curator(chromium, gold, people_of(gold, value_of(path.read_text("utf-8"))["cases"], gold.text))
        chromium.get(f"{address}/curate")
        while desk.progress().open:
            curator.decide(desk.at(at(chromium)))
        curator.press("u")
        assert desk.progress().open == 1
        curator.decide(desk.at(at(chromium)))
        curator.looks += 1
        curator.press("f")
    seconds = curator.looks * LOOK + curator.keys * PRESS
    told = f"{begun} candidates, {curator.looks} looks, {curator.keys} keys, {seconds:.0f} s: {curator.made}"
    assert begun > 100 and seconds < FIVE_MINUTES, told
    assert curator.made["r"] > 5 and curator.made["c"] > 0 and curator.made["a"] > 50, told
    checked(path, told)


def leads_to(window: Chrome, press: Callable[[], None], words: str) -> None:
    """Another page comes, which tells so of the progress; no script of the page is needed for that."""
    with turned(window):
        press()
    assert words in window.find_element(By.ID, "progress").text


def at(window: Chrome) -> tuple[str | int, ...]:
    """The place of the candidate that is shown."""
    shown = window.find_elements(By.NAME, "at")
    assert shown, window.find_element(By.TAG_NAME, "main").text
    name = shown[0].get_attribute("value") or ""
    return tuple(int(part) if part.isdigit() else part for part in name.split("."))


def checked(path: Path, told: str) -> None:
    """The file is evidence without faults, and says what was decided."""
    done = CliRunner().invoke(app, ["check", "--evidence", str(path.parent)])
    assert done.exit_code == 0 and "1 files without errors" in done.output, done.output
    text = path.read_text("utf-8")
    made: dict[str, Any] = value_of(text)
    assert "proposed" not in text and "aside" not in made, told
    assert made["paper"]["design"] == "case report"
    woman = made["cases"][0]
    assert woman["sex"] == "female" and woman["variants"][0]["coding"] == "c.2345G>A"
    signs = {(one["label"], one["status"]) for one in woman["phenotypes"] if "label" in one}
    assert {("Apathy", "present"), ("Nystagmus", "absent"), ("Resting tremor", "absent")} <= signs
    assert all(one["quote"] for one in woman["phenotypes"])
    assert any("seizure" in one["text"].lower() or "possible" in one["text"].lower() for one in made["doubts"])


def test_a_term_by_words_and_a_new_value_by_keyboard(chromium: Chrome, toy: tuple[str, Path]) -> None:
    page, path = toy
    looking(chromium, 1024, False)
    with watched(chromium):
        chromium.get(f"{page}?at=cases.0.phenotypes.0")
        until(chromium, "document.readyState === 'complete'")
        curator = Curator(chromium, read_gold(LONG), {})
        curator.press("?", leads=False)
        assert until(chromium, "document.getElementById('help').open")
        curator.press(Keys.ESCAPE, "c", Keys.TAB, Keys.TAB, "resting trem", leads=False)
        until(chromium, "document.querySelector('#terms [aria-selected=true]')?.textContent.includes('Resting tremor')")
        curator.press(Keys.ENTER, leads=False)
        assert chromium.switch_to.active_element.get_attribute("value") == "HP:0002322"
        curator.press(Keys.ENTER)
        assert "1 of 7" not in chromium.find_element(By.ID, "progress").text  # its person was accepted with it
        curator.press("u")
        curator.press("j")
        curator.press("k")
        assert at(chromium) == ("cases", 0, "phenotypes", 0)
        curator.press("A", leads=False)
        curator.press(Keys.ENTER)
        curator.press("m", leads=False) if "aside" in at(chromium) else curator.press("r")
    sign = value_of(path.read_text("utf-8"))["cases"][0]["phenotypes"][1]
    assert "proposed" not in sign


def test_the_page_looks_right_to_every_curator(
    chromium: Chrome,
    toy: tuple[str, Path],
    axe: str,  # noqa: F811
) -> None:
    wrong: dict[str, Any] = {}
    looking(chromium, 1024, False)
    with watched(chromium, refused=True):
        for name, way in {"sign": "?at=cases.0.phenotypes.0", "aside": "?at=aside.0&show=all", "gone": "7"}.items():
            chromium.get(f"{toy[0]}{way}")
            until(chromium, "document.readyState === 'complete'")
            chromium.execute_script(axe + LOOKS)
            chromium.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
            for width, dark in ((390, False), (1600, True), (1024, False)):
                looking(chromium, width, dark)
                if found := faults(chromium):
                    wrong[f"{name} {width} {dark}"] = found
                if shots := os.environ.get("SCREENSHOTS"):
                    pictured(chromium, Path(shots) / f"curate-{name}-{width}{'-dark' if dark else ''}.png")
    assert wrong == {}


def test_without_a_script_every_decision_is_there(chromium: Chrome, toy: tuple[str, Path]) -> None:
    page, path = toy

    def button(key: str) -> WebElement:
        return chromium.find_element(By.CSS_SELECTOR, f"button[data-key={key}]")

    looking(chromium, 1024, False)
    with watched(chromium):
        looking(chromium, 1024, False, script=False)
        try:
            chromium.get(page)
            leads_to(chromium, button("a").click, "1 of 7 decided: accept, saved")
            chromium.find_element(By.CSS_SELECTOR, "summary[data-key=c]").click()
            label = chromium.find_element(By.NAME, "is.label")
            label.clear()
            leads_to(chromium, lambda: label.send_keys("toy girl", Keys.ENTER), "2 of 7 decided")
            leads_to(chromium, button("u").click, "1 of 7 decided: taken back")
            leads_to(chromium, button("r").click, "2 of 7 decided: refuse, saved")
        finally:
            looking(chromium, 1024, False)
    case = value_of(path.read_text("utf-8"))["cases"][0]
    assert case["label"] == "toy woman" and case["proposed"] == "refused"
