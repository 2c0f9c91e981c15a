"""An import is done in parts, by one process or by several, and what is kept is the same to the byte."""

import gzip
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.imports.cohorts import import_cohort
from kg.imports.ends import written
from kg.imports.gathered import Gathered
from kg.imports.lines import Lines
from kg.imports.parts import Ground, InputPart, PartDone, part, parts
from kg.imports.reports import CohortReport
from kg.imports.stretches import in_stretches
from kg.infer.follow import Knowledge
from kg.sources.hpo import Hpo
from kg.sources.phenopackets import InputFile, PacketNotes, Terms, read_packet, shape
from kg.spread import Processes, WorkerLost, here
from tests.packets import ATAXIA, DEMENTIA, SEIZURE, WHITE_MATTER, age, call, feature, packet, raw, variant

GRAPHS = ("g:own", "g:shared", "g:inferred")


def people(count: int) -> list[bytes]:
    """Some of whom give trouble that only shows beside others, far from those in the input."""
    several = [packet(number) for number in range(1, count + 1)]
    several[-1]["id"] = several[0]["id"]
    several[-2]["id"] = several[1]["id"].replace("_", "-")
    several[-3] = packet(count - 2, interpretations=[found(variant("NM_000000.2:c.1234G>A", "TOY1B"))])
    several[-4]["phenotypicFeatures"].append({"type": {}})
    return [*map(raw, several), b"{broken"]


def found(descriptor: dict[str, Any]) -> dict[str, Any]:
    return {"id": "toy", "diagnosis": {"disease": {"id": "OMIM:0"}, "genomicInterpretations": [call(descriptor)]}}


def kept(home: Path, lines: list[bytes], hpo: Hpo, spread: Any) -> tuple[CohortReport, dict[str, bytes]]:
    home.mkdir()
    (home / "toy.jsonl").write_bytes(b"\n".join(lines))
    report = import_cohort(str(home / "toy.jsonl"), "toy", "CC0-1.0", home / "cohorts", hpo, spread=spread)
    return report, {path.name: path.read_bytes() for path in (home / "cohorts" / "toy").iterdir()}


def test_processes_keep_what_one_keeps(tmp_path: Path, hpo: Hpo) -> None:
    lines = people(170)
    report, alone = kept(tmp_path / "alone", lines, hpo, here)
    assert (report.read, report.imported) == (171, 169)
    assert report.kinds.keys() >= {"error id-repeated", "error json", "error missing", "warning gene-names"}
    text = gzip.decompress(alone["dataset.nq.gz"]).decode()
    assert "possiblySameVariantAs" in text
    assert "/pmid-0000001-toy-2-" in text, "an id that differs in signs alone has a name of its own"
    assert kept(tmp_path / "several", lines, hpo, Processes(2)) == (report, alone)


def test_parts_are_asked_for_as_there_is_room(tmp_path: Path, hpo: Hpo) -> None:
    asked: list[int] = []

    def spread(work: Callable[[InputPart], PartDone], tasks: Iterable[InputPart]) -> Iterator[PartDone]:
        for number, task in enumerate(tasks):
            asked.append(number)
            yield work(task)

    few, enough = people(6), people(170)
    assert kept(tmp_path / "few", few, hpo, spread) == kept(tmp_path / "here", few, hpo, here)
    assert not asked, "a few packets are no work for others"
    kept(tmp_path / "enough", enough, hpo, spread)
    assert asked == [*range(5)]


def test_a_part_ends_where_it_is_large() -> None:
    sizes = [
        [len(one.data) for one in some.files] for some in parts(InputFile("toy", b"x" * (400 << 10)) for _ in "....")
    ]
    assert [len(one) for one in sizes] == [3, 1]


def _ends(task: int) -> int:
    if task == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def test_a_process_that_is_killed_is_told_of() -> None:
    assert [*Processes(2)(abs, range(9))] == [*range(9)]
    with pytest.raises(WorkerLost, match=r"was killed.*right would be"):
        list(Processes(2)(_ends, range(9)))


# --- each optimisation beside the plain way

_TERMS = (SEIZURE, ATAXIA, DEMENTIA, WHITE_MATTER, "HP:0000707", "HP:0012638", "HP:0001263", "HP:0002514", "HP:0000000")
_FEATURES = st.lists(
    st.builds(
        lambda identifier, excluded, more: feature(identifier, **({"excluded": True} if excluded else {}), **more),
        st.sampled_from(_TERMS),
        st.booleans(),
        st.sampled_from(
            [
                *({}, {}, {}, {"onset": age("P4Y")}, {"onset": {"ontologyClass": {"id": "HP:0003577"}}}),
                *({"modifiers": [{"id": "HP:0012834"}]}, {"resolution": age("P5Y"), "description": "toy"}),
                *({"onset": {"ageRange": {"start": age("P1Y")["age"], "end": age("P3Y")["age"]}}}, {"severity": None}),
            ]
        ),
    ),
    max_size=8,
)
_CALLS = st.lists(
    st.builds(
        lambda number, zygosity: call({**variant(f"NM_000000.1:c.{number}G>A"), "allelicState": {"id": zygosity}}),
        st.integers(1, 3),
        st.sampled_from(["GENO:0000135", "GENO:0000136", "GENO:0000402"]),
    ),
    max_size=3,
)
_AGES = st.sampled_from(["P0D", "P17Y", "P18Y", "P42Y", "P60Y", "P61Y"])


@st.composite
def _whole(draw: st.DrawFn) -> dict[str, Any]:
    """A packet of which much is as in others."""
    disease = {"id": draw(st.sampled_from(["OMIM:0", "OMIM:1", "HP:0001250"]))}
    found = {"disease": disease, "genomicInterpretations": draw(_CALLS)}
    whole = packet(phenotypicFeatures=draw(_FEATURES), interpretations=[{"id": "toy", "diagnosis": found}])
    whole["subject"]["timeAtLastEncounter"] = age(draw(_AGES))
    whole["diseases"] = [{"term": disease, "onset": age(draw(_AGES))}]
    papers = [{"id": f"PMID:000000{number}"} for number in range(draw(st.integers(0, 2)))]
    whole["metaData"]["externalReferences"] = papers
    return whole


@given(_whole(), st.sampled_from(["toy-1", "toy-2"]))
def test_what_is_followed_once_for_all_of_its_kind_says_what_it_says_by_itself(
    hpo: Hpo, whole: dict[str, Any], key: str
) -> None:
    read = read_packet(raw(whole), _terms(hpo), PacketNotes("toy"))
    assert read
    by_kind, alone = (written(lines.of(read, key)) for lines in _lines(hpo))
    assert by_kind == alone


_AMISS: list[dict[str, Any]] = [
    {"type": {"id": SEIZURE, "label": "no such name"}},
    {"type": {"id": SEIZURE}, "excluded": None},
    {"type": {"id": SEIZURE}, "excluded": 1},
    {"type": {"id": SEIZURE}, "onset": age("P2Y"), "more": "toy"},
    {"type": {}},
]


@given(_whole(), st.lists(st.sampled_from(_AMISS), max_size=2), st.sampled_from(["", "NM_000000.1:c.7G>"]))
def test_what_comes_again_is_read_as_the_first_time(
    hpo: Hpo, whole: dict[str, Any], amiss: list[dict[str, Any]], name: str
) -> None:
    whole["phenotypicFeatures"] = [*whole["phenotypicFeatures"], *amiss]
    if name or amiss:
        whole["interpretations"].append(found(variant(name)))
    terms = Terms(hpo, _terms(hpo).genes)
    shape.forget()
    once, again = ((read_packet(raw(whole), terms, notes), notes) for notes in (PacketNotes("a"), PacketNotes("a")))
    assert again == once


@given(_whole(), _whole())
def test_packets_that_share_variants_and_findings_are_told_apart(
    hpo: Hpo, one: dict[str, Any], two: dict[str, Any]
) -> None:
    two["id"] = "PMID_0000000_toy_other"
    fresh = Terms(hpo, _terms(hpo).genes)
    shape.forget()
    alone = read_packet(raw(two), fresh, PacketNotes("b"))
    assert read_packet(raw(one), _terms(hpo), PacketNotes("a"))
    assert read_packet(raw(two), _terms(hpo), PacketNotes("b")) == alone


_HELD: dict[Hpo, tuple[Terms, tuple[Lines, Lines]]] = {}


def _held(hpo: Hpo) -> tuple[Terms, tuple[Lines, Lines]]:
    if hpo not in _HELD:
        knowledge = Knowledge.shipped(hpo)
        _HELD[hpo] = Terms(hpo), (Lines("toy", knowledge), Lines("toy", knowledge, by_kind=False))
    return _HELD[hpo]


def _terms(hpo: Hpo) -> Terms:
    return _held(hpo)[0]


def _lines(hpo: Hpo) -> tuple[Lines, Lines]:
    return _held(hpo)[1]


_OWN = st.sampled_from(["case/toy/a", "case/toy/a-b", "sign/toy/a/1", "sign/toy/a/2", "sign/toy/b/1", "paper/1", "z"])
_SAID = st.dictionaries(_OWN, st.lists(st.tuples(st.integers(0, 12), st.sampled_from(GRAPHS)), max_size=30))


@given(st.lists(st.tuples(st.sampled_from("ab"), _SAID), max_size=4))
def test_stretches_and_single_lines_make_one_sorted_dataset(
    tmp_path_factory: pytest.TempPathFactory, packets: list[tuple[str, dict[str, list[tuple[int, str]]]]]
) -> None:
    home, every = tmp_path_factory.mktemp("toy"), set[str]()
    with Gathered(home, GRAPHS) as dataset:
        for key, said in packets:
            ends = {
                subject: [f"<p:{number % 3}> <sign/toy/{key}/{number}> <{graph}> .\n" for number, graph in told]
                for subject, told in said.items()
            }
            every.update(written(ends))
            dataset.add(in_stretches(ends, f"/toy/{key}", GRAPHS))
        dataset.write(home / "dataset.nq.gz")
    packed = (home / "dataset.nq.gz").read_bytes()
    assert (gzip.decompress(packed).decode() if packed else "") == "".join(sorted(every))
    counts = [sum(f"<{graph}> ." in one for one in every) for graph in GRAPHS]
    assert [dataset.counts[graph] for graph in GRAPHS] == counts
    assert [path.name for path in home.iterdir()] == ["dataset.nq.gz"], "nothing that was held meanwhile is left"


def test_a_packet_under_another_name_is_read_alone(hpo: Hpo) -> None:
    ground = Ground("toy", _terms(hpo), Knowledge.shipped(hpo))
    file = InputFile("toy.json", raw(packet(1)))
    said = part(ground, InputPart((file,), "other")).packets[0].said
    assert said
    assert all(b"/toy/other" in one.prefix for one in said.lines.stretches)
