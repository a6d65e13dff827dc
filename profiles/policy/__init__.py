"""Who may enter which route, by which relation, and what is answered: one table for API and pages."""

from profiles.policy.deciding import Verdict, decide, methods_of, rule_of
from profiles.policy.kinds import Kind
from profiles.policy.rules import Noun, Relation, Rule
from profiles.policy.table import TABLE

__all__ = ["TABLE", "Kind", "Noun", "Relation", "Rule", "Verdict", "decide", "methods_of", "rule_of"]
