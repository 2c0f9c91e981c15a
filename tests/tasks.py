"""Work for those who do parts of it: functions that a worker imports."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from kg.files import Damaged


def square(number: int) -> int:
    return number * number


def slowly(number: int) -> int:
    time.sleep(0.2)
    return number


def damaged(marks: Path, number: int) -> int:
    """The third task fails, and says each time that it was tried."""
    if number == 3:
        with (marks / "tried").open("a") as stream:
            stream.write("once\n")
        raise Damaged(Path("three"), "is damaged", "make it again")
    return number


def killed(marks: Path, times: int, number: int) -> int:
    """The third task is the end of its process, so many times."""
    if number == 3:
        for time_ in range(times):
            try:
                (marks / f"killed-{time_}").touch(exist_ok=False)
            except FileExistsError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@dataclass
class OnPaper:
    """A task that lies in a file here."""

    path: Path | None
    text: str = ""

    def carried(self) -> "OnPaper":
        assert self.path is not None
        return OnPaper(None, self.path.read_text())


def length(paper: OnPaper) -> int:
    return len(paper.text if paper.path is None else paper.path.read_text())


def inverse(number: int) -> float:
    return 1 / number
