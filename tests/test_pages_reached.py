"""Without a script every fact is still reached: whoever follows plain links from the first page comes to all of it, and
no page on the way is broken, dead or heavy."""

import re
from collections.abc import Iterator
from heapq import heappop, heappush
from html import unescape
from urllib.parse import unquote, urljoin

import pytest
from starlette.testclient import TestClient

from api.addresses import address
from api.app import make_app
from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.release import Release
from tests.each_release import EVERY

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
HEAVIEST = 400_000
ASIDE = re.compile(
    r"^/(?:sparql|graphql|download|mappings|assets|health|schema|prefixes|\.well-known|find\?)"
    r"|\.(?:csv|svg|png|ttl|nt|rdf|jsonld|json)(?:\?|$)"
)
"""What is no page: files, endpoints, and forms of a page that are for programs."""
MOST = 3000
"""Pages that a reader may turn before we say that something cannot be found."""
TOLD = """SELECT DISTINCT ?x WHERE { VALUES ?type { kg:Case kg:Paper kg:Family kg:Disease kg:Region kg:Modality kg:Exon
  kg:Intron kg:ProteinDomain kg:Gene kg:Doubt kg:ImagingStudy kg:Treatment kg:CohortStatistic kg:Analysis }
  { ?x a ?type } UNION { ?x kg:carriedBy ?anybody } UNION { ?mention kg:ofVariant ?x }
  UNION { ?case kg:hasFinding|kg:hasExcludedFinding|kg:hasGroupFinding ?x }
  UNION { ?finding kg:codedAs|kg:codedAsAbsent ?x } }"""
"""Whatever a reader may look for."""


def links(page: str, at: str) -> Iterator[str]:
    """Addresses of ours that a page links to."""
    for href in re.findall(r'<a\b[^>]*?\shref="([^"]*)"', page):
        path = urljoin(at, unescape(href)).partition("#")[0]
        if path.startswith("/") and not ASIDE.search(path):
            yield path


def walked(client: TestClient, wanted: set[str]) -> tuple[set[str], dict[str, int], dict[str, int]]:
    """What links lead to, until all that is wanted was seen: what few parameters name comes first."""
    waiting, seen = [(0, 0, "/")], {"/"}
    broken, heavy = dict[str, int](), dict[str, int]()
    for turn in range(MOST):
        if not waiting or wanted <= seen:
            break
        at = heappop(waiting)[-1]
        page = client.get(at)
        if page.status_code >= 400:
            broken[at] = page.status_code
        if len(page.content) > HEAVIEST:
            heavy[at] = len(page.content)
        for one in dict.fromkeys(links(page.text, at)):
            if one not in seen:
                seen.add(one)
                heappush(waiting, (one.count("=") + one.count("/"), turn, one))
    return {unquote(one.partition("?")[0]) for one in seen}, broken, heavy


@pytest.mark.parametrize("name", EVERY)
def test_links_lead_from_the_first_page_to_everything(name: str, request: pytest.FixtureRequest) -> None:
    release: Release = request.getfixturevalue(f"{name}_release")
    engine: Engine = request.getfixturevalue(name)
    app = make_app(engine, manifest=release.manifest, folder=release.folder)  # type: ignore[arg-type]
    wanted = {unquote(address(row["x"].value)) for row in engine.rows(PROLOGUE + TOLD)}
    seen, broken, heavy = walked(TestClient(app, headers=BROWSER), wanted)
    assert sorted(wanted - seen)[:10] == []
    assert broken == {}
    assert heavy == {}
