"""The rule book: scoring formulas, one family of rules a file, findings."""

from generator.checks.book import RULES, catalogue
from generator.checks.finding import Finding, NotRun, Rule, Severity
from generator.checks.report import Report, run

__all__ = ["RULES", "Finding", "NotRun", "Report", "Rule", "Severity", "catalogue", "run"]
