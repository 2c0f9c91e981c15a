"""Every kind of page in a real Chromium, narrow to wide, light and dark: nothing runs over, nothing is refused, and
whoever hears or types instead of seeing and pointing has it all. Pictures go to the folder that `SCREENSHOTS` names.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome

from kg.release import Release
from tests.browser import looking, opened, pictured, until, watched
from tests.clients.installed import packages
from tests.conftest import serving

pytestmark = pytest.mark.slow
WIDTHS = (390, 1024, 1600)
EXON_18 = "exon/NM_005211.4/18"
PAGES = {
    "home": "/",
    "about": "/about",
    "model": "/model",
    "variants": "/variants",
    "variants of databases": "/variants?known=databases",
    "variant": "/variant/CSF1R/c.2345G-A",
    "exon": f"/{EXON_18}",
    "intron": "/intron/NM_005211.4/18",
    "domain": "/domain/CSF1R/activation-loop",
    "transcript": "/transcript/NM_005211.4",
    "gene": "/gene/CSF1R",
    "findings": "/findings",
    "findings on CT": "/findings?on=CT",
    "findings on MRI of some": "/findings?on=MRI&consequence=missense",
    "findings on PET": "/findings?on=PET",
    "symptoms": "/findings?on=symptoms",
    "seen": "/findings/seen?term=HP:0002514&modality=CT",
    "compare": "/findings/compare?exon=18&b.exon=19",
    "brain": "/findings/brain",
    "people": "/people",
    "people by onset": "/people?sort=onset&population=adults",
    "matrix": "/people/matrix",
    "person": "/case/pmid-30982609/family-1-proband-brazilian-boy",
    "person of few words": "/case/2014-early-pathologic-changes-in-hereditary-diffuse/proband",
    "person imaged": "/case/360doc-29956515-949388207/patient",
    "family": "/family/pmid-38934054/three-siblings",
    "papers": "/papers",
    "paper": "/paper/pmid-22197934",
    "paper of people": "/paper/pmid-30982609",
    "term": "/term/HP:0002500",
    "term of a symptom": "/term/HP:0001250",
    "term nobody has": "/term/HP:0000006",
    "region": "/term/UBERON:0002336",
    "region of ours": "/region/deep_white_matter",
    "modality": "/modality/CT",
    "disease": "/term/MONDO:0800027",
    "class": "/term/kg:BiallelicCase",
    "property": "/term/kg:hasFinding",
    "observation": "/observation/pmid-38934054/group/therapy-resistant-epilepsy-218d0f4ab5",
    "doubt": "/doubt/2008-sporadic-adult-onset-leukoencephalopathy-with-neuroaxonal/386d7ec861",
    "study": "/study/2016-tokyo-roentgen-conference-366-case-5/case-5/CT",
    "ontology": "/ontology",
    "analyses": "/analyses",
    "frequencies": "/analysis/frequencies",
    "frequencies by class": "/analysis/frequencies?by=variant-class",
    "comparison": "/analysis/comparison",
    "ages": "/analysis/ages?population=everybody",
    "curves": "/analysis/curves?population=everybody&event=death",
    "review": "/analysis/review",
    "pooled": "/analysis/pooled-share?term=HP:0002500",
    "pooled age": "/analysis/pooled-age",
    "categories": "/analysis/categories",
    "specificity": "/analysis/specificity",
    "a question at fault": "/analysis/frequencies?by=nothing",
    "differential": "/differential",
    "downloads": "/download/",
    "find": "/find",
    "several of a name": "/find?name=white matter",
    "nothing of a name": "/find?name=nothing+is+called+so",
    "unknown path": "/nothing/here",
    "unknown place": "/nothing",
    "SPARQL": "/sparql",
    "GraphQL": "/graphql",
}
AXE = "const done = arguments[arguments.length - 1]; looks.axe().then(done)"
LOOKS = (Path(__file__).parent / "looks.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def here(real_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(real_release, tmp_path_factory.mktemp("looks") / "log") as (address, _):
        yield address


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with opened(tmp_path_factory.mktemp("chromium")) as window:
        yield window


@pytest.fixture(scope="module")
def axe() -> str:
    return (packages() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def faults(window: Chrome) -> dict[str, Any]:
    """What is wrong with the page as it is shown now."""
    found = {
        "runs over": window.execute_script("return looks.over()"),
        "not reached by keyboard": window.execute_script("return looks.unreached()"),
        "axe": window.execute_async_script(AXE),
    }
    return {what: some for what, some in found.items() if some}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_right_to_every_reader(name: str, here: str, chromium: Chrome, axe: str) -> None:
    wrong: dict[str, Any] = {}
    looking(chromium, 1024, False)
    with watched(chromium, refused=name.split()[0] in ("nothing", "unknown", "a")):
        chromium.get(here + PAGES[name])
        until(chromium, "document.readyState === 'complete'")
        if name == "SPARQL":
            until(chromium, "!!document.querySelector('.CodeMirror') || !document.querySelector('script[src*=editor]')")
        if name == "GraphQL":
            until(chromium, "!!document.querySelector('.graphiql-container, #plain:not([hidden])')")
        chromium.execute_script(axe + LOOKS)
        for width in WIDTHS:
            for dark in (False, True):
                looking(chromium, width, dark)
                found = faults(chromium)
                if found:
                    wrong[f"{width} {'dark' if dark else 'light'}"] = found
                if shots := os.environ.get("SCREENSHOTS"):
                    look = f"{name.replace(' ', '-')}-{width}{'-dark' if dark else ''}.png"
                    pictured(chromium, Path(shots) / look)
    assert wrong == {}
