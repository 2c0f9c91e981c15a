"""PDFs as typesetters make them: headings by their print, sentences that a page breaks off, hyphens, rows, margins."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF

from kg.texts.letter_codes import UNTOLD, written
from kg.texts.read import read_text
from kg.texts.text import PassageKind, Text
from kg.texts.wrapped import PrintedWords

LONG = "The toy people of this toy report were seen at the toy clinic for many years before they were told of. "
"""Words of the body, so that it is plain what a text is printed in."""


class Sheet(FPDF):
    """A page on which words are put where a typesetter puts them, in millimetres from the left and from above."""

    def __init__(self) -> None:
        super().__init__()
        self.set_auto_page_break(False)
        self.add_page()

    def put(self, left: float, above: float, words: str, style: str = "", size: float = 10) -> None:
        self.set_font("Helvetica", style=style, size=size)
        self.text(left, above, words)

    def prose(self, left: float, above: float, wide: float, words: str) -> float:
        """Words set from margin to margin; how far down they go."""
        self.set_font("Helvetica", size=10)
        self.set_xy(left, above)
        self.multi_cell(wide, 5, words, align="J")
        return float(self.get_y())


@pytest.fixture
def read(tmp_path: Path) -> Callable[[FPDF], Text]:
    def text_of(made: FPDF) -> Text:
        made.output(str(tmp_path / "toy.pdf"))
        return read_text(tmp_path / "toy.pdf")

    return text_of


def kinds(text: Text) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in text.passages]


def paragraphs(text: Text) -> list[str]:
    return [one.text for one in text.passages if one.kind is PassageKind.PARAGRAPH]


def test_print_tells_a_heading_of_no_usual_name(read: Callable[[FPDF], Text]) -> None:
    made = Sheet()
    made.put(60, 20, "A toy woman and her toy brother", "B", 18)
    made.put(90, 30, "T. Toy", "", 12)
    down = made.prose(20, 40, 170, LONG * 3)
    for heading in ("Discussion", "What the toys were told"):
        made.put(20, down + 10, heading, "B")
        down = made.prose(20, down + 13, 170, LONG * 2)
    made.put(20, down + 10, "References", "B")
    made.prose(20, down + 13, 170, "1. Toy A. A toy paper. 2. Toy B. Another toy paper.")
    text = read(made)
    assert kinds(text)[:3] == [
        ("paragraph", "A toy woman and her toy brother"),
        ("paragraph", "T. Toy"),
        ("paragraph", (LONG * 3).strip()),
    ]
    assert [one.text for one in text.passages if one.kind is PassageKind.HEADING] == [
        "Discussion",
        "What the toys were told",
    ]
    assert text.told == ("References (page 1) left out",)


def test_a_heading_within_a_section_of_a_usual_name_stands_below_it(read: Callable[[FPDF], Text]) -> None:
    made = Sheet()
    down = 10.0
    for heading, style in (("Case report", "B"), ("The toy brother", "I"), ("Discussion", "B"), ("Of toys", "I")):
        made.put(20, down + 10, heading, style, 14 if style == "B" else 10)
        down = made.prose(20, down + 13, 170, LONG * 2)
    assert [one.place.section for one in read(made).passages if one.kind is PassageKind.PARAGRAPH] == [
        "Case report",
        "Case report > The toy brother",
        "Discussion",
        "Discussion > Of toys",
    ]


def test_a_sentence_goes_on_behind_what_breaks_it_off(read: Callable[[FPDF], Text]) -> None:
    """A note, the foot of one page, the head of the next and a caption stand between its halves."""
    made = Sheet()
    made.prose(
        20, 20, 170, LONG * 4 + "The toy brother was seen by us once and never had any tremor of the right or of the"
    )
    made.put(20, 260, "1 The toy family was told of in a toy letter.", size=7)
    made.put(80, 285, "Toy Journal of Toys 2026", "I", 8)
    made.add_page()
    made.put(20, 12, "A. Toy and B. Toy")
    made.put(20, 30, "Figure 1: A toy drawing of toys.")
    made.prose(20, 45, 170, "left hand, as his toy sister had. " + LONG * 2)
    whole = [one for one in paragraphs(read(made)) if "never had any tremor" in one]
    assert len(whole) == 1
    assert "of the left hand, as his toy sister had." in whole[0]
    assert {"A. Toy and B. Toy", "1 The toy family was told of in a toy letter."} <= set(paragraphs(read(made)))


def test_paragraphs_are_parted_by_indents_by_space_and_by_short_lines(read: Callable[[FPDF], Text]) -> None:
    made = Sheet()
    down = made.prose(20, 20, 170, LONG * 3 + "So it was.")
    made.put(25, down + 3.7, "Patient 2 was a toy man.")
    made.put(25, down + 8.7, "Patient 3 was a toy woman.")
    down = made.prose(20, down + 11.5, 170, LONG * 2)
    assert paragraphs(read(made)) == [
        (LONG * 3 + "So it was.").strip(),
        "Patient 2 was a toy man.",
        "Patient 3 was a toy woman.",
        (LONG * 2).strip(),
    ]


def test_few_lines_in_the_right_column_are_read_behind_the_left(read: Callable[[FPDF], Text]) -> None:
    made = Sheet()
    made.prose(20, 20, 80, LONG * 6 + "The toy mother had")
    made.prose(110, 20, 80, "no complaints at all.")
    assert paragraphs(read(made)) == [LONG * 6 + "The toy mother had no complaints at all."]


def test_a_title_on_a_cover_and_on_the_page_behind_it_is_no_head(read: Callable[[FPDF], Text]) -> None:
    made = Sheet()
    made.put(60, 20, "A toy family with CSF1R", size=16)
    made.add_page()
    made.put(60, 20, "A toy family with CSF1R", size=16)
    made.prose(20, 40, 170, LONG * 3)
    assert paragraphs(read(made)) == ["A toy family with CSF1R"] * 2 + [(LONG * 3).strip()]


def test_three_columns_below_a_title_in_their_middle(read: Callable[[FPDF], Text]) -> None:
    made = Sheet()
    made.put(105 - made_width(made, "Toys", 16) / 2, 20, "Toys", size=16)
    parts = [LONG * 4 + "The toy mother had", "a tremor. " + LONG * 4 + "The toy aunt had", "none. " + LONG * 4]
    for left, words in zip((15, 77, 139), parts, strict=True):
        made.prose(left, 40, 56, words)
    assert paragraphs(read(made)) == ["Toys", " ".join(parts).strip()]


def made_width(made: FPDF, words: str, size: float) -> float:
    made.set_font("Helvetica", size=size)
    return float(made.get_string_width(words))


ROWS = (
    ("Person", "Sex", "Onset", "Scan"),
    ("P1", "female", "41", "bright white matter"),
    ("P2", "male", "38", "calcified spots"),
    ("P3", "female", "29", "atrophy of both frontal lobes"),
)


def test_rows_of_a_table_over_two_columns_stay_rows(read: Callable[[FPDF], Text]) -> None:
    made = Sheet()
    made.put(60, 20, "Table 1: Toy people of the toy report.")
    for down, row in enumerate(ROWS):
        for left, cell in zip((30, 60, 90, 125), row, strict=True):
            made.put(left, 30 + 5 * down, cell)
    made.put(125, 50, "and of the parietal lobes")
    made.prose(20, 70, 80, LONG * 5)
    made.prose(110, 70, 80, LONG * 5)
    said = paragraphs(read(made))
    assert said[:4] == [*map(" ".join, ROWS[:3]), " ".join(ROWS[3]) + " and of the parietal lobes"]


def test_a_table_on_its_side_is_read_and_a_mark_in_the_margin_is_not(read: Callable[[FPDF], Text]) -> None:
    made = Sheet()
    made.prose(30, 20, 150, LONG * 3)
    with made.rotation(90, 10, 250):
        made.put(10, 250, "Toy archive, not reviewed by anybody")
    made.add_page()
    with made.rotation(90, 100, 250):
        made.put(100, 240, "Table 1: Toy people as they were seen at the toy clinic in those years")
        for down, row in enumerate(ROWS):
            for left, cell in zip((100, 130, 160, 190), row, strict=True):
                made.put(left, 250 + 5 * down, cell)
    assert kinds(read(made)) == [
        ("paragraph", (LONG * 3).strip()),
        ("caption", "Table 1: Toy people as they were seen at the toy clinic in those years"),
        *(("paragraph", " ".join(row)) for row in ROWS),
    ]


@pytest.mark.parametrize(("size", "gap"), [(6, 12.0), (10, 12.0)])
def test_numbers_of_lines_are_no_words(read: Callable[[FPDF], Text], size: float, gap: float) -> None:
    made = Sheet()
    lines = [
        f"{'A toy line of toy words that is as long as any, told' if at % 2 else LONG[:60]} so" for at in range(12)
    ]
    for at, line in enumerate(lines):
        made.put(30 - gap, 30 + 10 * at, f"{at + 1:2}", size=size)
        made.put(30, 30 + 10 * at, line)
    text = read(made)
    assert " ".join(paragraphs(text)) == " ".join(lines)
    assert text.told == ("numbers of lines (page 1) left out",)


def test_numbers_of_people_in_a_table_are_kept(read: Callable[[FPDF], Text]) -> None:
    made = Sheet()
    for at in range(12):
        for left, cell in ((20, str(at + 1)), (40, "female"), (70, "tremor of the hands"), (130, "none")):
            made.put(left, 30 + 5 * at, cell)
    assert paragraphs(read(made)) == [f"{at + 1} female tremor of the hands none" for at in range(12)]


def test_what_letters_are_is_told_or_said_to_be_untold() -> None:
    """Fonts of TeX that are pictures of letters have ligatures where Unicode has nothing."""
    assert "".join(written(code, True, of_tex=True) for code in (*b"de", 28, *b"cit")) == "deficit"
    assert written(12, True, of_tex=True) == "fi"
    assert written(28, True, of_tex=False) == UNTOLD
    assert written(0xFFFE, True, of_tex=True) == UNTOLD


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("of first-", "cousin parents"), "of first-cousin parents"),
        (("he was wheelchair-", "bound then"), "he was wheelchair-bound then"),
        (("she became short-", "tempered"), "she became short-tempered"),
        (("tongue in the mid-", "line"), "tongue in the midline"),
        (("the mid-", "brain was not small"), "the midbrain was not small"),
        (("by ex-", "ome sequencing"), "by exome sequencing"),
        (("our work-", "ing diagnosis"), "our working diagnosis"),
        (("graft-", "versus-host disease"), "graft-versus-host disease"),
        (("Toy Journal 2026;1:1-", "3."), "Toy Journal 2026;1:1-3."),
        (("His father (I-", "1) died"), "His father (I-1) died"),
        (("the variant c.1754-", "1G>C"), "the variant c.1754-1G>C"),
        (("p.Gly585_", "Lys619del"), "p.Gly585_Lys619del"),
        (("seen in 5/", "12 carriers"), "seen in 5/12 carriers"),
        (("(95% CI 18–", "53)"), "(95% CI 18–53)"),
        (("a cup and/", "or a toy"), "a cup and/or a toy"),
    ],
)
def test_a_hyphen_at_a_lines_end(lines: tuple[str, ...], whole: str) -> None:
    words = PrintedWords(lines)
    assert words.joined(lines, keep=False) == whole
    assert not words.doubts


def test_a_hyphen_that_nothing_tells_of_is_a_doubt() -> None:
    """Both parts are words of the text, and it is printed neither whole nor with a hyphen elsewhere."""
    lines = ("a brain and a stem, in the brain-", "stem")
    words = PrintedWords(lines)
    assert words.joined(lines, keep=False).endswith("in the brainstem")
    assert words.doubts == ["brainstem"]
    again = PrintedWords((*lines, "the brainstem"))
    again.joined(lines, keep=False)
    assert not again.doubts
