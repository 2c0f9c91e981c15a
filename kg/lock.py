"""One at a time: who changes a folder of data holds its lock; who comes meanwhile is told, and waits.

The lock is the system's own on an open file, so that a process that is killed lets go of it. Where the system has none
for such a file, work goes on without: a build looks again at what it read before it publishes.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from kg.files import placing, put_right
from kg.report import Tell

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK: Final = ".lock"
_PAUSE: Final = 0.1
_TRIES: Final = 100
_NO_LOCKS: Final = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)


@contextmanager
def held(what: str, *folders: Path, reads: Iterable[Path | None] = (), tell: Tell = lambda _: None) -> Iterator[None]:
    """Be alone at work in folders of data, in which what killed processes left is put right first.

    `what` is told to who waits. Those that one only `reads` are held too, but where nobody may write there.
    """
    to_read = {folder.resolve() for folder in reads if folder}
    to_write = {folder.resolve() for folder in folders}
    with ExitStack() as stack:
        # Everybody takes them in one order, so that no two wait for each other.
        for folder in sorted(to_read | to_write):
            try:
                if folder not in to_write:
                    stack.enter_context(_there(folder))
                stack.enter_context(alone(folder / LOCK, what, tell))
                put_right(folder)
            except OSError:
                if folder in to_write:
                    raise
        yield


@contextmanager
def _there(folder: Path) -> Iterator[None]:
    """A folder that is there for now: one that was made for its lock goes again, when nothing came into it."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        yield
    finally:
        for one in made:
            with suppress(OSError):
                one.rmdir()


@contextmanager
def alone(path: Path, what: str, tell: Tell = lambda _: None) -> Iterator[None]:
    """Hold the lock at a path, and take its file away in the end."""
    lock = _taken(path, tell)
    try:
        since = datetime.now().astimezone().isoformat(" ", "seconds")
        with placing(path):
            os.ftruncate(lock, 0)
            os.write(lock, f"`{what}` (pid {os.getpid()}) is at work in {path.parent} since {since}".encode())
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(lock)


def alone_at(place: Path, what: str) -> AbstractContextManager[None]:
    """Be alone at work on one file or folder that may lie among those of others."""
    return alone(place.with_name(f".{place.name}{LOCK}"), what)


def _taken(path: Path, tell: Tell) -> int:
    """The open file, once it is locked and still the one at the path: who held it before takes it away."""
    gone = 0
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except FileNotFoundError:
            gone += 1  # its folder went meanwhile; or there, as below /proc, no file can be made
            if gone > _TRIES:
                raise
            continue
        try:
            if not _locked(lock):
                told = path.read_text(encoding="utf-8", errors="replace") or "`kg` is at work there"
                tell(f"another {told}; waiting")
                while not _locked(lock):
                    time.sleep(_PAUSE)
            if os.path.samestat(os.fstat(lock), path.stat()):
                return lock
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)


def _locked(lock: int) -> bool:
    """Whether the lock is ours now."""
    try:
        if sys.platform == "win32":
            os.lseek(lock, 1 << 20, os.SEEK_SET)  # far behind what is written, which others may read
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True
