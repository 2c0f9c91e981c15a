"""Seven questions that readers come with, each answered from the first page in three clicks, in a real Chromium; and
once more with scripts off, where every fact must be there as well.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By

from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.release import Release
from tests.browser import looking, opened, turned, watched
from tests.conftest import serving

pytestmark = pytest.mark.slow
MOST = 3


@dataclass
class Reader:
    """Somebody at the first page, whose clicks are counted; typing is none."""

    window: Chrome
    here: str
    clicks: int = field(default=0, init=False)

    def click(self, words: str, within: str = "body") -> None:
        """The link or button with the fewest words that has these."""
        place = self.window.find_element(By.CSS_SELECTOR, within)
        found = [one for one in place.find_elements(By.CSS_SELECTOR, "a, button, summary") if words in told(one)]
        assert found, f"{words!r} is not on {self.window.current_url}"
        best = min(found, key=lambda one: len(told(one)))
        with nullcontext() if best.tag_name == "summary" else turned(self.window):
            best.send_keys(Keys.ENTER)
        self.clicks += 1
        assert self.clicks <= MOST

    def write(self, name: str, text: str) -> None:
        """Into the field of that name."""
        next(one for one in self.window.find_elements(By.NAME, name) if one.is_displayed()).send_keys(text)

    @property
    def text(self) -> str:
        return self.window.find_element(By.TAG_NAME, "main").text

    def rows(self, heading: str = "") -> list[str]:
        """The rows of the table below a heading, or of the first."""
        below = (
            f"//*[self::h2 or self::h3][contains(., '{heading}')]/following::table[1]" if heading else "//main//table"
        )
        table = self.window.find_element(By.XPATH, below)
        return [row.text for row in table.find_elements(By.CSS_SELECTOR, "tbody tr")]

    def leads_to(self, part: str) -> bool:
        """Whether the page has a link to an address with that part."""
        return bool(self.window.find_elements(By.CSS_SELECTOR, f"main a[href*='{part}']"))


def told(one: object) -> str:
    return str(getattr(one, "text", "")) or str(one.get_attribute("aria-label") or "")  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def here(real_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(real_release, tmp_path_factory.mktemp("tasks") / "log") as (address, _):
        yield address


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with opened(tmp_path_factory.mktemp("chromium")) as window:
        yield window


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def reader(request: pytest.FixtureRequest, chromium: Chrome, here: str) -> Iterator[Reader]:
    looking(chromium, 1024, False)
    with watched(chromium):
        looking(chromium, 1024, False, script=request.param)
        chromium.get(here + "/")
        yield Reader(chromium, here)
        looking(chromium, 1024, False)


@pytest.fixture
def ask(real: Engine) -> Callable[[str], list[dict[str, str]]]:
    def asked(query: str) -> list[dict[str, str]]:
        return [{name: one.value for name, one in row.items()} for row in real.rows(PROLOGUE + query)]

    return asked


Ask = Callable[[str], list[dict[str, str]]]
"""The rows of a query, as texts."""


def test_papers_that_report_calcification_on_ct_also_of_those_of_whom_no_test_was_read(
    reader: Reader, ask: Ask
) -> None:
    reader.click("calcification on CT")
    found = ask("""SELECT ?case ?label ?paper ?title ?status {
        ?case kg:hasFinding ?seen ; kg:caseLabel ?label ; kg:geneticStatus ?status ; kg:reportedIn ?paper .
        ?seen a obo:HP_0002514 ; kg:modality <https://w3id.org/csf1r-kg/modality/CT> . ?paper rdfs:label ?title }""")
    assert {one["status"].rpartition("#")[2] for one in found} > {"confirmed"}
    papers = reader.rows("Papers")
    people = reader.rows("People")
    assert all(any(one["title"] in row for row in papers) for one in found)
    assert all(any(one["label"] in row for row in people) for one in found) and len(people) == len(found)
    marked = [row for row in people if "not told whether tested" in row or "not tested" in row]
    assert len(marked) == sum(not one["status"].endswith("#confirmed") for one in found)


def test_the_earliest_adult_onset_and_its_variant(reader: Reader, ask: Ask) -> None:
    reader.click("Earliest adult onset")
    first, *_ = ask("""SELECT ?age ?label ?variant { ?case kg:ageAtOnset ?age ; kg:caseLabel ?label ;
        kg:geneticStatus kg:confirmed . OPTIONAL { ?case kg:hasVariant/rdfs:label ?variant }
        FILTER(?age >= 18) } ORDER BY ?age ?variant""")
    row = reader.rows()[0]
    assert first["label"] in row and f"{float(first['age']):g} years" in row
    assert first["variant"].removeprefix("CSF1R ") in row


def test_findings_of_those_with_a_variant_in_exon_18(reader: Reader, ask: Ask) -> None:
    reader.click("Variants", "header")
    reader.click("exon 18")
    [everybody] = ask("""SELECT (COUNT(DISTINCT ?case) AS ?n) {
        ?case kg:hasVariant/kg:inExon <https://w3id.org/csf1r-kg/exon/NM_005211.4/18> }""")
    found = ask("""SELECT ?term ?label (COUNT(DISTINCT ?case) AS ?n) {
        ?case kg:hasVariant/kg:inExon <https://w3id.org/csf1r-kg/exon/NM_005211.4/18> ; kg:hasFinding/kg:codedAs ?term .
        ?term rdfs:label ?label } GROUP BY ?term ?label ORDER BY DESC(?n)""")
    assert f"{everybody['n']} people" in reader.text
    assert all(one["label"] in reader.text for one in found[:5])


def test_what_is_known_of_a_paper_by_its_number_and_a_way_to_it(reader: Reader, ask: Ask) -> None:
    with turned(reader.window):
        reader.write("name", "PMID 22197934" + Keys.ENTER)
    [paper] = ask("SELECT ?title { <https://w3id.org/csf1r-kg/paper/pmid-22197934> rdfs:label ?title }")
    assert paper["title"] in reader.text
    assert reader.leads_to("pubmed.ncbi.nlm.nih.gov/22197934") and reader.leads_to("doi.org/")


def test_whether_an_asymmetric_lesion_speaks_for_another_disease(reader: Reader) -> None:
    reader.click("speak for another disease")
    reader.click("An asymmetric lesion")
    assert "symmetric" in reader.text and reader.leads_to("/paper/")


@pytest.mark.parametrize("method", ["MRI", "CT"])
def test_who_has_a_normal_scan(method: str, reader: Reader, ask: Ask) -> None:
    reader.click("normal CT or MRI")
    normal = ask(f"""SELECT DISTINCT ?label {{ ?case kg:caseLabel ?label ; kg:hasImagingStudy ?study .
        ?study kg:studyResult kg:normalStudy ; kg:modality <https://w3id.org/csf1r-kg/modality/{method}> }}""")
    shown = "\n".join(reader.rows()) if reader.window.find_elements(By.CSS_SELECTOR, "main tbody tr") else reader.text
    assert all(one["label"] in shown for one in normal)
    assert "not seen" in reader.text or "nobody" in reader.text.lower()


def test_which_of_two_variants_has_more_seizures(reader: Reader, ask: Ask) -> None:
    one, other = "c.1754G>T", "c.1969+115_1969+116del"
    reader.click("two groups side by side")
    reader.write("variant", one)
    reader.write("b.variant", other)
    reader.write("finding", "seizure")
    reader.click("Compare", "main form")
    reader.click("Count all confirmed carriers")
    named = {}
    for variant in (one, other):
        iri = f"<https://w3id.org/csf1r-kg/variant/CSF1R/{variant.replace('>', '-')}>"
        for state, link in (("present", "kg:hasFinding/rdf:type"), ("absent", "kg:hasExcludedFinding/kg:excludes")):
            [found] = ask(f"""SELECT (COUNT(DISTINCT ?case) AS ?n) {{ ?case kg:hasVariant {iri} ;
                kg:geneticStatus kg:confirmed ; {link} obo:HP_0001250 }}""")
            named[variant, state] = int(found["n"])
    table = [row.split("\n") for row in reader.rows()]
    shown = " ".join(" ".join(row) for row in table)
    assert "Seizure" in shown and named[one, "present"] != named[other, "present"]
    first, second = (row for row in table[:2])
    for row, variant in ((first, one), (second, other)):
        assert re.search(rf"\b{named[variant, 'present']} {named[variant, 'absent']}\b", " ".join(row)), (row, named)
