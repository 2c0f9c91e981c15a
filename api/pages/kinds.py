"""The kinds of analysis in a doctor's words, by what is wanted to be known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class KindInWords:
    """What a kind answers: its name, the question it answers, and what to keep in mind."""

    kind: str
    title: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisTheme:
    """What is wanted to be known, and the kinds that tell it."""

    title: str
    says: str
    kinds: tuple[KindInWords, ...]


THEMES: Final = (
    AnalysisTheme(
        title="How often",
        says="Every finding in three states: present, looked for and not seen, not reported, which is never absent.",
        kinds=(
            KindInWords(
                kind="frequencies",
                title="How often findings are seen",
                question="In how many people is a finding present, in how many was it looked for and not seen?",
            ),
            KindInWords(
                kind="specificity",
                title="How special findings on scans are",
                question="Which findings do few diseases share, and which differential diagnoses have them?",
            ),
        ),
    ),
    AnalysisTheme(
        title="Compared",
        says="One group against another, with an exact test, and how many tests there were.",
        kinds=(
            KindInWords(
                kind="comparison",
                title="Findings by genotype or sex",
                question="Is a finding more frequent with one kind of variant than with another?",
            ),
        ),
    ),
    AnalysisTheme(
        title="Ages and survival",
        says="When it begins, how long until somebody looks, how long people live.",
        kinds=(
            KindInWords(
                kind="ages",
                title="Ages by group",
                question="When does the disease begin, and does that differ between groups?",
            ),
            KindInWords(
                kind="curves",
                title="Penetrance and survival",
                question="How many carriers have had first signs by an age, and how many are alive?",
            ),
        ),
    ),
    AnalysisTheme(
        title="Pooled over papers",
        says="Single people and the figures of papers together, each counted once: meta-analysis by random effects.",
        kinds=(
            KindInWords(
                kind="pooled-share",
                title="How often, pooled",
                question="What do all studies together say of how often a finding is there?",
            ),
            KindInWords(
                kind="pooled-age",
                title="Ages, pooled",
                question="What do all studies together say of the mean age at onset or death?",
            ),
        ),
    ),
    AnalysisTheme(
        title="Beside the review",
        says="What a published review states of all carriers, with what the single people of this graph give for it.",
        kinds=(
            KindInWords(
                kind="review",
                title="Beside the review",
                question="Do the people of this graph say the same as the published meta-analysis?",
            ),
        ),
    ),
    AnalysisTheme(
        title="Criteria",
        says="Published diagnostic criteria, as far as they were read, over every person; open where texts are silent.",
        kinds=(
            KindInWords(
                kind="categories",
                title="Diagnostic categories",
                question="What do published criteria make of each person, and what keeps a verdict open?",
            ),
        ),
    ),
    AnalysisTheme(
        title="What else could it be",
        says="Diseases by how alike they are to findings, with what speaks for each and against it.",
        kinds=(
            KindInWords(
                kind="differential",
                title="Differential diagnosis",
                question="Which diseases are most alike what somebody has?",
            ),
        ),
    ),
)
IN_WORDS: Final = {one.kind: one for theme in THEMES for one in theme.kinds}
"""Each kind by its name."""
