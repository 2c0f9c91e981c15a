"""Tables in plain text: tabs, upright strokes, columns set by spaces; captions above, notes below."""

from __future__ import annotations

import pytest

from kg.texts.plain_tables import plain_table


def block(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


TABBED = "Table 2. Toy signs\nSign\tCase A\tCase B\nTremor\t+\t-\nScans\nAtrophy\t\tyes\nND, not done."
SPACED = """
Table 2: Toy signs
Sign           Case A     Case B
---------------------------------
Tremor         +          -
Scans
  Atrophy                 yes
ND, not done.
"""
BLANK_CORNER = """
            III-1     III-2
Apathy      +         -
Rigidity    -         +
"""


@pytest.mark.parametrize("text", [TABBED, SPACED], ids=["tabs", "spaces"])
def test_a_caption_stands_above_and_notes_below(text: str) -> None:
    table = plain_table(block(text))
    assert table
    assert (table.label, table.caption, table.notes) == ("Table 2", "Toy signs", ("ND, not done.",))
    assert table.cells == [
        ["Sign", "Case A", "Case B"],
        ["Tremor", "+", "-"],
        ["Scans", "", ""],
        ["Atrophy", "", "yes"],
    ]


def test_a_corner_may_be_blank() -> None:
    table = plain_table(block(BLANK_CORNER))
    assert table and table.cells[:2] == [["", "III-1", "III-2"], ["Apathy", "+", "-"]]
    tabbed = plain_table(["III-1\tIII-2", "Apathy\t+\t-", "Rigidity\t-\t+"])
    assert tabbed and tabbed.cells[0] == ["", "III-1", "III-2"]


def test_rules_of_strokes_are_no_rows() -> None:
    table = plain_table(
        ["| Patient | Tremor |", "|---------|--------|", "| 1       | +      |", "| 2       | -      |"]
    )
    assert table and table.cells == [["Patient", "Tremor"], ["1", "+"], ["2", "-"]]


@pytest.mark.parametrize(
    "text",
    [
        "She had tremor.  She had ataxia.\nShe had apathy.  Her gait was slow,\nand she fell.  Twice.",
        "1  Introduction\nThe disease is rare.\n2  Methods\nNothing was done.",
        "A woman of 40 years was seen in a toy clinic with a very long story.\nShe had\ttremor.",
        "one line\talone",
    ],
)
def test_running_text_is_no_table(text: str) -> None:
    assert plain_table(block(text)) is None
