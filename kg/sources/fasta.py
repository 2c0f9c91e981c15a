"""A protein sequence in FASTA, held against the checksum that its source prints: a changed letter is found out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.errors import FaultyInput
from kg.model.gene import AMINO

_POLYNOMIAL: Final = 0xD800000000000000
"""Of the CRC-64 of ISO 3309, which UniProt prints with each sequence."""


def read_sequence(path: Path, crc64: str) -> str:
    """The residues of the one sequence of a file; raises `FaultyInput` where they are not those of the checksum."""
    try:
        lines = path.read_text(encoding="ascii").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FaultyInput(f"{path}: no sequence can be read: {error}; right would be a FASTA file") from error
    if not lines[0].startswith(">") or any(line.startswith(">") for line in lines[1:]):
        raise FaultyInput(f"{path}: this is not one sequence in FASTA; right would be one line of `>` and letters")
    letters = "".join("".join(line.split()) for line in lines[1:])
    for number, letter in enumerate(letters, 1):
        if letter not in AMINO:
            raise FaultyInput(f"{path}: {letter!r} at {number} is no residue; right would be one of {''.join(AMINO)}")
    found = checksum64(letters)
    if found != crc64.upper():
        what = f"its letters have the CRC-64 {found}, and {crc64} is told"
        raise FaultyInput(f"{path}: {what}; right would be the sequence as its source gives it")
    return letters


def checksum64(letters: str) -> str:
    """The CRC-64 of a sequence as UniProt prints it: 16 hexadecimal digits."""
    value = 0
    for byte in letters.encode("ascii"):
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (_POLYNOMIAL if value & 1 else 0)
    return f"{value:016X}"
