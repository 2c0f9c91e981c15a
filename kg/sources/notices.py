"""What catalogues and titles tell of a paper's later fate: retracted, doubted, corrected; or that it is such a notice.

The links are those of NLM's DTD of January 2019 and those that JATS 1.3 and SciELO suggest. What is linked in passing
(comments, reprints, data) is none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.model.citation import Notice, NoticeKind

_LINKS: Final[dict[NoticeKind, tuple[str, ...]]] = {
    "retracted": (
        *("RetractionIn", "RetractedandRepublishedIn", "PartialRetractionIn"),
        *("retraction-forward", "retraction", "partial-retraction-forward", "withdrawal", "withdrawal-forward"),
        *("removal", "removal-forward"),
    ),
    "concern": ("ExpressionOfConcernIn", "expression-of-concern", "expression-of-concern-forward"),
    "corrected": (
        *("ErratumIn", "CorrectedandRepublishedIn", "UpdateIn", "RepublishedIn"),
        *("correction-forward", "correction", "erratum", "republication", "update"),
    ),
    "notice": (
        *("RetractionOf", "RetractedandRepublishedFrom", "PartialRetractionOf", "ErratumFor", "ExpressionOfConcernFor"),
        *("retracted-article", "partial-retraction", "withdrawn-article", "object-of-concern", "corrected-article"),
        "addended-article",
    ),
}
_KIND_OF_LINK: Final = {name.lower(): kind for kind, names in _LINKS.items() for name in names}
_WORDS: Final[tuple[tuple[re.Pattern[str], NoticeKind], ...]] = (
    (re.compile(r"(?i)retracted (publication|article|paper)|retracted-article"), "retracted"),
    (re.compile(r"(?i)(partial[- ])?retraction( of publication| notice| note)?"), "notice"),
    (re.compile(r"(?i)expressions?[- ]of[- ]concern"), "notice"),
    (re.compile(r"(?i)published erratum|erratum|correction|corrigendum"), "notice"),
)
"""The kinds of paper that tell it, whole."""
_GONE: Final = r"(?:retracted|withdrawn|removed|retratado|retractado)"
_SORT: Final = r"(?:\s+(?:article|paper|publication|manuscript|preprint|chapter|review))?"
_SPANISH: Final = r"(?:art[ií](?:culo|go)\s+)?"
_NOTICE: Final = r"(?:editorial\s+)?(?:note of\s+|notice of\s+)?"
_TITLES: Final[tuple[tuple[re.Pattern[str], NoticeKind], ...]] = (
    # A bare word opens many a title; what follows it tells a mark from a sentence.
    (re.compile(rf"(?i)[\[(*]+\s*{_SPANISH}{_GONE}{_SORT}\W*[\])*]"), "retracted"),
    (re.compile(rf"(?i){_SPANISH}{_GONE}{_SORT}\s*(?::|\s[-–—]\s)"), "retracted"),
    (re.compile(r"(?i)temporary removal\s*:"), "retracted"),
    (re.compile(rf"(?i){_NOTICE}(?:partial\s+)?(?:retraction|withdrawal)(?:\s+not(?:e|ice))?\s*:"), "notice"),
    (re.compile(r"(?i)(?:retraction|withdrawal)\s+not(?:e|ice)\s+(?:to|for|of)\b"), "notice"),
    (re.compile(r"(?i)[\[(]\s*(?:retraction|withdrawal)\b[^\])]*[\])]"), "notice"),
    (re.compile(rf"(?i){_NOTICE}expressions?\s+of\s+concern\b"), "notice"),
)
_ENDS: Final = re.compile(rf"(?i)[\[(]\s*{_GONE}{_SORT}\b[^\])]*[\])]?\W*$|\s[-–—]\s*{_GONE}{_SORT}\W*$")


def notices(links: Iterable[Notice], kinds: Iterable[str], title: str | None) -> tuple[Notice, ...]:
    """Everything that a record tells, each once: its links, then its kinds, then its title."""
    found = [*links, *_by_kind(kinds)]
    # A notice bears the title of the paper that it is about, marks and all.
    found += [] if any(one.kind == "notice" for one in found) else _by_title(title or "")
    return tuple(dict.fromkeys(found))


def linked(name: str, source: str) -> Iterator[Notice]:
    """What a link of this name tells; most tell nothing of the kind."""
    kind = _KIND_OF_LINK.get(name.lower())
    if kind:
        yield Notice(kind, f"{name}: {source}" if source else name)


def _by_kind(kinds: Iterable[str]) -> Iterator[Notice]:
    for kind in kinds:
        for words, told in _WORDS:
            if words.fullmatch(kind.strip()):
                yield Notice(told, kind)
                break


def _by_title(title: str) -> Iterator[Notice]:
    for words, told in _TITLES:
        if found := words.match(title.lstrip("\"'“‘ ")):
            yield Notice(told, f"the title begins with {found[0].strip()!r}")
            return
    if found := _ENDS.search(title):
        yield Notice("retracted", f"the title ends with {found[0].strip()!r}")
