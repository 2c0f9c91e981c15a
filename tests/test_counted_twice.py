"""Nobody counts twice: of people who may be one, those of one paper stay, and the others are named."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis.counted_twice import alike, once, paper_of
from kg.analysis.people import Mask, People
from kg.analysis.result import LeftOut
from kg.names import BASE, KG

CASE, PAPER = BASE + "case/toy-", BASE + "paper/toy-"


def people(papers: dict[str, str], *links: tuple[str, str, str], depth: str = "abstract") -> People:
    """Toy people by the paper that describes each, and links: `("a", "same", "b")` of cases or papers."""
    said = [(CASE + one, "kg:reportedIn", PAPER + paper) for one, paper in papers.items()]
    said += [(CASE + one, "rdf:type", KG + "Case") for one in papers]
    said += [(CASE + one, "kg:readingDepth", KG + depth) for one in papers]
    for one, how, other in links:
        if how == "same":
            said.append((CASE + one, "kg:possiblySamePatientAs", CASE + other))
        elif how == "shares":
            said.append((PAPER + one, "kg:possiblySharesPeopleWith", PAPER + other))
        else:
            said.append((CASE + one, how, other))
    return People.of((thing, name, (value,)) for thing, name, value in said)


def stay(of: People) -> tuple[str, tuple[LeftOut, ...]]:
    kept, left_out = once(of, of.cases)
    return "".join(of.iris[one].removeprefix(CASE) for one in kept.nonzero()[0]), left_out


def test_without_links_everybody_stays() -> None:
    assert stay(people({"a": "x", "b": "y", "c": "y"})) == ("abc", ())


def test_of_two_who_may_be_one_one_stays_and_the_other_is_named_with_whom_it_may_be() -> None:
    kept, [out] = stay(people({"a": "x", "b": "y"}, ("b", "same", "a")))
    assert kept == "a"
    assert (out.what.iri, out.instead.iri if out.instead else "") == (CASE + "b", CASE + "a")


def test_the_paper_read_deepest_stays_then_that_which_says_most() -> None:
    deeper = people({"a": "x", "b": "y"}, ("a", "same", "b"), ("b", "kg:readingDepth", KG + "fullText"))
    assert stay(deeper)[0] == "b"
    fuller = people({"a": "x", "b": "y"}, ("a", "same", "b"), ("b", "kg:hasExcludedFinding", BASE + "observation/toy"))
    assert stay(fuller)[0] == "b"


def test_people_of_one_paper_are_different_people() -> None:
    """Five of one family may be three of another paper: five stay, or three, and never one."""
    papers = {**dict.fromkeys("abcde", "x"), **dict.fromkeys("pqr", "y")}
    family = people(papers, *((one, "same", other) for one in "abcde" for other in "pqr"))
    kept, left_out = stay(family)
    assert kept == "abcde" and [one.what.iri[-1] for one in left_out] == ["p", "q", "r"]


def test_a_chain_of_three_papers_leaves_one_person() -> None:
    assert stay(people({"a": "x", "b": "y", "c": "z"}, ("a", "same", "b"), ("b", "same", "c")))[0] == "a"


def test_papers_that_may_share_people_count_once() -> None:
    assert stay(people({"a": "x", "b": "y", "c": "y", "d": "z"}, ("y", "shares", "x")))[0] == "ad"


def test_those_who_are_not_asked_about_leave_nobody_out() -> None:
    both = people({"a": "x", "b": "y"}, ("a", "same", "b"))
    only: Mask = both.cases & ~both.having("kg:reportedIn", PAPER + "x")
    assert once(both, only)[0].sum() == 1


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=12))
def test_no_two_who_stay_may_be_one_person(links: list[tuple[str, str]]) -> None:
    """And whoever is left out hangs together with somebody who stays; links inside one paper are none."""
    papers = dict(zip("abcdefgh", "wwxxyyzz", strict=True))
    some = people(papers, *((one, "same", other) for one, other in links if papers[one] != papers[other]))
    kept, left_out = once(some, some.cases)
    numbers = kept.nonzero()[0]
    assert not alike(some)[numbers][:, numbers].nnz
    assert len(numbers) + len(left_out) == len(papers)
    assert all(one.instead and kept[some.number[one.instead.iri]] for one in left_out)
    assert all(paper_of(some, int(one)) is not None for one in np.flatnonzero(some.cases))
