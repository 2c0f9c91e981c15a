"""`kg term`: HPO terms by words, without a release; what is obsolete is followed and told."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.reading.findings.names.matched import MatchedText
from kg.reading.findings.term_search import TermSearch
from kg.settings import PACKAGE
from kg.sources.hpo import Hpo
from kg.sources.reference import read_reference


@pytest.fixture(scope="module")
def lookup(hpo: Hpo) -> TermSearch:
    matched = [MatchedText("toy apathy", "HP:0000741", "Apathy", False, paper) for paper in ("toy-1", "toy-1", "toy-2")]
    return TermSearch(hpo, read_reference(PACKAGE / "reference").vocabulary_document, matched)


@pytest.mark.parametrize(
    ("words", "term", "how"),
    [
        ("Apathy", "HP:0000741", "name"),
        ("callosum corpus thin", "HP:0033725", "same words"),
        ("word finding", "HP:0030784", "all words"),
        ("leucoencephalopathy", "HP:0002352", "name"),
        ("seizuer", "HP:0001250", "like it"),
        ("http://purl.obolibrary.org/obo/HP_0002500", "HP:0002500", "id"),
    ],
)
def test_a_term_is_found_by_words(words: str, term: str, how: str, lookup: TermSearch) -> None:
    first = lookup.terms(words)[0]
    assert (first.id, first.how) == (term, how)


def test_an_exact_name_comes_first_and_our_evidence_is_counted(lookup: TermSearch) -> None:
    first, *_ = lookup.terms("apathy")
    assert (first.label, first.used, first.papers) == ("Apathy", 3, 2)
    assert lookup.terms("gait ataxia")[0].matched.lower() == "gait ataxia"


def test_keys_of_the_imaging_vocabulary_are_found(lookup: TermSearch) -> None:
    assert ("regions", "cc_splenium") in {(one.table, one.key) for one in lookup.keys("splenium")}
    assert ("findings", "cc_thin", "HP:0033725") in {
        (one.table, one.key, one.hpo) for one in lookup.keys("thinning callosum")
    }


def test_old_ids_are_followed_and_told(lookup: TermSearch, hpo: Hpo) -> None:
    alternative = next(one for term in hpo.terms.values() if not term.obsolete for one in term.alternative_ids)
    (found,) = lookup.terms(alternative)
    assert hpo.current(found.id) and alternative in str(found.rewrite)
    gone = next(one for one in hpo.terms.values() if one.obsolete and hpo.resolve(one.id) is None)
    assert not lookup.terms(gone.id) and "is obsolete" in str(lookup.obsolete(gone.id))


def test_what_is_no_phenotype_says_so(lookup: TermSearch) -> None:
    (onset,) = lookup.terms("HP:0003581")
    assert onset.label == "Adult onset" and "no phenotype" in str(onset.rewrite)


def test_what_nothing_is_called_finds_nothing(lookup: TermSearch) -> None:
    assert not lookup.terms("xyzzyx") and lookup.obsolete("xyzzyx") is None


def test_the_command_prints_terms_and_keys() -> None:
    told = CliRunner().invoke(app, ["term", "thin", "corpus", "callosum"])
    assert told.exit_code == 0 and told.stdout.startswith("HP:0033725  Thin corpus callosum")
    assert "findings: cc_thin" in told.stdout
