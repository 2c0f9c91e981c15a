"""The JSON Schema beside the evidence is the one the format gives, and checks a file like the format does."""

import json

from kg.build.inputs import Inputs
from kg.sources.schema import json_schema


def test_the_written_schema_is_the_format() -> None:
    kept = (Inputs.shipped().evidence / "schema.json").read_text(encoding="utf-8")
    assert kept == json_schema(), "write it anew: kg schema --write kg/evidence/schema.json"


def test_an_editor_is_told_the_choices() -> None:
    schema = json.loads(json_schema())
    assert schema["$defs"]["PhenotypeFile"]["properties"]["status"]["enum"] == ["present", "absent"]
    assert schema["$defs"]["CaseFile"]["additionalProperties"] is False
