"""What a worker says is what the engine in it found, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine import Answer, BadQuery, Form, Question
from kg.engine.federation import Refused
from kg.engine.said import FAILURES, beyond, read_question, read_reply, told_question, told_reply
from kg.engine.serving import EngineFailure, NotYet, TooLarge, TooWide, Unreachable, Unwritable

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.none() | st.lists(TEXT)
PLACE = st.none() | st.integers(1)
ERRORS: dict[str, st.SearchStrategy[BadQuery | EngineFailure]] = {
    "bad": st.builds(BadQuery, TEXT, PLACE, PLACE),
    "refused": st.builds(Refused, TEXT, st.none() | TEXT),
    "large": st.builds(TooLarge, st.integers(0)),
    "wide": st.builds(TooWide, st.integers(0)),
    "form": st.builds(Unwritable, TEXT, st.lists(TEXT)),
    "unreachable": st.builds(Unreachable, TEXT),
    "memory": st.builds(beyond, st.integers(0)),
    "not yet": st.builds(NotYet, st.integers(1)),
}


@given(st.builds(Question, TEXT, st.lists(TEXT), NAMES, NAMES), st.integers(0))
def test_a_question_is_heard_as_it_was_asked(question: Question, most: int) -> None:
    assert read_question(told_question(question, most)) == (question, most)


@given(st.builds(Answer, st.sampled_from(Form), TEXT, st.binary()), st.booleans())
def test_an_answer_comes_back_whole(answer: Answer, worn: bool) -> None:
    assert read_reply(*told_reply(answer, worn)) == (answer, worn)


@pytest.mark.parametrize("kind", FAILURES)
@given(data=st.data())
def test_a_failure_comes_back_with_all_that_it_says(kind: str, data: st.DataObject) -> None:
    error, worn = data.draw(ERRORS[kind]), data.draw(st.booleans())
    came, still = read_reply(*told_reply(error, worn))
    assert (type(came), str(came), vars(came), still) == (type(error), str(error), vars(error), worn)
