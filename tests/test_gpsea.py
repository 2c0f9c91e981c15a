"""GPSEA over the packets that a release is exported as: the same findings, groups and p values as analyses here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.analysis import Held, answer
from kg.analysis.comparison import GroupComparison, GroupComparisonRow
from kg.analysis.population import Population
from kg.export.packets import export_packets
from kg.find import Group
from kg.names import KG, full
from kg.release import Release
from tests import plainly
from tests.test_packet_readers import patients

pytestmark = pytest.mark.slow
CODES = {KG + "MissenseVariant": 0, KG + "SpliceVariant": 1}


@pytest.fixture(scope="module")
def cohort(real_release: Release, toolkit: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """GPSEA's patients by the IRI of the person: everybody, as the packets tell of them."""
    folder: Path = tmp_path_factory.mktemp("packets")
    export_packets(real_release, folder, plain_zygosity=True)
    stopped, _, _, found = patients(folder, toolkit)
    assert not stopped
    return {full(one.labels.label): one for one in found}


@pytest.mark.parametrize("by", [Group.VARIANT_CLASS, Group.SEX])
def test_gpsea_gives_the_same_p_for_ten_findings_at_least(
    by: Group, real_release: Release, cohort: dict[str, Any], toolkit: Any
) -> None:
    """Groups by class are those of the tables; by sex GPSEA tells people apart by itself.

    Present is the same in both. An absence reaches every term below in GPSEA, and here as far as the rule allows; one
    above something that is there is told in no packet as absent. Where that makes other counts of absent people, there
    is no p to compare.
    """
    clf = pytest.importorskip("gpsea.analysis.clf", reason="gpsea is not installed")
    told = plainly.tables(real_release)
    who = plainly.people(told)
    everybody = answer(Held.of_release(real_release), GroupComparison(population=Population.BIALLELIC, by=by))
    chosen = set(who.index[who["biallelic"]]) - {one.what.iri for one in everybody.left_out if one.instead}
    if by is Group.SEX:
        asked = GroupComparison(population=Population.BIALLELIC, by=by)
        some, classifier = [cohort[one] for one in sorted(chosen)], clf.sex_classifier()
    else:
        asked = GroupComparison(population=Population.BIALLELIC, by=by, group="missense", against="splice")
        classes = plainly.groups(told, by.name)
        pairs = classes[classes["case_iri"].isin(chosen) & classes["group"].isin(CODES)].itertuples(index=False)
        codes = {case: CODES[group] for case, group in sorted(pairs)}
        some = [cohort[one] for one in codes]
        classifier = clf.frozen_classifier(some, codes.values())
    ours = compared(real_release, asked)
    theirs = by_gpsea(ours, some, classifier, toolkit)
    agreeing = [term for term, (counts, _, _) in theirs.items() if counts == ours[term][0]]
    assert len(agreeing) >= 10
    for term in agreeing:
        assert ours[term][1] == pytest.approx(theirs[term][1], rel=1e-5), term
    for term, (counts, _, _) in theirs.items():
        assert ours[term][0][::2] == counts[::2], term
    # Over the same family q is the same too.
    again = compared(real_release, replace(asked, terms=tuple(agreeing)))
    for term, (_, _, q) in by_gpsea(again, some, classifier, toolkit).items():
        assert again[term][2] == pytest.approx(q, rel=1e-5), term


def compared(release: Release, asked: GroupComparison) -> dict[str, Any]:
    """Counts, p and q by term, of those that were tested."""
    found = [row for row in answer(Held.of_release(release), asked).rows if isinstance(row, GroupComparisonRow)]
    return {
        row.term.curie: ((row.present, row.absent, row.present_against, row.absent_against), row.p, row.q)
        for row in found
        if row.p is not None
    }


def by_gpsea(terms: dict[str, Any], some: list[Any], classifier: Any, toolkit: Any) -> dict[str, Any]:
    """The same, of these terms."""
    import hpotk
    from gpsea.analysis.clf import HpoClassifier
    from gpsea.analysis.mtc_filter import UseAllTermsMtcFilter
    from gpsea.analysis.pcats import HpoTermAnalysis
    from gpsea.analysis.pcats.stats import FisherExactTest

    asked = [HpoClassifier(toolkit, hpotk.TermId.from_curie(term)) for term in terms]
    analysis = HpoTermAnalysis(FisherExactTest(), UseAllTermsMtcFilter(), mtc_correction="fdr_bh")
    found = analysis.compare_genotype_vs_phenotypes(some, classifier, asked)
    return {
        term: (tuple(int(one) for one in table.to_numpy().T.flatten()), result.pval, float(q))
        for term, table, result, q in zip(
            terms, found.all_counts, found.statistic_results, found.corrected_pvals, strict=True
        )
    }
