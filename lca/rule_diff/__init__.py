"""Two versions of a rule: what changed, how far each reference product moves, which version follows."""

from lca.rule_diff.difference import Effect, Part, RuleDifference
from lca.rule_diff.whole import diff_rules

__all__ = ["Effect", "Part", "RuleDifference", "diff_rules"]
