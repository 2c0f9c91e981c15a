"""A new word, a new list and two new kinds of fact touch the places that CONTRIBUTING names, and no others.

A copy of the project is taught toy ones by changes to exactly these files. Then they must come out of every door.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.checkout import ROOT

OURS = "rdfs:isDefinedBy <https://w3id.org/csf1r-kg/ontology>"
Changes = dict[str, list[tuple[str, str]]]
"""By file: a text that stands there, and what stands in its place; an empty text is the end of the file."""


def behind(text: str, more: str) -> tuple[str, str]:
    return text, text + more


def individual(name: str, of: str) -> str:
    return (
        f'\nkg:{name} a owl:NamedIndividual , kg:{of} ; rdfs:label "toy {name}" ; skos:definition "Toy." ; {OURS} .\n'
    )


def shape(of: str, name: str, promise: str) -> str:
    return f"""
shape:{of}-{name} a sh:PropertyShape ; sh:group shape:{of} ; sh:targetClass kg:{of} ; sh:path kg:{name} ;
    sh:name "{name}" ; {promise} ; sh:message "toy" .
"""


WORD: Changes = {
    "kg/model/words.py": [
        behind(
            '"It is gone on a later scan."\n', '    TOY_PULSING = "toyPulsing", "toy pulsing", "It comes and goes."\n'
        )
    ],
    "ontology/csf1r.ttl": [
        behind("owl:oneOf ( kg:persistent kg:progressive", " kg:toyPulsing"),
        behind("kg:asymmetric kg:persistent kg:progressive", " kg:toyPulsing"),
        behind("", individual("toyPulsing", "Evolution")),
    ],
    "ontology/shapes/imaging-observation.ttl": [behind("sh:in ( kg:persistent kg:progressive", " kg:toyPulsing")],
}
LIST: Changes = {
    "kg/model/words.py": [
        (
            "@dataclass(frozen=True, slots=True, kw_only=True)\nclass Looks:",
            'class Texture(Choice, asks="Toy coarse, or toy fine."):\n    """How coarse it is."""\n\n'
            '    TOY_COARSE = "toyCoarse", "toy coarse", "Coarse."\n    TOY_FINE = "toyFine", "toy fine", "Fine."\n\n\n'
            "@dataclass(frozen=True, slots=True, kw_only=True)\nclass Looks:",
        ),
        behind("    contrast: Contrast | None = None\n", "    texture: Texture | None = None\n"),
        behind("    contrast: tuple[Contrast, ...] = ()\n", "    texture: tuple[Texture, ...] = ()\n"),
    ],
    "ontology/csf1r.ttl": [
        behind(
            "",
            f'\nkg:Texture a owl:Class ; rdfs:label "toy texture" ; skos:definition "Toy." ; {OURS} ;'
            " rdfs:subClassOf kg:Value , [ a owl:Class ; owl:oneOf ( kg:toyCoarse kg:toyFine ) ] .\n"
            f'kg:texture a owl:ObjectProperty , owl:FunctionalProperty ; rdfs:label "texture" ; {OURS} ;'
            " rdfs:domain kg:ImagingObservation ; rdfs:range kg:Texture .\n",
        ),
        behind("", individual("toyCoarse", "Texture") + individual("toyFine", "Texture")),
        behind("kg:enhancing kg:nonEnhancing kg:causal", " kg:toyCoarse kg:toyFine"),
        behind("        kg:Contrast kg:DiseaseClaim", " kg:Texture"),
    ],
    "ontology/shapes/imaging-observation.ttl": [
        behind("", shape("ImagingObservation", "texture", "sh:maxCount 1 ; sh:in ( kg:toyCoarse kg:toyFine )"))
    ],
}
PROPERTY: Changes = {
    "kg/sources/schema.py": [behind("    consanguinity: str | None = None\n", "    toy_habit: str | None = None\n")],
    "kg/model/case.py": [behind("    consanguinity: str | None = None\n", "    toy_habit: str | None = None\n")],
    "kg/triples/case.py": [behind('"family_history", ', '"toy_habit", ')],
    "ontology/csf1r.ttl": [
        behind(
            "",
            f'\nkg:toyHabit a owl:DatatypeProperty ; rdfs:label "toy habit" ; skos:definition "Toy." ; {OURS} ;'
            " rdfs:domain kg:Case ; rdfs:range xsd:string .\n",
        )
    ],
    "ontology/shapes/case.ttl": [behind("", shape("Case", "toyHabit", "sh:datatype xsd:string"))],
    "api/graphql/types/case.py": [
        (
            "    consanguinity = texts",
            '    toy_habit = text("kg:toyHabit", "Toy.")\n    consanguinity = texts',
        )
    ],
    "kg/export/catalogue_things.py": [behind('told("family_history> ', "toy_habit ")],
}
THING: Changes = {
    "kg/sources/schema.py": [
        (
            "class CaseFile(Quoted):",
            'class ToyVisitFile(Strict):\n    """Toy."""\n\n    text: str\n\n\nclass CaseFile(Quoted):',
        ),
        behind("    also_labelled: list[str] = []\n", "    toy_visits: list[ToyVisitFile] = []\n"),
    ],
    "kg/model/case.py": [
        (
            "@dataclass(frozen=True, slots=True)\nclass Treatment:",
            '@dataclass(frozen=True, slots=True)\nclass ToyVisit:\n    """Toy."""\n\n    text: str\n\n\n'
            "@dataclass(frozen=True, slots=True)\nclass Treatment:",
        ),
        behind("    also_labelled: tuple[str, ...] = ()\n", "    toy_visits: tuple[ToyVisit, ...] = ()\n"),
    ],
    "kg/sources/records.py": [
        ("import EarlierDiagnosis, ", "import EarlierDiagnosis, ToyVisit, "),
        behind('"treatment", "earlier_diagnoses"', ', "toy_visits"'),
        behind("        reading=own,\n", "        toy_visits=tuple(ToyVisit(one.text) for one in case.toy_visits),\n"),
    ],
    "kg/names.py": [behind('"mention", "treatment", "diagnosis"', ', "visit"')],
    "kg/triples/course.py": [
        ("import EarlierDiagnosis, ", "import EarlierDiagnosis, ToyVisit, "),
        behind(
            "",
            "\n\ndef visit_triples(subject: str, paper: Paper, case: Case, given: ToyVisit) -> Iterator[Triple]:\n"
            '    """Toy."""\n'
            '    node = mint("visit", paper.key, slug(case.label), slug(given.text))\n'
            '    yield from own(subject, "hasToyVisit", node, given.text, [iri(paper_iri(paper.key))])\n'
            "    yield from depth(node, paper, case.reading)\n",
        ),
    ],
    "kg/triples/case.py": [
        ("study_triples, treatment_triples", "study_triples, treatment_triples, visit_triples"),
        (
            "    for same in case.same_person:",
            "    for visit in case.toy_visits:\n        yield from visit_triples(subject, paper, case, visit)\n"
            "    for same in case.same_person:",
        ),
    ],
    "ontology/csf1r.ttl": [
        behind(
            "",
            f'\nkg:ToyVisit a owl:Class ; rdfs:label "toy visit" ; skos:definition "Toy." ; {OURS} .\n'
            f'kg:hasToyVisit a owl:ObjectProperty ; rdfs:label "has toy visit" ; {OURS} ;'
            " rdfs:domain kg:Case ; rdfs:range kg:ToyVisit .\n",
        ),
        behind("        kg:EarlierDiagnosis kg:GroupValue", " kg:ToyVisit"),
    ],
    "ontology/shapes/course.ttl": [
        behind("", '\nshape:ToyVisit a sh:PropertyGroup ; rdfs:label "toy visit" .\n'),
        behind("", shape("ToyVisit", "reportedIn", "sh:minCount 1")),
    ],
    "api/graphql/types/case.py": [
        (
            "    treatments = many(",
            '    toy_visits = many("ToyVisit", "kg:hasToyVisit", description="Toy.")\n    treatments = many(',
        ),
        behind(
            "",
            '\n\n@thing("kg:ToyVisit", description="Toy.")\nclass ToyVisit(Thing):\n    """kg:ToyVisit."""\n\n'
            '    cases = many("Case", "^kg:hasToyVisit", description="Whose it was.")\n'
            "    evidence = evidence()\n",
        ),
    ],
    "kg/export/catalogue_things.py": [
        (
            "THINGS: Final[",
            'TOY_VISITS: Final = things(\n    *("toy_visits", "toy_visit", "Toy visits.", "?x a kg:ToyVisit"),\n'
            '    Column("case_iri", Part.IRI, ("^kg:hasToyVisit",), to="cases", says="The person.", required=True),\n'
            "    PAPER,\n    READ,\n)\nTHINGS: Final[",
        ),
        ("    *(EARLIER_DIAGNOSES, ", "    *(TOY_VISITS, EARLIER_DIAGNOSES, "),
    ],
    "kg/sources/our_ontology.py": [behind('"EarlierDiagnosis", ', '"ToyVisit", ')],
    "kg/model/packet_words.py": [
        behind('("EarlierDiagnosis", "diagnosis"),\n', '    "hasToyVisit": ("ToyVisit", "visit"),\n')
    ],
}
EVIDENCE: Changes = {
    "tests/toy/evidence/toy-a-2001-0000001.yaml": [
        behind(
            "  origin: Toyland\n", "  toy_habit: builds with bricks\n  toy_visits: [{text: visit of a toy doctor}]\n"
        ),
        ("     symmetry: asymmetric,", "     texture: toy coarse, evolution: toy pulsing, symmetry: asymmetric,"),
    ]
}
SECTIONS = {"word": WORD, "list": LIST, "property": PROPERTY, "thing": THING}


def change(folder: Path, changes: Changes) -> None:
    for name, edits in changes.items():
        path = folder / name
        text = path.read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text, f"{name} has no {old!r} any more: say here where the toy goes now"
            text = text.replace(old, new, 1) if old else text + new
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the doors of a copy say that was taught by these changes alone."""
    copy, home = tmp_path_factory.mktemp("grown") / "copy", tmp_path_factory.mktemp("out")
    passed = shutil.ignore_patterns("__pycache__", "node_modules", "dist", "bench", "clients")
    for name in ("kg", "api", "ontology", "queries", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=passed)
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy(path, copy)
    for changes in (*SECTIONS.values(), EVIDENCE):
        change(copy, changes)
    ran = subprocess.run(
        [sys.executable, "tests/grown.py", home],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("what", SECTIONS)
def test_contributing_names_exactly_the_places(what: str) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (part,) = re.findall(rf"\*\*A {what}\b.*?\*\*(.*?)(?=\n- \*\*|\n\n|\Z)", text, re.DOTALL)
    named = set(re.findall(r"`((?:kg|api|ontology)/[\w/.-]+\.(?:py|ttl))`", part))
    assert named == SECTIONS[what].keys()


@pytest.mark.parametrize("what", ["word", "list"])
def test_a_new_word_and_a_new_list_touch_three_files(what: str) -> None:
    assert len(SECTIONS[what]) == 3


@pytest.mark.slow
def test_toy_words_and_toy_facts_come_out_of_sparql(grown: dict[str, Any]) -> None:
    fact = {"habit": "builds with bricks", "visit": "visit of a toy doctor"}
    assert grown["sparql"] == [{**fact, "evolution": "toyPulsing", "texture": "toyCoarse"}]


@pytest.mark.slow
def test_they_come_out_of_graphql_and_can_be_asked_for(grown: dict[str, Any]) -> None:
    assert "errors" not in grown["graphql"], grown["graphql"]
    data = grown["graphql"]["data"]
    (case,) = data["cases"]["nodes"]
    assert (case["toyHabit"], case["toyVisits"]) == ("builds with bricks", [{"label": "visit of a toy doctor"}])
    assert {"texture": "TOY_COARSE", "evolution": "TOY_PULSING"} in case["observations"]["nodes"]
    assert data["observations"]["facets"] == [{"values": [{"label": "toy toyCoarse", "count": 1}]}]
    assert all(word in grown["sdl"] for word in ("enum Texture", "TOY_FINE", "TOY_PULSING"))


@pytest.mark.slow
def test_they_stand_in_tables_and_in_the_format_of_evidence(grown: dict[str, Any]) -> None:
    tables = grown["tables"]
    assert [row["toy_habit"] for row in tables["cases"] if row["toy_habit"]] == ["builds with bricks"]
    assert [row["texture"] for row in tables["observations"] if row["texture"]] == ["toy toyCoarse"]
    assert [row["toy_visit"] for row in tables["toy_visits"]] == ["visit of a toy doctor"]
    assert all(f'"{word}"' in grown["schema"] for word in ("toy coarse", "toy fine", "toy pulsing", "toy_habit"))


@pytest.mark.slow
def test_they_travel_in_packets_out_and_in_again(grown: dict[str, Any]) -> None:
    assert grown["left"] == {}
    assert grown["again"] == grown["sparql"]
