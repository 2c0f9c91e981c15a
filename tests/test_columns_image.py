"""A release as columns: every term keeps its spelling, every pattern finds what a plain reading of the lines finds."""

import itertools
from collections import Counter
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.columns.algebra import AnyOf, GraphChoice, Link, NoneOf, Pattern, Repeat, Sequence
from kg.engine.columns.algebra import Path as Way
from kg.engine.columns.image import Image
from kg.engine.columns.joins import has_partner, joined, without
from kg.engine.columns.layout import NoImage
from kg.engine.columns.paths import pairs_of
from kg.engine.columns.rows import Rows, distinct, groups
from kg.engine.columns.scan import Evaluation, matches
from kg.engine.columns.terms import ListedTerms, QueryTerms
from kg.engine.columns.writing import write_image, write_met
from kg.names import graph as graph_of
from kg.release.columns import met_in
from kg.release.dataset import LinesInPieces
from kg.release.homes import home
from kg.release.pieces import Piece

THINGS = [f"<toy:{name}>" for name in ("a", "a#b", "a/b", "b", "é", "z")]
LINKS = [f"<toy:p{number}>" for number in range(3)]
LITERALS = ['"a"', '"a"@en', '"a \\"b\\"\\n"', '"5"^^<http://www.w3.org/2001/XMLSchema#integer>', '"<toy:a>"']
GRAPHS = ["<toy:g>", "<toy:h>"]
HOLDERS = st.sets(st.sampled_from([graph_of("paper", "a"), graph_of("paper", "b"), graph_of("inferred")]), min_size=1)
TRIPLES = st.dictionaries(
    st.tuples(st.sampled_from(THINGS), st.sampled_from(LINKS), st.sampled_from(THINGS + LITERALS)),
    st.sampled_from(GRAPHS),
    max_size=25,
)


def image_of(quads: dict[tuple[str, str, str], str], folder: Path) -> Image:
    path = folder / "toy.columns"
    write_image(path, (f"{' '.join(triple)} {graph} .\n" for triple, graph in quads.items()))
    return Image.open(path)


def told(rows: Rows, terms: QueryTerms) -> Counter[frozenset[tuple[str, str | None]]]:
    spelt = {name: terms.spelled(column) for name, column in rows.columns.items()}
    return Counter(frozenset((name, spelt[name][at]) for name in spelt) for at in range(rows.length))


@given(TRIPLES)
@settings(max_examples=30)
def test_terms_come_back_as_they_were_spelled_and_iris_in_their_order(
    tmp_path_factory: pytest.TempPathFactory, quads: dict[tuple[str, str, str], str]
) -> None:
    image = image_of(quads, tmp_path_factory.mktemp("image"))
    there = {term for triple, graph in quads.items() for term in (*triple, graph)}
    every = image.terms.spelled(np.arange(len(image.terms), dtype=np.int32))
    assert set(every) == there and len(every) == len(there)
    assert [image.terms.number(term) for term in every] == list(range(len(every)))
    assert image.terms.number("<toy:nowhere>") is None and image.terms.number('"nothing"') is None
    iris = [term[1:-1] for term in every if term.startswith("<")]
    assert iris == sorted(iris)
    assert len(image) == len(quads)


def test_terms_of_one_checksum_are_told_apart(tmp_path: Path) -> None:
    twins = ['"plumless"', '"buckeroo"']
    assert len({crc32(term.encode()) for term in twins}) == 1
    image = image_of({(THINGS[0], LINKS[0], twins[0]): GRAPHS[0]}, tmp_path)
    assert [number >= 0 for number in image.terms.numbers([*twins, *THINGS[:2]]).tolist()] == [True, False, True, False]
    image = image_of({(THINGS[0], LINKS[0], one): GRAPHS[0] for one in twins}, tmp_path)
    assert image.terms.spelled(image.terms.numbers(twins)) == twins
    assert QueryTerms(image.terms).numbers([twins[1], None, "<toy:new>", twins[1], "<toy:new>"]).tolist() == [
        *(image.terms.number(twins[1]), -1, len(image.terms), image.terms.number(twins[1]), len(image.terms)),
    ]


@given(TRIPLES, st.sets(st.sampled_from(GRAPHS)) | st.none(), st.data())
@settings(max_examples=60)
def test_a_pattern_finds_what_a_plain_reading_finds(
    tmp_path_factory: pytest.TempPathFactory,
    quads: dict[tuple[str, str, str], str],
    chosen: set[str] | None,
    data: st.DataObject,
) -> None:
    image = image_of(quads, tmp_path_factory.mktemp("image"))
    ends = st.sampled_from(["?x", "?y", "?z", *THINGS])
    pattern = Pattern(data.draw(ends), data.draw(st.sampled_from(["?p", "?x", *LINKS])), data.draw(ends))
    graph = data.draw(st.sampled_from([None, "?g", "?x", *GRAPHS]))
    run = Evaluation(
        image, QueryTerms(image.terms), GraphChoice(frozenset(chosen) if chosen is not None else None, None), graph
    )
    seeds = sorted(data.draw(st.sets(st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)), max_size=5)))
    given_rows = Rows(
        {"?x": run.terms.numbers(x for x, _ in seeds), "?w": run.terms.numbers(w for _, w in seeds)}, len(seeds)
    )
    for rows, known in ((Rows.one(), [{}]), (given_rows, [{"?x": x, "?w": w} for x, w in seeds])):
        expected = Counter(
            frozenset(found.items())
            for before in known
            for triple, home in quads.items()
            if graph is not None or chosen is None or home in chosen
            for found in [_fits((*triple, home), (pattern.subject, pattern.predicate, pattern.object, graph), before)]
            if found is not None
        )
        assert told(matches(pattern, run, rows), run.terms) == expected


def _fits(quad: tuple[str, ...], pattern: tuple[object, ...], known: dict[str, str]) -> dict[str, str] | None:
    found = dict(known)
    for term, wanted in zip(quad, pattern, strict=True):
        if isinstance(wanted, str) and (found.setdefault(wanted, term) if wanted.startswith("?") else wanted) != term:
            return None
    return found


WAYS = (
    Repeat(Link("<toy:p0>"), 1, True),
    Repeat(Link("<toy:p0>"), 0, True),
    Repeat(Link("<toy:p0>", inverse=True), 0, False),
    Repeat(AnyOf((Link("<toy:p0>"), Link("<toy:p1>", inverse=True))), 1, True),
    Sequence((Link("<toy:p0>"), Repeat(Link("<toy:p1>"), 0, True))),
    Sequence((Link("<toy:p0>", inverse=True), NoneOf(("<toy:p0>",), ("<toy:p2>",)))),
    AnyOf((Link("<toy:p0>"), Link("<toy:p0>"))),
    NoneOf(("<toy:p0>", "<toy:p1>"), ()),
)


@given(TRIPLES, st.sampled_from(WAYS), st.data())
@settings(max_examples=80)
def test_a_path_leads_where_steps_one_by_one_lead(
    tmp_path_factory: pytest.TempPathFactory, quads: dict[tuple[str, str, str], str], way: Way, data: st.DataObject
) -> None:
    image = image_of(quads, tmp_path_factory.mktemp("image"))
    run = Evaluation(image, QueryTerms(image.terms), GraphChoice())
    nodes = {end for subject, _, object_ in quads for end in (subject, object_)}
    subject, object_ = (data.draw(st.sampled_from([name, *THINGS[:3]])) for name in ("?x", "?y"))
    object_ = data.draw(st.sampled_from([object_, subject]))
    expected: Counter[frozenset[tuple[str, str | None]]] = Counter()
    for start, stop, ways in steps(way, quads, nodes):
        found = _fits((start, stop), (subject, object_), {})
        if found is not None:
            expected[frozenset((name, value) for name, value in found.items())] += ways
    assert told(pairs_of(Pattern(subject, way, object_), run, Rows.one()), run.terms) == +expected


def steps(way: Way, quads: dict[tuple[str, str, str], str], ends: set[str]) -> list[tuple[str, str, int]]:
    """All pairs of ends, with the number of ways between them: SPARQL 1.1, section 18.4, but as Oxigraph has it.

    A choice leads from one end to another once, and a path of no length starts at what is in the graph.
    """
    match way:
        case Link(predicate, inverse):
            return [(o, s, 1) if inverse else (s, o, 1) for s, p, o in quads if p == predicate]
        case NoneOf(forward, backward):
            ahead = [(s, o, 1) for s, p, o in quads if forward and p not in forward]
            back = [(o, s, 1) for s, p, o in quads if backward and p not in backward]
            return sorted({*ahead, *back}) if forward and backward else ahead + back
        case AnyOf(parts):
            return sorted({(a, b, 1) for part in parts for a, b, _ in steps(part, quads, ends)})
        case Sequence((first, second)):
            pairs = itertools.product(steps(first, quads, ends), steps(second, quads, ends))
            return [(a, d, m * n) for (a, b, m), (c, d, n) in pairs if b == c]
        case Repeat(inner, least, many):
            once = {(a, b) for a, b, _ in steps(inner, quads, ends)}
            found = set(once)
            while many and (more := {(a, d) for a, b in found for c, d in once if b == c} - found):
                found |= more
            found |= {(one, one) for one in ends} if least == 0 else set()
            return [(a, b, 1) for a, b in found]
    raise AssertionError(way)


TABLES = st.lists(st.fixed_dictionaries({name: st.sampled_from([-1, -1, 0, 1, 2]) for name in "abc"}), max_size=6)


@given(TABLES, TABLES, st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("abc")))
def test_joins_are_those_of_the_standard_with_variables_that_are_not_bound(
    left: list[dict[str, int]], right: list[dict[str, int]], mine: set[str], theirs: set[str]
) -> None:
    here, there = ([{n: row[n] for n in names} for row in table] for names, table in ((mine, left), (theirs, right)))
    one, other = _rows(here, mine), _rows(there, theirs)
    expected = Counter(
        tuple(sorted({**dict.fromkeys(mine | theirs, -1), **b, **_bound(a)}.items()))
        for a in here
        for b in there
        if _agree(a, b)
    )
    assert Counter(_listed(joined(one, other))) == expected
    assert has_partner(one, other).tolist() == [any(_agree(a, b) for b in there) for a in here]
    kept = [a for a in here if not any(_agree(a, b) and _overlap(a, b) for b in there)]
    assert Counter(_listed(without(one, other))) == Counter(tuple(sorted(a.items())) for a in kept)


def _rows(table: list[dict[str, int]], names: set[str]) -> Rows:
    return Rows({name: np.array([row[name] for row in table], np.int32) for name in names}, len(table))


def _listed(rows: Rows) -> list[tuple[tuple[str, int], ...]]:
    return [tuple(sorted((n, int(c[at])) for n, c in rows.columns.items())) for at in range(rows.length)]


def _bound(row: dict[str, int]) -> dict[str, int]:
    return {name: value for name, value in row.items() if value >= 0}


def _overlap(a: dict[str, int], b: dict[str, int]) -> set[str]:
    return {name for name in a if a[name] >= 0 and b.get(name, -1) >= 0}


def _agree(a: dict[str, int], b: dict[str, int]) -> bool:
    return all(a[name] == b[name] for name in _overlap(a, b))


@given(TABLES, st.sets(st.sampled_from("abc"), min_size=1))
def test_rows_that_agree_are_one_group(table: list[dict[str, int]], names: set[str]) -> None:
    rows = _rows(table, set("abc"))
    first, group = groups(rows, sorted(names))
    keys = [tuple(row[name] for name in sorted(names)) for row in table]
    assert len(first) == len(set(keys))
    assert [keys[first[number]] for number in group.tolist()] == keys
    assert sorted(_listed(distinct(rows))) == sorted(set(_listed(rows)))


def test_a_term_made_on_the_way_has_one_number_and_a_stored_one_keeps_its_own() -> None:
    terms = QueryTerms(ListedTerms(["<toy:a>", '"b"']))
    numbers = terms.numbers(['"new"', "<toy:a>", None, '"new"', '"other"'])
    assert numbers.tolist() == [2, 0, -1, 2, 3]
    assert terms.spelled(numbers) == ['"new"', "<toy:a>", None, '"new"', '"other"']
    assert terms.known('"b"') == 1 and terms.known('"never met"') is None


@pytest.mark.parametrize("content", [b"", b"kgcolumn", b"kgcolumn" + bytes(100), b"<toy:a> <toy:b> <toy:c> .\n" * 9])
def test_what_is_no_image_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "toy.columns"
    path.write_bytes(content)
    with pytest.raises(NoImage, match="kg build"):
        Image.open(path)


@given(st.dictionaries(st.sampled_from([*itertools.product(THINGS, LINKS[:2], THINGS[:2] + LITERALS)]), HOLDERS))
@settings(max_examples=30)
def test_a_release_whose_triples_stand_in_several_graphs_has_the_image_of_their_homes(
    tmp_path_factory: pytest.TempPathFactory, held: dict[tuple[str, str, str], set[str]]
) -> None:
    folder = tmp_path_factory.mktemp("homes")
    every = sorted(f"{' '.join(triple)} <{name}> .\n" for triple, names in held.items() for name in names)
    met = met_in(LinesInPieces((Piece((), "".join(every).encode()),)))
    write_met(folder / "several", met)
    homes = {triple: f"<{home(names, triple[1])}>" for triple, names in held.items()}
    image_of(homes, folder)
    assert (folder / "several").read_bytes() == (folder / "toy.columns").read_bytes()
