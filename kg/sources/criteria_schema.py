"""The format of diagnostic criteria: items, and categories whose rules count them. A rule may be declared unread."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kg.sources.schema import Hpo, Strict, Years

NOT_READ: Final = "not read"
LISTS: Final = ("core_features", "exclusionary_findings", "supportive_findings")
"""The lists of items that a rule may name."""
Unread = Literal["not read"]


class ItemForm(Strict):
    """One item: a finding or genotype, an age, several items of which some are asked for, or what was not read."""

    text: str = Field(description="in the words of the text")
    id: str | None = Field(None, description="a name by which rules ask for this item alone")
    hpo: Hpo | None = None
    label: str | None = Field(None, description="the label of the HPO term")
    kind: str | None = Field(None, alias="class", pattern=r"^kg:\w+$", description="a class of our ontology")
    severity: Hpo | None = Field(None, description="only a finding of this severity")
    onset_at_most: Years | None = Field(None, description="the disease began at this age or before")
    at_least: Annotated[int, Field(ge=1)] | None = None
    at_most: Annotated[int, Field(ge=0)] | None = None
    of: list[ItemForm] = Field([], description="the items that are counted")
    read: Unread | None = None
    source: list[str] = Field([], description="keys of the file's sources")
    notes: str | None = None

    @property
    def asks(self) -> list[str]:
        """What kinds of things it asks for; right is one."""
        kinds = {
            "hpo": self.hpo,
            "class": self.kind,
            "onset_at_most": self.onset_at_most is not None,
            "of": self.of,
            "read: not read": self.read,
        }
        return [name for name, given in kinds.items() if given]


class RuleForm(Strict):
    """Who belongs to a category: every part must hold. Names are those of lists (all their items) or of items."""

    read: Unread | None = None
    all_of: list[str] = Field([], description="all of these")
    none_of: list[str] = Field([], description="and none of these")
    at_least: Annotated[int, Field(ge=1)] | None = None
    of: list[str] = Field([], description="with at_least: those that are counted")

    @model_validator(mode="before")
    @classmethod
    def _declared(cls, value: Any) -> Any:
        return {"read": NOT_READ} if value == NOT_READ else value


class CategoryForm(Strict):
    """A grade of the criteria, named as the text names it; surest first."""

    name: str
    rule: RuleForm = Field(description=f"parts that must hold, or: {NOT_READ}")
    source: list[str] = Field([], description="keys of the file's sources")
    notes: str | None = None


class Loose(BaseModel):
    """Keys that no rule needs are kept as they are."""

    model_config = ConfigDict(extra="allow", frozen=True)


class CriteriaForm(Loose):
    """A set of criteria; `read` says how it was read."""

    id: str
    name: str
    source: Annotated[list[str], Field(min_length=1)]
    read: str
    categories: list[CategoryForm] = []
    core_features: list[ItemForm] = []
    exclusionary_findings: list[ItemForm] = []
    supportive_findings: list[ItemForm] = []

    def items(self, name: str) -> list[ItemForm]:
        """The items of a list of `LISTS`."""
        found: list[ItemForm] = getattr(self, name)
        return found


class CriteriaFile(Loose):
    """criteria.yaml, as far as rules are made of it."""

    sources: dict[str, Any] = {}
    diagnostic_criteria: list[CriteriaForm] = []
