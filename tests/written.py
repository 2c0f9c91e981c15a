"""A dataset written in one form, from lines in any order: what a release does, without its folder."""

import gzip
import tempfile
from collections.abc import Iterable
from pathlib import Path

from kg.release import DatasetLines
from kg.release.forms import FORMS, formed, write_forms
from kg.release.pieces import SIZE


def written(form: str, lines: Iterable[str], size: int = SIZE) -> str:
    """The text of a form, written in pieces of so many bytes."""
    with tempfile.TemporaryDirectory() as home, DatasetLines(Path(home), size=size) as whole:
        whole.add(lines)
        write_forms(Path(home), map(formed, whole.pieces()))
        [file] = (one.file for one in FORMS if one.file.split(".")[1] == form)
        return gzip.decompress((Path(home) / file).read_bytes()).decode()
