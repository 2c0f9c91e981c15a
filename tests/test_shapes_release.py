"""The release as it is downloaded keeps its own promises: all graphs together, computed and inferred ones too."""

import gzip
from collections import Counter

import pyrudof
import pytest

from kg.build.inputs import Inputs
from kg.build.validate import validate
from kg.release import Release

FOLDER = Inputs.shipped().ontology / "shapes"
each_release = pytest.mark.parametrize("name", ["toy_release", pytest.param("real_release", marks=pytest.mark.slow)])


def downloaded(release: Release) -> str:
    return gzip.decompress((release.folder / "dataset.ttl.gz").read_bytes()).decode()


def rudof(turtle: str) -> Counter[str]:
    """The shapes that are broken, as another engine says that knows nothing of this project."""
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_data(turtle, pyrudof.RDFFormat.Turtle)
    shapes = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.ttl")))
    engine.read_shacl(shapes, pyrudof.ShaclFormat.Turtle)
    return Counter(one.source_shape.rpartition("/")[2] for one in engine.validate_shacl().violations)


@each_release
def test_a_download_conforms_to_the_shapes(name: str, request: pytest.FixtureRequest) -> None:
    assert rudof(downloaded(request.getfixturevalue(name))) == Counter()


@pytest.mark.slow
def test_a_download_conforms_for_the_engine_of_the_build_too(real_release: Release) -> None:
    lines = (line[: line.rindex(" <")] + " .\n" for line in real_release.lines())
    assert validate("".join(lines).encode(), FOLDER) == ()


def test_what_follows_from_an_absence_is_allowed_and_two_codes_are_not(toy_release: Release) -> None:
    told = downloaded(toy_release)
    kg, hp = "https://w3id.org/csf1r-kg/ontology#", "http://purl.obolibrary.org/obo/HP_"
    node = next(line.split(" ")[0] for line in toy_release.lines() if line.split(" ")[1] == f"<{kg}codedAsAbsent>")
    assert rudof(f"{told}\n{node} <{kg}excludes> <{hp}0000001> .\n") == Counter()
    broken = rudof(f"{told}\n{node} <{kg}codedAsAbsent> <{hp}0000001> .\n")
    assert [name.partition("-")[2] for name in broken] == ["codedAsAbsent"]
