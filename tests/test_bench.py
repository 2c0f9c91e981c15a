"""What benchmarks rest on: their arithmetic, their people, and that ours and peers answer their questions alike."""

import json
import re
from pathlib import Path

import pytest

from kg.engine import Engine, Question
from kg.engine.remote import RemoteEngine
from kg.imports.cohorts import import_cohort
from kg.sources.hpo import Hpo
from tests.bench.agree import GRAPH, ROWS, difference, read
from tests.bench.asked import accept, declared, questions
from tests.bench.figures import Spread, beyond, share, short, slope, table
from tests.bench.people import people, write
from tests.bench.shapes import SHAPES
from tests.checkout import ROOT
from tests.portable import faults

XSD = "http://www.w3.org/2001/XMLSchema#"


def test_a_median_stands_with_the_least_and_the_most() -> None:
    assert Spread.of([3, 1, 100]) == Spread(median=3, least=1, most=100)


@pytest.mark.parametrize(("power", "told"), [(0, 0.0), (0.5, 0.5), (1, 1.0), (2, 2.0)])
def test_a_slope_is_the_power_that_a_cost_grows_with(power: float, told: float) -> None:
    assert slope([10, 100, 1000], [7 * one**power for one in (10, 100, 1000)]) == told


def test_one_size_has_no_slope_and_tells_nothing_of_another() -> None:
    assert slope([10], [1]) is None
    assert slope([10, 100], [0, 1]) is None, "what took no time has no logarithm"
    assert beyond([10], [1], 100) is None


def test_a_line_tells_what_a_larger_size_costs() -> None:
    assert beyond([10, 100], [3, 30], 1000) == pytest.approx(300)


def test_ratios_are_counted_where_they_fall() -> None:
    assert share([1, 1, 3, 3.1], [2, 1, 1, 1]) == "1 faster, 2 within 3 times, 1 slower than that, of 4"
    assert short(float("inf")) == "no end"
    assert table(("a", "b"), [("1", "2")]).splitlines()[1] == "| - | - |"


def rows(*values: dict[str, str]) -> bytes:
    found = [{"x": {"type": "literal", **one}} for one in values]
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": found}}).encode()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"value": "1", "datatype": f"{XSD}integer"}, {"value": "1.0", "datatype": f"{XSD}decimal"}, True),
        ({"value": "0.3333333"}, {"value": "0.3333334"}, False),
        ({"value": "0.3333333", "datatype": f"{XSD}double"}, {"value": "0.33333334", "datatype": f"{XSD}float"}, True),
        ({"value": "true", "datatype": f"{XSD}boolean"}, {"value": "1", "datatype": f"{XSD}boolean"}, True),
        ({"value": "1"}, {"value": "1", "datatype": f"{XSD}integer"}, False),
        ({"value": "a"}, {"value": "a", "datatype": f"{XSD}string"}, True),
        ({"value": "a"}, {"value": "a", "xml:lang": "en"}, False),
        ({"type": "bnode", "value": "a"}, {"type": "bnode", "value": "b"}, True),
        ({"type": "uri", "value": "a:"}, {"value": "a:"}, False),
    ],
)
def test_answers_are_held_against_each_other_by_value(one: dict[str, str], other: dict[str, str], same: bool) -> None:
    assert (difference(read(rows(one), ROWS), read(rows(other), ROWS)) == "") is same


def test_a_row_too_many_is_told() -> None:
    one = {"value": "a"}
    assert difference(read(rows(one, one), ROWS), read(rows(one), ROWS)).startswith("2 rows beside 1, 1 and 0 of them")
    assert difference(read(b"<a:> <b:> 1 .", GRAPH), read(b"<a:> <b:> 1.0 .", GRAPH)) == ""


def test_every_question_is_asked_whole_and_for_what_it_gives() -> None:
    asked = questions()
    assert set(SHAPES) < set(asked)
    graphs = {name for name, text in asked.items() if accept(text) == GRAPH}
    assert graphs == {name for name, text in asked.items() if "CONSTRUCT" in text or "DESCRIBE" in text}
    assert declared("ASK { <http://kg:80/> a/rdfs:label ?l }").count("PREFIX") == 1


PATHS = {"path-join"}
OF_ITSELF = {
    "virtuoso": {"count-all", "count-graph", "distinct-p", "distinct-class", "class-counts", "p-counts"},
    "oxigraph": set[str](),
}
"""Shapes over everything, in which Virtuoso counts what it holds of itself too."""


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_has_one_answer_on_every_engine(name: str) -> None:
    wrong = list(faults(declared(SHAPES[name])))
    assert wrong == [] or (name in PATHS and all("length zero" in one for one in wrong))


@pytest.mark.parametrize("peer", ["oxigraph", pytest.param("virtuoso", marks=pytest.mark.slow)])
def test_a_peer_gives_the_same_answers_on_the_toy(peer: str, toy: Engine, request: pytest.FixtureRequest) -> None:
    other = RemoteEngine(request.getfixturevalue(peer), default_deadline=60)
    asked = {name: (declared(text), accept(declared(text))) for name, text in SHAPES.items()}
    differ = {}
    for name, (text, kind) in asked.items():
        mine, theirs = (read(engine.answer(Question(text, [kind])).body, kind) for engine in (toy, other))
        differ[name] = difference(mine, theirs)
    other.close()
    told = {name: one for name, one in differ.items() if one and name not in OF_ITSELF[peer]}
    assert not told, told


def test_the_draw_is_the_same_every_time_and_a_larger_one_begins_with_a_smaller() -> None:
    few = list(people(20))
    assert few == list(people(40))[:20]
    for number, (disease, whole) in enumerate(few):
        told = json.dumps(whole)
        assert whole["subject"]["id"] == f"toy-{number}"
        assert f'"symbol": "TOY{disease}"' in told
        assert "Toy disease" in told
        assert any(not one.get("excluded") for one in whole["phenotypicFeatures"])


def test_every_person_drawn_comes_in(hpo: Hpo, tmp_path: Path) -> None:
    write(tmp_path / "packets", 30)
    told = import_cohort(str(tmp_path / "packets"), "toy", "CC0-1.0", tmp_path / "cohorts", hpo)
    assert (told.read, told.imported) == (30, 30)


def test_a_command_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    pytest.importorskip("psutil", reason="psutil is not installed (pip install --group bench)")
    from tests.bench.measure import Failed, run

    assert run(["sh", "-c", "sleep 0.3"], ROOT, tmp_path / "log").memory > 0
    with pytest.raises(Failed, match="ended with 3:\nno room"):
        run(["sh", "-c", "echo no room; exit 3"], ROOT, tmp_path / "log")


def test_the_note_on_scaling_is_filled_from_what_was_measured(tmp_path: Path) -> None:
    pytest.importorskip("psutil", reason="psutil is not installed (pip install --group bench)")
    from tests.bench import scaling

    note = tmp_path / "note.md"
    whole = "".join(f"<!-- figures: {name} -->\nNot yet.\n<!-- end -->\n" for name in scaling.TABLES)
    note.write_text(whole)
    scaling.fill(tmp_path, note)
    assert note.read_text().count("Not yet.") == len(scaling.TABLES) - 1, "the machine is known without a run"
    for number in (10, 100):
        figures = {"quads": 450 * number, "build, wall": 2.0 * number, "build, memory": 5e6}
        size = {"people": number, "figures": figures, "questions": {"steep": number**2, "flat": 1}, "failed": {}}
        (tmp_path / f"slopes-{number}.json").write_text(json.dumps(size))
    scaling.fill(tmp_path, note)
    lines = [re.sub(" +", " ", line) for line in note.read_text().splitlines()]
    assert "| build | 20.0 s | 200 s | 1.00 | 1.00 |" in lines
    assert "| build, memory | 5.00 MB | 5.00 MB | 0 | 0 |" in lines
    assert "- steep: 2.00" in lines
    assert "| build | 2,000,000 s | 4,444,444 s |" in lines


def test_each_table_of_the_note_on_scaling_can_be_made() -> None:
    pytest.importorskip("psutil", reason="psutil is not installed (pip install --group bench)")
    from tests.bench import scaling

    told = [place[2] for place in scaling.PLACE.finditer((ROOT / "SCALING.md").read_text())]
    assert sorted(told) == sorted(scaling.TABLES)
