"""People of lines that were numbered already: their matrices are columns, and no statement is read by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.analysis.people import Numbers, People, linked, stated
from kg.engine.columns.met import Met
from kg.engine.columns.numbering import different
from kg.engine.columns.rows import Ids
from kg.find.people import AGES, LINKS, said_in_columns
from kg.lexicon.reading import plain


def people_of(met: Met) -> People:
    """The same as of the lines one at a time."""
    said = {name: (subjects, objects) for name, subjects, objects in said_in_columns(met)}
    terms = list(met.terms)
    numbers = different(
        np.concatenate([*(one for name in LINKS for one in said[name]), *(said[age][0] for age in AGES)])
    )
    texts = [plain(terms[one].decode()) for one in numbers.tolist()]
    iris = sorted(set(texts))
    place = {iri: number for number, iri in enumerate(iris)}
    places = np.zeros(len(terms), np.int64)
    places[numbers] = [place[one] for one in texts]
    links = {name: linked(places[said[name][0]], places[said[name][1]], len(iris)) for name in LINKS}
    ages = {name: _years(terms, places, *said[name], len(iris)) for name in AGES}
    called = _called(terms, *said["rdfs:label"])
    return People(tuple(iris), tuple(called.get(iri, "") for iri in iris), links, ages)


def _years(terms: Sequence[bytes], places: Numbers, subjects: Ids, values: Ids, size: int) -> NDArray[np.float64]:
    return stated(places[subjects], [float(plain(terms[one].decode())) for one in values.tolist()], size)


def _called(terms: Sequence[bytes], subjects: Ids, labels: Ids) -> Mapping[str, str]:
    """Of several labels the first."""
    found = dict[str, str]()
    for subject, label in zip(subjects.tolist(), labels.tolist(), strict=True):
        iri, text = plain(terms[subject].decode()), plain(terms[label].decode())
        found[iri] = min(text, found.get(iri, text))
    return found
