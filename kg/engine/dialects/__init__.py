"""What engines are known to say otherwise than SPARQL 1.1 has it."""

from kg.engine.dialects.known import DIALECTS, PLAIN, spoken
from kg.engine.dialects.plain import AnswerWanted, Dialect, Heard

__all__ = ["DIALECTS", "PLAIN", "AnswerWanted", "Dialect", "Heard", "spoken"]
