"""GraphQL over HTTP as its specification wants it: every audit of graphql-http, what MUST, SHOULD and MAY be."""

import json

import pytest
from clients.installed import CLIENTS, packages, run

AUDITS = 61  # of graphql-http 1.23.1; a newer one may have more, never fewer


@pytest.fixture(scope="module")
def audited(served: str) -> list[dict[str, str]]:
    packages()
    done = run(CLIENTS / "audits.mjs", f"{served}/graphql")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_audit_was_run(audited: list[dict[str, str]]) -> None:
    assert len({audit["id"] for audit in audited}) == len(audited) >= AUDITS


def test_no_audit_has_anything_to_say(audited: list[dict[str, str]]) -> None:
    said = ["{id} {status}: {name}; {reason}".format(**one) for one in audited if one["status"] != "ok"]
    assert not said, "\n".join(said)
