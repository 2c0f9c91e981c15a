"""Other spellings of a variant's name: without accession or brackets, in three letters, in normal form."""

from __future__ import annotations

from collections.abc import Callable

from kg.sources.hgvs import HgvsError, parse_coding, parse_protein


def spellings(name: str) -> tuple[str, ...]:
    """The normal names that a name may be read as; none where it is no HGVS name.

    >>> spellings("NM_005211.4:c.2345G>A"), spellings("R782H"), spellings("p.(Arg782His)"), spellings("toy")
    (('c.2345G>A',), ('p.Arg782His',), ('p.Arg782His',), ())
    """
    found = []
    bare = name.strip().rpartition(":")[2].replace("(", "").replace(")", "")
    readers: tuple[Callable[[str], object], ...] = (parse_coding, parse_protein)
    for read in readers:
        try:
            found.append(str(read(bare)))
        except HgvsError:
            continue
    return tuple(dict.fromkeys(found))
