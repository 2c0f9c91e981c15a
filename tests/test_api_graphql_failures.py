"""When the engine gives no answer, a GraphQL client is told which kind of failure it was, and not that it was wrong."""

import pytest
from graphql import GraphQLError

from api.graphql.schema import told
from kg.engine.serving import Busy, EngineFailure, Overdue, TooLarge, Unreachable


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (Overdue(1), "QUERY_TIMEOUT"),
        (TooLarge(1), "ANSWER_TOO_LARGE"),
        (Busy(3), "SERVICE_UNAVAILABLE"),
        (Unreachable("toy endpoint is down"), "SERVICE_UNAVAILABLE"),
    ],
)
def test_each_failure_has_a_code_and_keeps_its_words(failure: EngineFailure, code: str) -> None:
    found = told(GraphQLError(str(failure), original_error=failure), before=False)
    assert found["extensions"]["code"] == code
    assert found["message"] == str(failure)
