"""A quote is found where it stands, however it was printed or typed, and nowhere else."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kg.texts.quotes import find_quote, quote_hash
from kg.texts.text import Passage, Place, PrintedTable, Text

HERE = Place(section="Case report", paragraph=1)
TABLE = PrintedTable(
    label="Table 1",
    caption="Toy people of two families",
    columns=("Person", "Age > onset"),
    rows=(("III-1", "35"), ("III-2", "41.5")),
    notes=("a Seen at home.",),
)


def text_of(words: str) -> Text:
    return Text(file="toy.txt", passages=(Passage(text=words, place=HERE),), tables=(TABLE,))


@pytest.mark.parametrize(
    ("printed", "quote"),
    [
        ("an adult-onset tremor", "adult‐onset  tremor"),
        ("an adultonset tremor", "adult-onset tremor"),
        ("a 35–40-year range", "35-40-year range"),
        ("her “toy” gait", 'her "toy" gait'),
        ("the ﬁrst ﬂair", "the first flair"),
        ("leuko\u00adencephalopathy", "leukoencephalopathy"),
        ("aged\u00a035 years", "aged 35\nyears"),
        ("the patient’s mother", "the patient's mother"),
        ("Kındış and Müller", "Mu\u0308ller"),
        ("She had tremor, was slow, and fell.", "She had tremor ... and fell"),
        ("She had tremor, was slow, and fell.", "tremor, [...] fell."),
        ("ALSP (HDLS) was seen", "ALSP (HDLS)"),
        ("hearing intact - MRI was normal", "hearing intact -"),
    ],
)
def test_what_print_and_keyboards_change_is_folded(printed: str, quote: str) -> None:
    assert find_quote(text_of(printed), quote) == (HERE,)


@pytest.mark.parametrize(
    ("printed", "quote"),
    [
        ("She was 35 years old", "5 years old"),
        ("She was 35 years old", "She was 3"),
        ("a score of 3.5 points", "5 points"),
        ("a score of 3.5 points", "a score of 3"),
        ("She was 35 years old", "she was 35"),
        ("10² cells", "102 cells"),
        ("no tremor", "tremors"),
        ("seizures at 35-40", "seizures at 3540"),
        ("She fell and had tremor", "tremor ... She fell"),
        ("She had no tremor", "had tremor"),
        ("anything", " ... "),
        ("anything", ""),
    ],
)
def test_case_words_and_digits_never_are(printed: str, quote: str) -> None:
    assert find_quote(text_of(printed), quote) == ()


def test_captions_heads_cells_and_notes_of_tables_are_looked_through() -> None:
    text = text_of("nothing of it")
    assert find_quote(text, "two families") == (Place(table="Table 1"),)
    assert find_quote(text, "41.5") == (Place(table="Table 1", row=2, column="Age > onset"),)
    assert find_quote(text, "III-1") == (Place(table="Table 1", row=1, column="Person"),)
    assert find_quote(text, "onset") == (Place(table="Table 1", column="Age > onset"),)
    assert find_quote(text, "Seen at home") == (Place(table="Table 1"),)


def test_a_hash_is_that_of_the_folded_form() -> None:
    assert quote_hash("adult-onset  “tremor”") == quote_hash('adult‐onset "tremor"')
    assert quote_hash("tremor ... fell") == quote_hash("tremor […] fell")
    assert quote_hash("35 years") != quote_hash("36 years") != quote_hash("36 Years")
    assert len(quote_hash("toy")) == 64


WORDS = st.lists(st.text(st.sampled_from("abzäİßﬁ019-–'’.,():…"), min_size=1, max_size=8), min_size=1, max_size=12)


@settings(max_examples=200, deadline=None)
@given(WORDS, st.data())
def test_a_quote_of_whole_words_is_found_at_its_place(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    quote = " ".join(words[start:end])
    # A dash that stands alone, or a mark at an end, may belong to a number beside it.
    if any(letter.isalnum() for letter in quote) and "…" not in quote:
        framed = Text(file="toy.txt", passages=(Passage(text=f"so: {quote} : so", place=HERE),))
        assert find_quote(framed, quote) == (HERE,)
