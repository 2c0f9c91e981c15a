"""Words in a sentence that speak of a person, or of several."""

from kg.reading.people.mentions.kinds import MentionKind, PersonMention
from kg.reading.people.mentions.labels import LABEL_WORD, same_label, tidy
from kg.reading.people.mentions.numbers import NUMBER, and_months, years
from kg.reading.people.mentions.read import mentions
from kg.reading.people.mentions.words import KIN

__all__ = [
    "KIN",
    "LABEL_WORD",
    "NUMBER",
    "MentionKind",
    "PersonMention",
    "and_months",
    "mentions",
    "same_label",
    "tidy",
    "years",
]
