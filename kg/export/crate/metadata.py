"""ro-crate-metadata.json: RO-Crate 1.2, with the properties that Bioschemas asks of a Dataset.

Sources: https://www.researchobject.org/ro-crate/specification/1.2 (root-data-entity, data-entities,
contextual-entities, profiles) and https://bioschemas.org/profiles/Dataset/1.0-RELEASE. The date is the release's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kg.export.crate.credit import CITATION, Credit
from kg.export.crate.parts import HPO, IMPORTED, OURS, CrateFile, CratePart
from kg.files import checksum
from kg.names import BASE, SCHEMES, slug
from kg.release.words import LICENCE

METADATA: Final = "ro-crate-metadata.json"
PREVIEW: Final = "ro-crate-preview.html"
TERMS: Final = "LICENSE-DATA"
_CRATE: Final = "https://w3id.org/ro/crate/1.2"
_BIOSCHEMAS: Final = "https://bioschemas.org/profiles/Dataset/1.0-RELEASE"
_ROOT: Final = "./"
# schema.org's own property; named here for readers whose copy of the crate's context is older than it.
_CONTEXT: Final = [f"{_CRATE}/context", {"sha256": "http://schema.org/sha256"}]
Entity = dict[str, Any]


def metadata(
    about: Mapping[str, Any], credit: Credit, parts: Sequence[tuple[CratePart, Sequence[CrateFile]]], root: Path
) -> dict[str, Any]:
    """The document for a crate whose files lie below `root`; `about` is the manifest of the release."""
    licences = _licences(about)
    loose = tuple(_loose())
    files = [*loose, *(file for _, some in parts for file in some)]
    found = [
        _descriptor(),
        _root(about, credit, parts, loose),
        *(_folder(part, some) for part, some in parts),
        *(_file(file, licences, root) for file in files),
        *_context(about, credit, licences),
        *_formats(files),
    ]
    return {"@context": _CONTEXT, "@graph": found}


def _ref(*names: str) -> Any:
    found = [{"@id": name} for name in names]
    return found[0] if len(found) == 1 else found


def _descriptor() -> Entity:
    title = "Description of the crate"
    return _entity(METADATA, "CreativeWork", title, conformsTo=_ref(_CRATE), about=_ref(_ROOT))


def _loose() -> Iterator[CrateFile]:
    yield CrateFile(CITATION, "How to cite", "How to cite the project (Citation File Format).", "application/yaml")
    yield CrateFile(TERMS, "Licence of the data", "Which licence holds for which part of the data.", "text/plain")


def _root(
    about: Mapping[str, Any],
    credit: Credit,
    parts: Iterable[tuple[CratePart, Sequence[CrateFile]]],
    loose: Iterable[CrateFile],
) -> Entity:
    issued, version = about["issued"], about["version"]
    more = "Parts that are not the project's own keep their terms, which are named with each file."
    return _entity(
        *(_ROOT, "Dataset", f"{about['title']}, release of {issued}"),
        description=f"{credit.abstract} {about['note']} {more}",
        datePublished=issued,
        version=version,
        license=_ref(LICENCE),
        usageInfo=_ref(TERMS),
        url=BASE,
        identifier=_ref(_identifier(about)),
        author=_ref(BASE),
        publisher=_ref(BASE),
        keywords=list(credit.keywords),
        creditText=credit.text(version, issued),
        citation=_ref(*(SCHEMES["DOI"] + one.doi for one in credit.references)),
        isBasedOn=_ref(*(f"#source-{source['name']}" for source in _sources(about)), *_cohorts(about)),
        conformsTo=_ref(_BIOSCHEMAS),
        inLanguage="en",
        hasPart=[*(_ref(f"{part.folder}/") for part, files in parts if files), *(_ref(file.path) for file in loose)],
    )


def _identifier(about: Mapping[str, Any]) -> str:
    return f"{BASE}release/{about['inputs_digest'][:12]}"


def _folder(part: CratePart, files: Iterable[CrateFile]) -> Entity:
    held = [_ref(file.path) for file in files]
    return _entity(f"{part.folder}/", "Dataset", part.name, description=part.says, hasPart=held)


def _file(file: CrateFile, licences: Mapping[str, tuple[str, ...]], root: Path) -> Entity:
    path = root / file.path
    terms = tuple(dict.fromkeys(one for whose in file.terms for one in licences[whose]))
    return _entity(
        *(file.path, "File", file.name),
        description=file.says,
        encodingFormat=[file.media, _ref(file.format[0])] if file.format else file.media,
        contentSize=str(path.stat().st_size),
        sha256=checksum(path),
        # What has the licence of the whole inherits it.
        **({} if terms == (LICENCE,) else {"license": _ref(*terms)}),
    )


def _licences(about: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The licences of each owner, as names of entities."""
    hpo = (source["licence"] for source in about["sources"] if source["name"] in ("hp", "hpoa"))
    imported = (_licence(one["licence"]) for kind in ("cohorts", "databases") for one in about.get(kind, ()))
    return {OURS: (LICENCE,), HPO: tuple(dict.fromkeys(hpo)), IMPORTED: tuple(dict.fromkeys(imported))}


def _sources(about: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the release was made from: what a build reads, and the databases that were imported."""
    return [*about["sources"], *({**one, "version": one["source_version"]} for one in about.get("databases", ()))]


def _licence(words: str) -> str:
    """A licence is its address, where it has one; else a name within the crate."""
    return words if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", words) else f"#licence-{slug(words)}"


def _entity(name: str, kind: str | list[str], title: str, **facts: Any) -> Entity:
    return {"@id": name, "@type": kind, "name": title, **facts}


def _context(about: Mapping[str, Any], credit: Credit, licences: Mapping[str, tuple[str, ...]]) -> Iterator[Entity]:
    yield _entity(BASE, "Organization", credit.team, url=BASE)
    own = _identifier(about)
    yield _entity(own, "PropertyValue", "Name of the release", propertyID=f"{BASE}ontology#Release", value=own, url=own)
    yield _entity(_BIOSCHEMAS, ["CreativeWork", "Profile"], "Bioschemas Dataset profile", version="1.0-RELEASE")
    for cited in credit.references:
        text = f"{cited.authors}. {cited.title}. {cited.journal}, {cited.year}."
        at = SCHEMES["DOI"] + cited.doi
        yield _entity(at, "ScholarlyArticle", cited.title, creditText=text, datePublished=str(cited.year))
    for source in _sources(about):
        told = {"version": str(source["version"]), "license": _ref(source["licence"]), "creditText": source["credit"]}
        yield _entity(f"#source-{source['name']}", "CreativeWork", source["title"], **told)
    for name, one in zip(_cohorts(about), about.get("cohorts", ()), strict=True):
        told = {"description": f"People imported from {one['format']}.", "license": _ref(_licence(one["licence"]))}
        yield _entity(name, "CreativeWork", f"Cohort {one['name']}", **told)
    yield from _terms(about, licences)


def _cohorts(about: Mapping[str, Any]) -> list[str]:
    return [f"#cohort-{one['name']}" for one in about.get("cohorts", ())]


def _terms(about: Mapping[str, Any], licences: Mapping[str, tuple[str, ...]]) -> Iterator[Entity]:
    names = {
        LICENCE: ("CC BY 4.0", "Creative Commons Attribution 4.0 International: what is the project's own."),
        **dict.fromkeys(licences[HPO], ("HPO licence", "Terms of the Human Phenotype Ontology.")),
    }
    for one in about.get("cohorts", ()):
        words = one["licence"]
        names.setdefault(_licence(words), (words, "As stated when the cohort was imported."))
    for source in _sources(about):
        names.setdefault(source["licence"], (source["licence"], f"Terms of {source['title']}."))
    for name, (title, told) in names.items():
        yield _entity(name, "CreativeWork", title, description=told)


def _formats(files: Iterable[CrateFile]) -> Iterator[Entity]:
    for address, name in sorted({file.format for file in files if file.format}):
        yield _entity(address, "WebPage", name, url=address)
