"""Where things are kept: in a checkout, or in an installed package."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kg.errors import NotInstalled

PACKAGE: Final = Path(__file__).resolve().parent
FOLDERS: Final = {
    "KG_RELEASES": "releases",
    "KG_COHORTS": "cohorts",
    "KG_DATABASES": "databases",
    "KG_SOURCES": "sources",
}
"""The settings of all commands: variables that name folders, and what they are where nothing is set."""
KEYS: Final = tuple(f"KG_{of}_{what}" for of in ("ENGINE", "LOAD") for what in ("USER", "PASSWORD", "TOKEN"))
"""Credentials for the endpoint that `kg serve --engine` asks and for the store that `kg load` writes to."""
SWITCHES: Final = ("KG_COLUMNS", "KG_QUOTES")
"""What may be set for any command beside these: see the function that reads it."""
_USERINFO: Final = re.compile(r"//[^/\s,]*@")


def data_folder(name: str) -> Path:
    """A folder that lies beside `kg` in a checkout and inside it once installed (`ontology`, `queries`)."""
    return _lying(name, "folder", Path.is_dir)


def data_file(name: str) -> Path:
    """A file that lies beside `kg` in a checkout and inside it once installed (`CITATION.cff`, `LICENSE-DATA`)."""
    return _lying(name, "file", Path.is_file)


def _lying(name: str, kind: str, there: Callable[[Path], bool]) -> Path:
    for place in (PACKAGE / "_data" / name, PACKAGE.parent / name):
        if there(place):
            return place
    raise NotInstalled(f"the {kind} {name!r} is neither inside nor beside {PACKAGE}")


def code() -> list[Path]:
    """The modules of this package and their tables, in a fixed order.

    What a wheel puts into `_data` lies beside the package in a checkout, and is left out.
    """
    paths = ((path, path.relative_to(PACKAGE).parts) for kind in ("*.py", "*.tsv") for path in PACKAGE.rglob(kind))
    return sorted(path for path, parts in paths if parts[0] != "_data" and not any(one[0] == "." for one in parts))


def releases_folder() -> Path:
    """Where releases are written and read: $KG_RELEASES, else `releases` in the working directory."""
    return _folder("KG_RELEASES")


def cohorts_folder() -> Path:
    """Where imported cohorts are kept: $KG_COHORTS, else `cohorts` in the working directory."""
    return _folder("KG_COHORTS")


def databases_folder() -> Path:
    """Where imported databases of variants are kept: $KG_DATABASES, else `databases` in the working directory."""
    return _folder("KG_DATABASES")


def sources_folder() -> Path:
    """Where ontologies are kept that stand in the place of those that ship: $KG_SOURCES, else `sources` beside."""
    return _folder("KG_SOURCES")


def columns_wanted() -> bool:
    """Whether a release answers from its image where that can: unless $KG_COLUMNS is `off`."""
    return os.environ.get("KG_COLUMNS", "on").lower() != "off"


def quotes_wanted() -> bool:
    """Whether a release holds the words that evidence quotes: unless $KG_QUOTES is `off`; place and hash stay."""
    return os.environ.get("KG_QUOTES", "on").lower() != "off"


def _folder(variable: str) -> Path:
    return Path(os.environ.get(variable, FOLDERS[variable]))


def shown(url: str) -> str:
    """An address as messages have it: without what may be secret in it.

    >>> shown("https://toy:secret@example.org/sparql?access-token=secret")
    'https://example.org/sparql'
    """
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"


def masked(text: str) -> str:
    """Any text, with what stands for a user and a password in an address made unreadable."""
    return _USERINFO.sub("//***@", text)
