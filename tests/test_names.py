"""Names are minted from facts, and short forms lead back to the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import OBO_PREFIXES, SCHEMES, contract, digest, expand, mint, slug, variant_slug

LOCAL = st.from_regex(r"[0-9A-Za-z]{1,10}", fullmatch=True)


@given(st.sampled_from(sorted(OBO_PREFIXES | SCHEMES.keys())), LOCAL)
def test_every_curie_comes_back_from_its_iri(prefix: str, local: str) -> None:
    assert contract(expand(f"{prefix}:{local}")) == f"{prefix}:{local}"


def test_an_unknown_prefix_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'toy:1'"):
        expand("toy:1")


@given(st.text(min_size=1))
def test_a_slug_may_stand_in_an_iri(text: str) -> None:
    assert not set(slug(text)) & set(' <>"{}|^`\\/?#')
    assert slug(text) == slug(text)


def test_a_slug_keeps_letters_of_any_script() -> None:
    assert slug("Kındış, toy") == "k%C4%B1nd%C4%B1%C5%9F-toy"


@given(st.lists(st.text(), min_size=2, max_size=2, unique=True))
def test_other_facts_give_another_digest(facts: list[str]) -> None:
    assert digest(facts[0]) != digest(facts[1])
    assert digest(*facts) == digest(*facts)


def test_a_variant_name_fits_into_an_iri() -> None:
    assert variant_slug("c.2345G>A") == "c.2345G-A"
    assert variant_slug("c.1969+115_1969+116del") == "c.1969+115_1969+116del"
    assert variant_slug("p.Tyr540*") == "p.Tyr540*"


def test_an_iri_without_a_namespace_stays_whole() -> None:
    assert contract("http://example.org/toy") == "http://example.org/toy"
    assert contract(mint("case", "pmid-0000001", "toy")) == "case:pmid-0000001/toy"
