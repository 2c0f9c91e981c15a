"""The usual names of sections: what tells a heading where only words do, and which sections are no part of a text."""

from __future__ import annotations

import re
from typing import Final

REFERENCES: Final = frozenset(
    (
        *("references", "reference", "bibliography", "literature cited", "literature", "works cited", "reference list"),
        *("references and notes", "notes and references", "literatur", "références"),
    )
)
LEFT_OUT: Final = REFERENCES | frozenset(
    (
        *("acknowledgements", "acknowledgments", "acknowledgement", "acknowledgment", "funding", "financial support"),
        *("funding information", "funding sources", "funding statement", "financial disclosure", "study funding"),
        *("financial disclosures", "disclosure", "disclosures", "disclosure statement", "conflict of interest"),
        *("conflicts of interest", "conflict of interests", "competing interests", "competing interest"),
        *("declaration of competing interest", "declaration of interests", "declaration of conflicting interests"),
        *("declarations", "author contributions", "authors contributions", "contributions", "author contribution"),
        *("contributors", "authors information", "author information", "author affiliations", "author details"),
        *("data availability", "data availability statement", "availability of data and materials", "publishers note"),
        *("availability of data and material", "consent for publication", "ethics approval", "ethics statement"),
        *("ethics approval and consent to participate", "ethical approval", "associated data", "footnotes"),
        *("credit authorship contribution statement", "open access", "rights and permissions", "about this article"),
        *("similar articles", "cited by other articles", "links to ncbi databases", "cite", "permalink", "actions"),
        *("resources", "on this page", "related articles", "cited by", "article notes", "copyright and license"),
        *("peer review", "publication history", "appendix authors", "patient consent", "abbreviations used"),
    )
)
USUAL: Final = LEFT_OUT | frozenset(
    (
        *("abstract", "summary", "introduction", "background", "objective", "objectives", "aim", "aims", "purpose"),
        *("case report", "case reports", "case presentation", "case presentations", "case description", "case history"),
        *("case", "cases", "case series", "case summary", "clinical presentation", "clinical history", "history"),
        *("clinical description", "clinical features", "clinical findings", "clinical course", "patient", "patients"),
        *("patient information", "patients and methods", "subjects", "subjects and methods", "participants"),
        *("family history", "past medical history", "medical history", "history of present illness", "examination"),
        *("physical examination", "neurological examination", "neurologic examination", "neuropsychology"),
        *(
            "neuropsychological assessment",
            "laboratory findings",
            "investigations",
            "diagnosis",
            "diagnostic assessment",
        ),
        *("imaging", "imaging findings", "neuroimaging", "neuroimaging findings", "radiological findings", "mri"),
        *(
            "brain mri",
            "mri findings",
            "brain imaging",
            "genetic analysis",
            "genetic testing",
            "genetics",
            "genetic findings",
        ),
        *("genetic study", "genetic studies", "molecular genetics", "pathology", "neuropathology", "brain biopsy"),
        *("neuropathological findings", "pathological findings", "histopathology", "autopsy", "autopsy findings"),
        *("treatment", "management", "therapeutic intervention", "follow-up", "outcome", "outcomes", "timeline"),
        *(
            "follow-up and outcomes",
            "materials and methods",
            "methods",
            "material and methods",
            "methods and materials",
        ),
        *("methods and results", "study design", "statistical analysis", "results", "findings", "discussion"),
        *("results and discussion", "discussion and conclusions", "conclusion", "conclusions", "limitations"),
        *("keywords", "key words", "key points", "abbreviations", "appendix", "supplementary material"),
        *("supplementary materials", "supplementary information", "supplementary data", "supporting information"),
        *("figure legends", "figure legend", "legends", "legends to figures", "tables", "table legends", "figures"),
        *("literature review", "review of the literature", "comment", "comments", "patient perspective"),
    )
)
_LONGEST: Final = 80
_NUMBERED: Final = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}\.|[A-H]\.)\s+")
_TITLE: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+|[IVX]{1,4}\.\s+)?[A-Z][^.;:!?|\t]{3,}(?<![,-])")
_SAYS: Final = re.compile(
    r"\b(?:is|are|was|were|had|has|have|did|do|does|shows?|showed|revealed|found|gave|we|he|she|it|they)\b"
    r"|\b(?:of|in|with|and|or|the|an?|to|by|for|from|at|on|as|that|which|our|his|her)$"
    r"|^(?:supplementary\s)?(?:fig|table|box|key\s?words|pmid|doi|toy)\b|\d{4};", re.I
)  # fmt: skip
"""What no name of a section has: it is a sentence, the piece of one, or the name of a figure."""
_WORDS: Final = 8
_ONE_OF_MANY: Final = re.compile(
    r"(?:case|patient|family|proband|subject|pedigree)(?: report)? (?:[0-9]{1,3}|[ivx]{1,5}|[a-h])"
)


def folded(title: str) -> str:
    """A heading without its number, marks and capitals.

    >>> folded("2.1 Case Report:"), folded("Authors’ contributions")
    ('case report', 'authors contributions')
    """
    plain = _NUMBERED.sub("", title).lower().replace("’", "").replace("'", "").replace("&", "and")
    return " ".join(plain.strip(" .:#*■●▪|").split())


def is_heading(line: str) -> bool:
    """Whether a line of its own is the usual name of a section, or the number of a case.

    >>> is_heading("CASE REPORT"), is_heading("Patient 2"), is_heading("Tremor was seen"), is_heading("abstract")
    (True, True, False, False)
    """
    if len(line) > _LONGEST:
        return False
    plain = folded(line)
    begins = line.strip(" #*■●▪|")[:1]
    return not begins.islower() and (plain in USUAL or bool(_ONE_OF_MANY.fullmatch(plain)))


def is_titled(line: str) -> bool:
    """Whether a line of its own can be the name of a section by its look alone.

    >>> is_titled("THE PROBAND (II-4)"), is_titled("2 Case data"), is_titled("Tremor was seen")
    (True, True, False)
    """
    words = line.strip()
    return len(words.split()) <= _WORDS and bool(_TITLE.fullmatch(words)) and not _SAYS.search(words)


def is_left_out(title: str) -> bool:
    """Whether what stands below a heading tells nothing of anybody: references, thanks, money, declarations."""
    return folded(title) in LEFT_OUT
