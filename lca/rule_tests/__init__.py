"""The tests that a rule carries: its cases are computed and compared with what they expect."""

from lca.rule_tests.outcome import CaseResult, Check
from lca.rule_tests.running import run_tests

__all__ = ["CaseResult", "Check", "run_tests"]
