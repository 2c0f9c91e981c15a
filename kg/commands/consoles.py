"""Where commands print: answers to standard output, all else to standard error."""

from rich.console import Console

out = Console()
err = Console(stderr=True, highlight=False)


def say(*lines: str) -> None:
    """Lines of an answer, as they are."""
    for line in lines:
        out.print(line, markup=False, soft_wrap=True, highlight=False)


def note(*lines: str) -> None:
    """Lines beside the answer, as they are."""
    for line in lines:
        err.print(line, markup=False, soft_wrap=True)
