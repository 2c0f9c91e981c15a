"""The gold of a text: who, which variants, findings and figures stand in it, by hand; and where a quote stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import yaml

import kg

TEXTS: Final = Path(__file__).parent / "texts"
SETS: Final = ("dev", "held", "open/dev", "open/held")
LOOKS: Final = ("modality", "sequence", "region", "side", "symmetry", "evolution", "distribution", "contrast")
ELSEWHERE: Final = "not this person"

Facts = Mapping[str, Any]
Span = tuple[int, int]

_ALIKE: Final = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-", "\u00a0": " "}
)
_INLINE: Final = {"italic", "bold", "sub", "sup", "xref", "ext-link", "i", "b", "em", "strong", "span", "a"}
_UNREAD: Final = {"ref-list", "script", "style", "nav", "footer", "journal-meta"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What one text says. Each list has mappings as README.md describes them."""

    path: Path
    file: Path
    text: str
    people: list[Facts] = field(default_factory=list)
    variants: list[Facts] = field(default_factory=list)
    findings: list[Facts] = field(default_factory=list)
    figures: list[Facts] = field(default_factory=list)


def read_gold(path: Path) -> Gold:
    """The gold of a file NAME.yaml, with the plain text of the file beside it."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    lists = {key: told.get(key) or [] for key in ("people", "variants", "findings", "figures")}
    file = path.with_name(told["text"])
    return Gold(path=path, file=file, text=plain(file), **lists)


def gold_files(folder: str, under: Path = TEXTS) -> list[Path]:
    """The gold files of one of the SETS."""
    return sorted((under / folder).glob("*.yaml"))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in _UNREAD
        self.parts.append("" if tag in _INLINE else " ")

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in _UNREAD
        self.parts.append("" if tag in _INLINE else " ")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.parts.append(data)


def _xml_words(of: ElementTree.Element) -> Iterator[str]:
    if of.tag not in _UNREAD:
        space = "" if of.tag in _INLINE else " "
        yield (" " if of.tag == "xref" else space) + (of.text or "")
        for child in of:
            yield from _xml_words(child)
        yield space
    yield of.tail or ""


def plain(path: Path) -> str:
    """A text without mark-up and with single spaces. Our own few lines: the gold must not lean on what it measures."""
    raw = path.read_text(encoding="utf-8")
    if path.suffix == ".xml":
        raw = "".join(_xml_words(ElementTree.fromstring(raw)))
    elif path.suffix == ".html":
        words = _Words()
        words.feed(raw)
        raw = "".join(words.parts)
    return alike(raw)


def alike(text: str) -> str:
    """A text in lower case, with single spaces and one kind of dash."""
    return " ".join(text.translate(_ALIKE).split()).lower()


def spans(quote: str, text: str, near: str | None = None) -> list[Span]:
    """Where a quote stands in a text that is `alike`; only inside `near`, where that is told."""
    wanted = re.escape(alike(quote))
    within = spans(near, text) if near else [(0, len(text))]
    edges = (r"(?<!\w)" if wanted[:1].isalnum() else "") + wanted
    return [m.span() for low, high in within for m in re.compile(edges).finditer(text, low, high)] if wanted else []


def overlap(one: list[Span], two: list[Span]) -> bool:
    """Whether any of some spans shares a character with any of others."""
    return any(low < up and start < high for low, high in one for start, up in two)


def terms(of: Facts) -> set[str]:
    """The HPO ids that are right for a gold finding or figure."""
    return {hpo for hpo in (of.get("hpo"), *of.get("also", [])) if hpo}


@cache
def region_phrases() -> Mapping[str, list[str]]:
    """Keys of regions by the phrases and labels the vocabulary has for them."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    vocabulary = yaml.load((Path(kg.__file__).parent / "reference" / "vocabulary.yaml").read_bytes(), loader)
    labels = {alike(region["label"]): [region["key"]] for region in vocabulary["regions"] if "label" in region}
    return labels | {alike(phrase): keys for phrase, keys in vocabulary["region_phrases"].items()}


def regions(told: object) -> set[str]:
    """Keys of regions of a list of keys, or of a phrase as an evidence file has it."""
    if not isinstance(told, str):
        return set(told) if isinstance(told, list) else set()
    known = region_phrases().get(alike(told))
    return set(known) if known else {part.strip() for part in re.split(r"[,;]", told)}
