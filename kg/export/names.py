"""Authors as evidence files write them, in the parts by which reference lists sort and shorten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CAPITAL: Final = r"[^\W\d_a-z]"
# One letter of another script may be two of ours: Ш is Sh, Ю is Iu.
_LETTER: Final = rf"(?:Shch|[SZKCTP]h|Ts|I[ua]|{_CAPITAL})"
_INITIALS: Final = rf"{_LETTER}(?:-?{_LETTER}){{0,4}}|{_CAPITAL}d[aeo]s? {_CAPITAL}{{1,2}}"
_PIECES: Final = re.compile(rf"-?{_LETTER}|d[aeo]s?")
_MARK: Final = r"(?:Jr|Sr|Jnr|Snr|[1-9](?:st|nd|rd|th))\.?"
_PERSON: Final = re.compile(
    rf"(?P<family>\S.*?)(?: (?P<initials>{_INITIALS})"
    rf"(?:,? (?P<suffix>{_MARK}|J[uú]nior|Senior|Filho|Neto|I{{2,3}}|I?V|VI{{0,3}}))?|,? (?P<mark>{_MARK}))"
)
_BODY: Final = re.compile(
    r"(?<![\w-])(?:consorti(?:um|a)|consor[cz](?:io|i)|networks?|groups?|committees?|collaborat(?:ion|ive|ors?)|initiatives?|investigators?"
    r"|foundations?|associations?|societ(?:y|ies)|institut(?:es?|ions?|o)?|universit(?:y|ies|ät|é|à|ad)|hospitals?"
    r"|departments?|regist(?:ry|ries)|alliances?|program(?:me)?s?|projects?|organi[sz]ations?|federations?|commissions?"
    r"|coalitions?|agenc(?:y|ies)|academ(?:y|ies)|ministr(?:y|ies)|co-?operatives?|laborator(?:y|ies)|biobanks?"
    r"|databases?|task ?force|working party|stud(?:y|ies)|authorit(?:y|ies)|research|clinics?|groupe|gruppe|grupo"
    r"|gruppo|studiengruppe|arbeitsgemeinschaft|gesellschaft|société|società|sociedad|netzwerk|réseau|stiftung|fondation"
    r"|fundación|fondazione|pro(?:yecto|jeto|getto|jet|jekt)|comité|comitato|collaborateurs|colaboradores"
    r"|investigadores)(?![\w-])"
    # People are called so too: only behind another word.
    r"|(?<=\w )(?:cent(?:er|re)s?|teams?|trials?|councils?|boards?|units?|panels?|services?|unions?|forums?|clubs?"
    r"|schools?|colleges?|inc|ltd|gmbh)\b"
    # Words of grammar that are no particle of a name.
    r"|(?<= )(?-i:for|and|the|against|on|of|in) ",
    re.IGNORECASE,
)
"""What the name of a body has in it, and the name of a person has not."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its parts, or a name that does not come apart (`family` alone)."""

    family: str
    initials: str = ""
    whole: bool = False
    suffix: str = ""

    @property
    def given(self) -> str:
        """The initials as given names are shortened: `A. B.`, `J.-P.`, `Iu. Sh.`, `L. de S.`"""
        pieces = _PIECES.findall(self.initials)
        return " ".join(one if one[0] == "d" else f"{one}." for one in pieces).replace(" -", "-")


def name(text: str) -> Name:
    """An author: family name, initials and the suffix that tells father from son, as PubMed prints them.

    A body that signs stays whole, though its last word may look like initials. A sole `II` is initials, as in PubMed.

    >>> name("van der Toy AB")
    Name(family='van der Toy', initials='AB', whole=False, suffix='')
    >>> name("Toy AB III").suffix, name("Toy A 2nd").suffix, name("Toy II").initials
    ('III', '2nd', 'II')
    >>> name("Toy Jing (静)").whole, name("Toy").whole, name("Toy Study Group UK").whole
    (True, False, True)
    """
    found = None if _BODY.search(text) else _PERSON.fullmatch(text)
    if found is None:
        return Name(text, whole=" " in text)
    initials, suffix = found["initials"] or "", found["suffix"] or found["mark"] or ""
    if not all(one[-1].isupper() or len(one.strip("-")) > 1 for one in _PIECES.findall(initials)):
        return Name(text, whole=True)
    return Name(found["family"], initials, suffix=suffix.rstrip("."))
