"""The rule book: scoring formulas, one family of rules a file, findings."""

from generator.checks.book import RULES, catalogue
from generator.checks.finding import Finding, NotRun, Place, Question, Rule, Severity
from generator.checks.report import Report, run

__all__ = ["RULES", "Finding", "NotRun", "Place", "Question", "Report", "Rule", "Severity", "catalogue", "run"]
