"""A file read in a process of its own, which may take so much memory and time and no more, and takes nothing along.

PDFs and workbooks are read by libraries whose memory cannot be bounded from inside; one of them is written in C++.
"""

from __future__ import annotations

import importlib
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from kg import processes
from kg.sources.positions import Unreadable
from kg.texts import bounds
from kg.texts.bounds import UnreadableText
from kg.texts.text import Text

READERS: Final = {"pdf": "kg.texts.pdf", "html": "kg.texts.html", "xlsx": "kg.texts.workbook"}
_NAMES: Final = {"pdf": "PDF", "html": "saved page", "xlsx": "workbook"}
_REFUSED: Final = 3
_NO_MEMORY: Final = 4
_MOST_ANSWERED: Final = 200 * 2**20
_SMALLER: Final = "a smaller part of it, as a file of its own; or its text, saved as plain text (UTF-8)"


def read_apart(kind: str, path: Path) -> Text:
    """The text of a file, by the reader of this kind; raises `UnreadableText`."""
    command = [sys.executable, "-m", "kg.texts.apart", kind, str(path.absolute())]
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=bounds.SECONDS,
                check=False,
                **processes.starting(),
            )
        except subprocess.TimeoutExpired:
            raise _overdue(path) from None
        answer.seek(0)
        said = answer.read(_MOST_ANSWERED)
    if done.returncode == _REFUSED:
        line, what, fix = TypeAdapter(tuple[int, str, str]).validate_json(said)
        raise UnreadableText(path, line, what, fix)
    if done.returncode == -signal.SIGXCPU:
        raise _overdue(path)
    if done.returncode == _NO_MEMORY:
        what = f"reading it takes more than {bounds.MEMORY // 2**20:,} MB of memory"
        raise UnreadableText(path, 1, what, _SMALLER)
    if done.returncode:
        what = (
            f"the reader of this {_NAMES[kind]} broke off ({_ended(done.returncode)}): it is damaged, or made to harm"
        )
        raise UnreadableText(path, 1, what, f"a file that other programs open; {_SMALLER}")
    return TypeAdapter(Text).validate_json(said)


def _overdue(path: Path) -> UnreadableText:
    return UnreadableText(path, 1, f"reading it takes more than {bounds.SECONDS} seconds", _SMALLER)


def _ended(code: int) -> str:
    try:
        return signal.Signals(-code).name if code < 0 else f"status {code}"
    except ValueError:
        return f"signal {-code}"


def main(kind: str, path: str) -> int:
    """Read a file and write its text as JSON to standard output, or what is wrong with it."""
    reader = importlib.import_module(READERS[kind]).read
    resource.setrlimit(resource.RLIMIT_AS, (bounds.MEMORY, bounds.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.SECONDS, bounds.SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_ANSWERED, _MOST_ANSWERED))
    try:
        said, status = TypeAdapter(Text).dump_json(reader(Path(path))), 0
    except Unreadable as error:
        said, status = TypeAdapter(tuple[int, str, str]).dump_json((error.line, error.what, error.fix)), _REFUSED
    except MemoryError:
        return _NO_MEMORY
    sys.stdout.buffer.write(said)
    sys.stdout.flush()
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
