"""Ages by genotype and sex: when the disease begins, how long until somebody looks, when people die."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final

import numpy as np

from kg.analysis.chosen import chosen
from kg.analysis.held import Held
from kg.analysis.people import Mask, Numbers, People
from kg.analysis.result import Analysis, Estimate, Method, Row
from kg.analysis.sides import OfGroups, Sides, groups, in_both, named, sides, twice
from kg.analysis.stated import Years, not_usable, doubts, years
from kg.find.by_person import AgeMeasure, ages_query
from kg.find.facts import Ref
from kg.find.groups import Group
