"""What phenopackets call a thing stands once, and leads both ways: what is written is what is read."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.model.packet import SIDES, UNSPECIFIED
from kg.model.packet_words import ACMG, CAUSES, CODES, FINDINGS, LINKS, NO_DISEASE, SEXES, VCF
from kg.names import KG, mint
from kg.sources.our_ontology import ontology
from kg.sources.phenopackets.moments import age, decimal, spelt, stated
from kg.sources.phenopackets.schema import ENUMS, MESSAGES
from kg.sources.phenopackets.times import OLDEST

DURATIONS = st.builds("P{}Y{}M".format, st.integers(0, OLDEST - 1), st.integers(0, 11)) | st.just("P0D")
DAYS = st.dates().map(str)
TIMES = st.one_of(
    DURATIONS.map(lambda one: {"age": {"iso8601duration": one}}),
    st.builds(
        lambda low, high: {"ageRange": {"start": {"iso8601duration": low}, "end": {"iso8601duration": high}}},
        *(DURATIONS, DURATIONS),
    ),
    st.builds(lambda w, d: {"gestationalAge": {"weeks": w, "days": d}}, st.integers(0, 45), st.integers(0, 6)),
    st.from_regex(r"(HP|TOY):[0-9]{7}", fullmatch=True).map(lambda one: {"ontologyClass": {"id": one}}),
    DAYS.map(lambda one: {"timestamp": one}),
    st.builds(lambda one, two: {"interval": {"start": one, "end": two}}, DAYS, DAYS),
)


@given(TIMES)
def test_a_time_is_told_in_words_that_give_it_back(time: dict[str, Any]) -> None:
    assert stated(spelt(time)) == time


@given(st.integers(0, 12 * OLDEST))
def test_an_age_in_months_is_written_and_read_as_the_same_number(months: int) -> None:
    written = f"{months / 12:.5f}".rstrip("0").rstrip(".")
    assert abs(float(decimal(age(written))) - months / 12) < 0.006


def test_every_table_leads_back() -> None:
    for table in (SEXES, ACMG, SIDES, CODES, FINDINGS):
        assert len({*table.values()}) == len(table)


def test_the_words_are_those_of_the_schema() -> None:
    assert {*SEXES} < {*ENUMS["Sex"]}
    assert {*ACMG} == {*ENUMS["Acmg"]} - {"NOT_PROVIDED"}
    assert {*CAUSES} < {*ENUMS["Status"]}
    assert {*VCF} <= MESSAGES["VcfRecord"].keys()


def test_the_words_are_those_of_the_ontology() -> None:
    """Links lead to the class that a table says, findings are linked so, sides and sexes are values."""
    words = ontology()
    for name, (kind, room) in LINKS.items():
        assert words.properties[KG + name].range == KG + kind, name
        assert mint(room, "").endswith("/")
    assert {KG + one for one in (*FINDINGS, *CODES.values())} <= words.properties.keys()
    assert {word.iri for word in (*SEXES.values(), *SIDES.values())} <= words.members.keys()
    assert NO_DISEASE.startswith("kg:")
    assert UNSPECIFIED.startswith("GENO:")
