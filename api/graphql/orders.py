"""The orders of lists as GraphQL inputs."""

from __future__ import annotations

from enum import Enum

import strawberry

from kg import find


@strawberry.enum(description="From low to high, or from high to low.")
class Direction(Enum):
    """Which way a list runs."""

    ASC = strawberry.enum_value("asc", description="From low to high.")
    DESC = strawberry.enum_value("desc", description="From high to low.")


@strawberry.enum(description="What cases are ordered by.")
class CaseOrderField(Enum):
    """See kg.find.Order."""

    IRI = strawberry.enum_value(find.Order.IRI.name, description="The IRI.")
    LABEL = strawberry.enum_value(find.Order.CASE_LABEL.name, description="The paper's label for the person.")
    AGE_AT_ONSET = strawberry.enum_value(find.Order.AGE_AT_ONSET.name, description="Age at onset.")
    AGE_AT_EXAMINATION = strawberry.enum_value(find.Order.AGE_AT_EXAMINATION.name, description="Age at examination.")
    AGE_AT_DEATH = strawberry.enum_value(find.Order.AGE_AT_DEATH.name, description="Age at death.")


@strawberry.input(description="The order of cases; those without a value come last, and equals go by IRI.")
class CaseOrder:
    """A field and a direction."""

    field: CaseOrderField = strawberry.field(description="What they are ordered by.")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way.")


@strawberry.enum(description="What variants are ordered by.")
class VariantOrderField(Enum):
    """See kg.find.Order."""

    IRI = strawberry.enum_value(find.Order.IRI.name, description="The IRI.")
    LABEL = strawberry.enum_value(find.Order.LABEL.name, description="The label.")
    HGVS_CODING = strawberry.enum_value(find.Order.HGVS_CODING.name, description="The HGVS coding name.")


@strawberry.input(description="The order of variants; those without a value come last, and equals go by IRI.")
class VariantOrder:
    """A field and a direction."""

    field: VariantOrderField = strawberry.field(description="What they are ordered by.")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way.")


@strawberry.enum(description="What papers are ordered by.")
class PaperOrderField(Enum):
    """See kg.find.Order."""

    IRI = strawberry.enum_value(find.Order.IRI.name, description="The IRI.")
    YEAR = strawberry.enum_value(find.Order.YEAR.name, description="Year of publication.")
    TITLE = strawberry.enum_value(find.Order.LABEL.name, description="The title.")
    FIRST_AUTHOR = strawberry.enum_value(find.Order.FIRST_AUTHOR.name, description="The first author.")


@strawberry.input(description="The order of papers; those without a value come last, and equals go by IRI.")
class PaperOrder:
    """A field and a direction."""

    field: PaperOrderField = strawberry.field(description="What they are ordered by.")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way.")


@strawberry.enum(description="What observations are ordered by.")
class ObservationOrderField(Enum):
    """See kg.find.Order."""

    IRI = strawberry.enum_value(find.Order.IRI.name, description="The IRI.")
    LABEL = strawberry.enum_value(find.Order.LABEL.name, description="The paper's words.")
    AGE = strawberry.enum_value(find.Order.AGE_AT_OBSERVATION.name, description="Age when it was seen.")


@strawberry.input(description="The order of observations; those without a value come last, and equals go by IRI.")
class ObservationOrder:
    """A field and a direction."""

    field: ObservationOrderField = strawberry.field(description="What they are ordered by.")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way.")


@strawberry.enum(description="What statistics are ordered by.")
class StatisticOrderField(Enum):
    """See kg.find.Order."""

    IRI = strawberry.enum_value(find.Order.IRI.name, description="The IRI.")
    MEASURE = strawberry.enum_value(find.Order.MEASURE.name, description="What was measured.")
    GROUP_SIZE = strawberry.enum_value(find.Order.GROUP_SIZE.name, description="The size of the group.")


@strawberry.input(description="The order of statistics; those without a value come last, and equals go by IRI.")
class StatisticOrder:
    """A field and a direction."""

    field: StatisticOrderField = strawberry.field(description="What they are ordered by.")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way.")


@strawberry.enum(description="What terms are ordered by.")
class TermOrderField(Enum):
    """See kg.find.Order."""

    IRI = strawberry.enum_value(find.Order.IRI.name, description="The IRI.")
    LABEL = strawberry.enum_value(find.Order.LABEL.name, description="The label.")


@strawberry.input(description="The order of terms; those without a value come last, and equals go by IRI.")
class TermOrder:
    """A field and a direction."""

    field: TermOrderField = strawberry.field(description="What they are ordered by.")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way.")
