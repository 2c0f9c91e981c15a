"""What expressions, aggregates and orders mean over columns is what Oxigraph says of the same rows in one query."""

import math
from collections import Counter
from functools import lru_cache

import numpy as np
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.columns.algebra import Aggregate, Unsupported, ValueExpression
from kg.engine.columns.grouped import grouped
from kg.engine.columns.meaning import asked
from kg.engine.columns.numbering import different, firsts, numbered
from kg.engine.columns.order import best, ordered, ranks
from kg.engine.columns.rows import UNBOUND, Rows, groups
from kg.engine.columns.terms import ListedTerms, QueryTerms
from kg.engine.columns.values import holds, made

XSD = "http://www.w3.org/2001/XMLSchema#"
BOOLEANS = [f'"{value}"^^<{XSD}boolean>' for value in ("true", "false")]
IRIS = ["<http://toy.example/a>", "<http://toy.example/b#c>", "<http://toy.example/a!>", "<urn:toy:é>"]
STRINGS = [
    *('""', '"a"', '"a!"', '"B b"', '"é"', '"😀"', '"10"', '"say \\"a\\"\\n\\tb\\\\"', '"http://toy.example/a"'),
    '"bell\\u0007\\b"',
    '"\\"z"',
]
TAGGED = ['"a"@en', '"A"@en', '"a"@de-ch', '"b"@en']
INTEGERS = [f'"{value}"^^<{XSD}integer>' for value in (0, 1, -2, 10, 7_000_000_000)]
NUMBERS = [
    *INTEGERS,
    *(f'"{value}"^^<{XSD}decimal>' for value in ("1", "0.5", "-2.25", "10")),
    *(f'"{value}"^^<{XSD}double>' for value in ("1", "0.1", "NaN", "INF", "-0")),
    f'"1.5"^^<{XSD}float>',
]
TIMES = [
    *(f'"{value}"^^<{XSD}date>' for value in ("2020-01-31", "2019-12-31Z")),
    *(f'"{value}"^^<{XSD}dateTime>' for value in ("2020-01-31T10:00:00Z", "2020-01-31T12:00:00+02:00")),
    *(f'"{value}"^^<{XSD}duration>' for value in ("P1Y", "P34Y6M")),
    f'"2020"^^<{XSD}gYear>',
    f'"P1D"^^<{XSD}dayTimeDuration>',
]
ILL = [f'"x"^^<{XSD}integer>', f'"maybe"^^<{XSD}boolean>', '"a"^^<http://toy.example/type>', f'"a"^^<{XSD}anyURI>']
TERMS = [*IRIS, *STRINGS, *TAGGED, *NUMBERS, *BOOLEANS, *TIMES, *ILL]

EXPRESSIONS = [
    *("?a", "(?b)", "5", "'x'@en", "1/0", "BOUND(?a)", "!BOUND(?b)", "STR(?a)", "LANG(?a)", "DATATYPE(?a)"),
    *("isIRI(?a)", "isLITERAL(?a)", "isNUMERIC(?a)", "isBLANK(?a)", "IRI(STR(?a))", "STRLEN(STR(?a))"),
    *("LCASE(STR(?a))", "UCASE(?a)", "CONTAINS(LCASE(STR(?a)), 'a')", "STRSTARTS(?a, ?b)", "STRENDS(STR(?a), 'c')"),
    *(
        "STRBEFORE(?a, 'b')",
        "STRAFTER(STR(?a), '#')",
        "SUBSTR(STR(?a), 2, 3)",
        "CONCAT(?a, ?b)",
        "CONCAT(STR(?a), '\\n')",
    ),
    *(
        "REGEX(STR(?a), '^A', 'i')",
        "REPLACE(STR(?a), 'a', 'x')",
        "ENCODE_FOR_URI(STR(?a))",
        "LANGMATCHES(LANG(?a), '*')",
    ),
    *(
        "STRDT(STR(?a), <http://toy.example/t>)",
        "STRLANG(?a, 'fr')",
        "MD5(STR(?a))",
        "ABS(?a)",
        "CEIL(?a)",
        "FLOOR(?a)",
    ),
    *("ROUND(?a)", "?a + ?b", "?a - 1", "?a * ?b", "?a / ?b", "-?a", "?a = ?b", "?a != ?b", "?a < ?b", "?a >= ?b"),
    *(
        "?a && ?b",
        "?a || ?b",
        "!?a",
        "sameTerm(?a, ?b)",
        "?a IN (?b, 1, 'a')",
        "?a NOT IN (<http://toy.example/a>, ?b)",
    ),
    *(
        "IF(?a, ?b, 0)",
        "IF(?a > 1, 'more', ?b)",
        "COALESCE(?a, ?b, 'none')",
        "COALESCE(?c, 1/0)",
        "YEAR(?a)",
        "MONTH(?a)",
    ),
    *("TZ(?a)", "TIMEZONE(?a)", "?a = 1 && ?b = 1", f"<{XSD}integer>(?a)", f"<{XSD}double>(?a)", f"<{XSD}string>(?a)"),
    *(f"<{XSD}boolean>(?a)", f"<{XSD}dateTime>(?a)", "?c", "BOUND(?c) || ?a = ?b"),
]

TREES = [
    ("BOUND(?a)", ("bound", "?a")),
    ("?a = ?b", ("=", "?a", "?b")),
    ("?a != ?b", ("!=", "?a", "?b")),
    ("sameTerm(?a, ?b)", ("sameTerm", "?a", "?b")),
    ("?a = ?a", ("=", "?a", "?a")),
    (f"?a = {IRIS[0]}", ("=", "?a", IRIS[0])),
    (f"{IRIS[0]} != ?a", ("!=", IRIS[0], "?a")),
    (f"?a = {INTEGERS[1]}", ("=", "?a", INTEGERS[1])),
    (f"?a IN ({IRIS[0]}, {IRIS[2]}, <urn:not-there>)", ("in", "?a", (IRIS[0], IRIS[2], "<urn:not-there>"))),
    (f"?a NOT IN ({IRIS[0]})", ("notin", "?a", (IRIS[0],))),
    ("CONTAINS(?a, 'a')", ("ask", "CONTAINS(?a, 'a')", ("?a",))),
    ("?a < ?b + 1", ("ask", "?a < ?b + 1", ("?a", "?b"))),
    *((f"?a {sign} ?b", (sign, "?a", "?b")) for sign in ("<", ">", "<=", ">=")),
    (f"?a > {INTEGERS[1]}", (">", "?a", INTEGERS[1])),
    *((f"STR(?a) {sign} STR(?b)", (sign, ("str", "?a"), ("str", "?b"))) for sign in ("<", "=", "!=")),
    ('STR(?a) = "a"', ("=", ("str", "?a"), '"a"')),
    ('"a" >= ?b', (">=", '"a"', "?b")),
    ("STR(?a) <= ?b", ("<=", ("str", "?a"), "?b")),
    ("?c = ?a", ("=", "?c", "?a")),
]


def combined(depth):
    """Conditions of the plain ones above: what SPARQL says, and the same as a tree."""
    if depth == 0:
        return st.sampled_from(TREES)
    less = combined(depth - 1)
    return st.one_of(
        less,
        less.map(lambda one: (f"!({one[0]})", ("not", one[1]))),
        st.tuples(less, less).map(lambda two: (f"(({two[0][0]}) && ({two[1][0]}))", ("and", two[0][1], two[1][1]))),
        st.tuples(less, less).map(lambda two: (f"(({two[0][0]}) || ({two[1][0]}))", ("or", two[0][1], two[1][1]))),
    )


def tables(of=TERMS, most=9):
    """Few terms, so that many rows agree."""
    return st.lists(st.sampled_from(of), min_size=1, max_size=6).flatmap(
        lambda some: st.lists(st.tuples(*[st.sampled_from([None, *some])] * 2), max_size=most)
    )


def said(query):
    """Oxigraph's answer as tuples of N-Triples."""
    return [tuple(None if term is None else str(term) for term in row) for row in ox.Store().query(query)]


def values(table):
    rows = " ".join(f"({number} {a or 'UNDEF'} {b or 'UNDEF'})" for number, (a, b) in enumerate(table))
    return f"VALUES (?i ?a ?b) {{ {rows} }}"


def rows_of(table, terms):
    return Rows({name: terms.numbers(row[at] for row in table) for at, name in enumerate(("?a", "?b"))}, len(table))


def fresh():
    """Half of the terms stored, the others made."""
    return QueryTerms(ListedTerms(TERMS[::2]))


def expression(text, tree=None):
    return ValueExpression(text, frozenset(name for name in ("?a", "?b", "?c") if name in text), tree=tree)


@settings(max_examples=40, deadline=None)
@given(tables())
def test_each_expression_is_what_oxigraph_makes_of_it(table):
    terms = fresh()
    rows = rows_of(table, terms)
    for text in EXPRESSIONS:
        found = made(expression(text), rows, terms)
        assert found.dtype == np.int32
        wanted = said(f"SELECT ?r {{ {values(table)} BIND(({text}) AS ?r) }} ORDER BY ?i")
        assert terms.spelled(found) == [value for (value,) in wanted], text


@settings(max_examples=40, deadline=None)
@given(tables())
def test_a_condition_holds_where_oxigraph_keeps_the_row(table):
    terms = fresh()
    rows = rows_of(table, terms)
    for text in EXPRESSIONS:
        wanted = said(f"SELECT ?i {{ {values(table)} FILTER({text}) }} ORDER BY ?i")
        found = np.flatnonzero(holds(expression(text), rows, terms))
        assert [f'"{at}"^^<{XSD}integer>' for at in found] == [number for (number,) in wanted], text


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(*map(tables, (TERMS, [*IRIS, *STRINGS[:-2]], STRINGS, NUMBERS, [*INTEGERS, *NUMBERS[5:9]]))), combined(2)
)
def test_numbers_alone_decide_as_oxigraph_would(table, condition):
    """Three-valued: an error is told from false, and mended by what stands beside it."""
    text, tree = condition
    with_tree, without = fresh(), fresh()
    fast = made(expression(text, tree), rows_of(table, with_tree), with_tree)
    slow = made(expression(text), rows_of(table, without), without)
    assert with_tree.spelled(fast) == without.spelled(slow)
    kept = holds(expression(text, tree), rows_of(table, with_tree), with_tree)
    assert kept.tolist() == holds(expression(text), rows_of(table, without), without).tolist()


@pytest.mark.parametrize(("text", "tree"), TREES, ids=[text for text, _ in TREES])
def test_each_plain_condition_is_as_oxigraph_says_for_every_pair_of_terms(text, tree):
    """Each pair alone, so that no other term beside it makes the plain way impossible; and all pairs at once."""
    table = [(a, b) for a in (None, *TERMS) for b in (None, *TERMS)]
    terms = fresh()
    rows = rows_of(table, terms)
    slow = made(expression(text), rows, terms)
    assert made(expression(text, tree), rows, terms).tolist() == slow.tolist()
    for at in range(0, len(table), 7):
        assert made(expression(text, tree), rows.part(at, at + 1), terms).tolist() == slow[at : at + 1].tolist()


def test_terms_that_oxigraph_spells_anew_keep_their_number_where_they_only_pass_through():
    terms = QueryTerms(ListedTerms([f'"01"^^<{XSD}integer>', '"a"@en-US']))
    rows = Rows({"?a": np.array([0, 1], np.int32)}, 2)
    assert made(expression("(?a)"), rows, terms).tolist() == [0, 1]
    assert grouped(rows, [], [Aggregate("?r", "SAMPLE", expression("?a"))], terms).column("?r").tolist() == [0]


def test_many_values_are_asked_in_parts():
    count = asked._PIECE * 2 + 7
    terms = QueryTerms(ListedTerms([f'"toy {number}"' for number in range(count)]))
    rows = Rows({"?a": np.arange(count, dtype=np.int32)}, count)
    lengths = terms.spelled(made(expression("STRLEN(?a)"), rows, terms))
    assert lengths == [f'"{len(f"toy {number}")}"^^<{XSD}integer>' for number in range(count)]
    assert np.flatnonzero(holds(expression("STRENDS(?a, ' 40005')"), rows, terms)).tolist() == [40_005]
    some = {"?g": np.sort(np.arange(count, dtype=np.int32) % 3), "?a": np.arange(count, dtype=np.int32)}
    joined = grouped(
        Rows(some, count), ["?g"], [Aggregate("?r", "GROUP_CONCAT", expression("?a"), separator="|")], terms
    )
    assert [len(text.split("|")) for text in terms.spelled(joined.column("?r"))] == np.bincount(some["?g"]).tolist()


def test_what_values_cannot_say_is_left_to_another_engine():
    terms = QueryTerms(ListedTerms(["<<( <urn:a> <urn:b> <urn:c> )>>"]))
    with pytest.raises(Unsupported, match="a triple term in an expression"):
        made(expression("STR(?a)"), Rows({"?a": np.zeros(1, np.int32)}, 1), terms)


def test_a_blank_node_that_is_new_is_told():
    terms = QueryTerms(ListedTerms(["_:one"]))
    rows = Rows({"?a": np.zeros(1, np.int32)}, 1)
    with pytest.raises(Unsupported, match="makes a blank node"):
        made(expression("IF(BOUND(?a), BNODE(), ?a)"), rows, terms)


BLANKS = ["_:one", "_:two", *IRIS[:2], *STRINGS[:3], *INTEGERS[:2], TAGGED[0]]


def said_of_stored(table, text):
    """The same asked of a store, where blank nodes can be."""
    store = ox.Store()
    for at, row in enumerate(table):
        lines = "\n".join(f"<urn:{at}> <urn:{name}> {term} ." for name, term in zip("ab", row, strict=True) if term)
        store.extend(ox.parse(lines, ox.RdfFormat.N_TRIPLES))
    parts = " ".join(f"OPTIONAL {{ ?i <urn:{name}> ?{name} }}" for name in "ab")
    rows = " ".join(f"(<urn:{at}> {at})" for at in range(len(table)))
    query = f"SELECT ?r {{ VALUES (?i ?n) {{ {rows} }} {parts} BIND(({text}) AS ?r) }} ORDER BY ?n"
    return [None if term is None else str(term) for (term,) in store.query(query)]


@settings(max_examples=30, deadline=None)
@given(tables(BLANKS))
def test_blank_nodes_mean_what_they_do_in_a_store(table):
    terms = QueryTerms(ListedTerms(BLANKS[::2]))
    rows = rows_of(table, terms)
    for text in EXPRESSIONS:
        assert terms.spelled(made(expression(text), rows, terms)) == said_of_stored(table, text), text
    for text, tree in TREES:
        found = made(expression(text, tree), rows, terms)
        assert terms.spelled(found) == said_of_stored(table, text), text


def test_blank_nodes_are_sorted_between_nothing_and_iris():
    terms = QueryTerms(ListedTerms([IRIS[0], "_:two", STRINGS[1], "_:one"]))
    rows = Rows({"?a": np.array([0, 1, 2, 3, UNBOUND], np.int32)}, 5)
    assert ordered(rows, [(expression("?a"), False)], terms).column("?a").tolist() == [UNBOUND, 3, 1, 0, 2]
    functions = ("MIN", "MAX", "SUM", "GROUP_CONCAT", "COUNT")
    asking = [Aggregate(f"?{one}", one, expression("?a")) for one in functions]
    found = grouped(rows.part(0, 4), [], asking, terms)
    said = [terms.spelled(found.column(f"?{one}"))[0] for one in functions]
    assert said == ["_:one", STRINGS[1], None, None, f'"4"^^<{XSD}integer>']


def test_what_oxigraph_does_not_know_is_told():
    with pytest.raises(Unsupported, match="does not take alone"):
        made(expression("<urn:no-function>(1"), Rows.one(), fresh())


AGGREGATES = [
    *(
        Aggregate(f"?r{place}", function, expression(text), distinct, separator)
        for place, (function, text, distinct, separator) in enumerate(
            [
                *(
                    (f, "?b", d, " ")
                    for f in ("COUNT", "SUM", "MIN", "MAX", "AVG", "GROUP_CONCAT")
                    for d in (False, True)
                ),
                *(
                    ("SUM", "?b * 2", False, " "),
                    ("GROUP_CONCAT", "STR(?b)", False, "; \\\n"),
                    ("MAX", "?a", False, " "),
                ),
                *(("COUNT", "?b / 2", False, " "), ("COUNT", "?c", True, " "), ("AVG", "1", False, " ")),
            ]
        )
    ),
    Aggregate("?all", "COUNT", None),
    Aggregate("?each", "COUNT", None, distinct=True),
]


def aggregate_text(one):
    inner = ("DISTINCT " if one.distinct else "") + (one.expression.text if one.expression else "*")
    separator = one.separator.replace("\\", "\\\\").replace("\n", "\\n")
    return f"{one.function}({inner}" + (f"; SEPARATOR='{separator}')" if one.function == "GROUP_CONCAT" else ")")


@pytest.mark.parametrize("keys", [[], ["?a"], ["?a", "?c"]])
@settings(max_examples=60, deadline=None)
@given(table=st.one_of(tables(), tables(NUMBERS), tables([*INTEGERS, *NUMBERS[5:9]]), tables([*STRINGS, *TAGGED])))
def test_each_aggregate_is_what_oxigraph_makes_of_it(keys, table):
    terms = fresh()
    found = grouped(rows_of(table, terms), keys, AGGREGATES, terms)
    for one in AGGREGATES:
        selected = " ".join([*keys, f"({aggregate_text(one)} AS ?r)"])
        by = f"GROUP BY {' '.join(keys)}" if keys else ""
        # Without ?i, which COUNT(DISTINCT *) would see.
        rows = " ".join(f"({a or 'UNDEF'} {b or 'UNDEF'})" for a, b in table)
        wanted = said(f"SELECT {selected} {{ VALUES (?a ?b) {{ {rows} }} }} {by}")
        columns = [terms.spelled(found.column(name)) for name in (*keys, one.variable)]
        assert Counter(zip(*columns, strict=True)) == Counter(wanted), aggregate_text(one)


@settings(max_examples=60, deadline=None)
@given(table=tables(most=12))
def test_a_sample_is_a_value_of_its_group(table):
    terms = fresh()
    found = grouped(rows_of(table, terms), ["?a"], [Aggregate("?r", "SAMPLE", expression("?b"))], terms)
    for key, value in zip(*(terms.spelled(found.column(name)) for name in ("?a", "?r")), strict=True):
        assert value in ({b for a, b in table if a == key and b is not None} or {None})


ORDERLY = [*IRIS, *STRINGS, *TAGGED, *(one for one in NUMBERS if "NaN" not in one), *BOOLEANS]
BY = [
    [("?a", False)],
    [("?a", True)],
    [("?b", True), ("?a", False)],
    [("STR(?a)", False), ("?b", True)],
    [("STRLEN(STR(?a))", True)],
    [("?c", False), ("?a", False)],
]


@lru_cache(None)
def compared(one, other):
    """Oxigraph's word on two terms, -1, 0 or 1: of a tie it keeps whatever order the number of the row asks for."""
    firsts = [
        said(f"SELECT ?v {{ VALUES (?i ?v) {{ (0 {one}) (1 {other}) }} }} ORDER BY ?v {tie}")[0] == (one,)
        for tie in ("?i", "DESC(?i)")
    ]
    return {(True, True): -1, (False, False): 1}.get(tuple(firsts), 0)


def ours(terms):
    rank = ranks(np.arange(len(terms), dtype=np.int32), QueryTerms(ListedTerms(terms)))
    return {
        (a, b): int(np.sign(x - y)) for a, x in zip(terms, rank, strict=True) for b, y in zip(terms, rank, strict=True)
    }


def is_total(terms):
    """Whether what Oxigraph says of each pair is one order, ties included."""
    below = {one: sum(compared(other, one) < 0 for other in terms if other != one) for one in terms}
    return all(
        compared(one, other) == (below[one] > below[other]) - (below[one] < below[other])
        for one in terms
        for other in terms
        if one != other
    )


@pytest.mark.parametrize(
    "terms",
    [[*IRIS, *STRINGS, *TAGGED, *BOOLEANS, *ILL], [*IRIS, *NUMBERS], ORDERLY, [*TIMES, ILL[2], f'"then"^^<{XSD}date>']],
)
def test_ranks_are_those_of_oxigraph_pair_by_pair(terms):
    assert is_total(terms)
    assert [pair for pair, sign in ours(terms).items() if pair[0] != pair[1] and sign != compared(*pair)] == []


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(TERMS), max_size=6, unique=True))
def test_terms_of_any_kind_are_ranked_as_oxigraph_does_where_it_has_an_order(terms):
    if is_total(terms):
        assert [pair for pair, sign in ours(terms).items() if pair[0] != pair[1] and sign != compared(*pair)] == []


def test_numbers_among_strings_are_sorted_and_stay_in_the_order_of_their_values():
    """Oxigraph 0.5 ends the whole process over these: 2 < 10 by value, but 10 < "15" < 2 by text."""
    numbers, strings = ([form.format(at) for at in range(200)] for form in ('"{}"^^<' + XSD + "integer>", '"{}5"'))
    terms = QueryTerms(ListedTerms([*numbers, *strings]))
    rows = Rows({"?a": np.random.default_rng(1).permutation(400).astype(np.int32)}, 400)
    found = terms.spelled(ordered(rows, [(expression("?a"), False)], terms).column("?a"))
    assert [term for term in found if "integer" in term] == numbers
    assert [term for term in found if "integer" not in term] == sorted(strings)


@settings(max_examples=60, deadline=None)
@given(
    table=st.one_of(tables(ORDERLY, 14), tables(IRIS, 14), tables(STRINGS, 14), tables(INTEGERS, 14)),
    most=st.integers(0, 15),
)
def test_rows_come_in_the_order_of_oxigraph(table, most):
    """Rows that tie keep the order they had, which Oxigraph is asked for by the number of the row."""
    terms = fresh()
    rows = rows_of(table, terms).with_column("?i", np.arange(len(table), dtype=np.int32))
    for by in BY:
        keys = [(expression(text), descends) for text, descends in by]
        text = " ".join(f"{'DESC' if descends else 'ASC'}({key})" for key, descends in by)
        wanted = [
            int(number.split('"')[1]) for (number,) in said(f"SELECT ?i {{ {values(table)} }} ORDER BY {text} ?i")
        ]
        assert ordered(rows, keys, terms).column("?i").tolist() == wanted, text
        assert best(rows, keys, terms, most).column("?i").tolist() == wanted[:most], text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.integers(-1, 5), st.integers(0, 2**31 - 1))), st.integers(1, 3))
def test_a_column_is_numbered_as_numpy_does(column, times):
    column = np.array(column * times, np.int32)
    numbers, places = numbered(column)
    assert numbers.tolist() == sorted(set(column.tolist()))
    assert numbers[places].tolist() == column.tolist()
    assert different(column).tolist() == numbers.tolist()
    assert firsts(places, len(numbers)).tolist() == [column.tolist().index(number) for number in numbers.tolist()]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(*[st.one_of(st.integers(-1, 2), st.integers(0, 2**31 - 1))] * 3)))
def test_rows_are_of_one_group_where_they_agree_in_every_column(table):
    columns = {name: np.array([row[at] for row in table], np.int32) for at, name in enumerate(("?x", "?y", "?z"))}
    first, group = groups(Rows(columns, len(table)), ["?x", "?y", "?z", "?not-there"])
    assert len(first) == len(set(table))
    assert [table[first[number]] for number in group] == table
    assert [table.index(table[at]) for at in first] == first.tolist()


def test_sums_past_what_floating_point_holds_are_left_to_the_engine():
    big = [f'"{value}"^^<{XSD}integer>' for value in (2**53 - 1, 2, 1)]
    terms = QueryTerms(ListedTerms(big))
    rows = Rows({"?a": np.array([0, 1, 2], np.int32)}, 3)
    found = grouped(rows, [], [Aggregate("?r", "SUM", expression("?a"))], terms)
    assert terms.spelled(found.column("?r")) == [f'"{2**53 + 2}"^^<{XSD}integer>']
    assert math.fsum([2**53 - 1, 2, 1]) == 2**53 + 2  # what adding doubles one by one would not give
    assert UNBOUND not in found.column("?r")
