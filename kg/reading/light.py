"""Words that may stand between the words of a name: they say how much or whose, and not what."""

from __future__ import annotations

from typing import Final

BETWEEN: Final = frozenset(
    "of the a an in on to at for from her his their its my our both this these all was were is are be been being became become had"
    " s it she he also very more most quite rather somewhat increasingly as well such any some several multiple"
    " few".split()
)
HOW: Final = frozenset(
    "mild mildly moderate moderately severe severely slight slightly marked markedly profound profoundly progressive"
    " progressively gradual gradually subtle minimal extensive bilateral bilaterally unilateral left right symmetric"
    " symmetrical symmetrically asymmetric asymmetrical generalized generalised intermittent occasional early late"
    " significant prominent prominently significantly clear clearly new persistent chronic acute subacute rapid rapidly predominant"
    " predominantly mainly entire whole body discrete scattered patchy confluent nonspecific non diffuse diffusely"
    " multifocal focal slow slowly worsening noticeable obvious striking considerable substantial overt".split()
)
CONJUNCTIONS: Final = frozenset({"and", "or", ",", "/", "nor", "&"})
PREPOSITIONS: Final = frozenset({"of", "in", "on", "at", "to", "with", "for", "from"})
BARRIERS: Final = frozenset(
    "; : ( ) [ ] . + but not no without with by after before during until since while whereas however although except"
    " denied had has have showed revealed demonstrated disclosed developed presented noted than when which who that"
    " because neither normal there whom where mri ct eeg".split()
)
