"""How activity data, constants, units, boundary and cut-off are compared."""

from __future__ import annotations

from collections.abc import Mapping

from lca.rules.comparison import asking
from lca.rules.comparison import judging as by
from lca.rules.comparison.canonical import Tree
from lca.rules.comparison.judging import Weighed
from lca.rules.comparison.shape import (
    CHOSEN,
    CLAUSE,
    NUMBER,
    SOURCE,
    TEXTS,
    WORDS,
    Entries,
    Leaf,
    Section,
    Shape,
    amount,
    formula,
    plain,
)


def datum(key: str, entry: Tree, others: Tree) -> Weighed:
    """New activity data or a new column: refused without, where it must be given."""
    return by.REFUSED if entry.get("required", True) else by.ACCEPTED


def later(key: str, entry: Tree, others: Tree) -> Weighed:
    """A value from a day on which no other value begins or is followed: what came before keeps its own."""
    return by.LATER if others and key > max(others) else by.NUMBER


SCORES = Section(
    dict.fromkeys(
        ("reliability", "completeness", "temporal", "geographical", "technological"),
        Leaf(by.limit(-1, by.BLOCKED)),
    )
)
ASKED: Mapping[str, Shape] = {
    "form": plain(by.REFUSED, numeric=True),
    "unit": Leaf(asking.unit_asked, numeric=True),
    "range": Leaf(asking.interval()),
    "typical": Leaf(asking.interval(by.TOLD, by.TOLD)),
    "primary": Leaf(by.rank("any", "preferred", "required")),
    "sign": Leaf(by.rank("any", "non_negative")),
    "options": Leaf(by.members()),
    "required": Leaf(asking.demanded),
    "default": Section({"value": Leaf(asking.default, numeric=True), "source": SOURCE}, decisive="value"),
    "label": WORDS,
}
ACTIVITY = Section(
    {
        **ASKED,
        "per": Leaf(asking.per, numeric=True),
        "quality": SCORES,
        "key": plain(by.REFUSED),
        "table": Entries(Section(ASKED, kind="form"), datum, by.REFUSED),
        "clause": CLAUSE,
    },
    kind="form",
)
VALUE = Section({"value": Leaf(by.amount(), numeric=True), "source": SOURCE})
INTERMEDIATE = Section({"formula": NUMBER, **TEXTS})
CONSTANT = Section(
    {
        "form": Leaf(asking.dated, numeric=True),
        "values": Entries(VALUE, later, by.NUMBER, numeric=True),
        "distribution": plain(by.SPREAD),
        **TEXTS,
    },
    kind="form",
)
UNIT = Section(
    {
        "kind": plain(by.MEANING),
        "amount": Leaf(by.amount(by.MEANING), numeric=True),
        "of": Leaf(by.translated(by.MEANING)),
        "reference_flow": Section({"product": CHOSEN, "amount": NUMBER}),
        "service_life": Section({"amount": amount(by.MEANING), "basis": WORDS, "clause": CLAUSE}, "amount"),
        "clause": CLAUSE,
    },
    came=by.MEANING,
    went=by.MEANING,
    numeric=True,
)
FURTHER_UNIT = Section(
    {
        "kind": plain(by.MEANING),
        "amount": Leaf(by.amount(by.MEANING), numeric=True),
        "of": Leaf(by.translated(by.MEANING)),
        "reference_flow": Leaf(by.formula(by.BESIDE), numeric=True, formula=True),
    }
)
STAGE = Section(
    {"included": plain(by.MEANING, numeric=True), "reason": WORDS, "clause": CLAUSE}, kind="included"
)
EXCLUSION = Section(
    {
        "name": WORDS,
        "stage": plain(by.MEANING),
        "bound": Leaf(by.limit(-1, by.TOLD, by.BLOCKED)),
        "amount": formula(by.BLOCKED),
        "reason": WORDS,
        "clause": CLAUSE,
    }
)
BOUNDARY = Section(
    {
        "type": plain(by.MEANING, numeric=True),
        "stages": Entries(STAGE, by.MEANING, by.MEANING),
        "exclusions": Entries(EXCLUSION, by.MEANING, by.MEANING),
    },
    came=by.MEANING,
    went=by.MEANING,
    numeric=True,
)
CUT_OFF = Section(
    {
        "basis": plain(by.BLOCKED),
        "single": Leaf(by.limit(-1, by.BLOCKED)),
        "total": Leaf(by.limit(-1, by.BLOCKED)),
        "of": formula(by.BLOCKED),
        "clause": CLAUSE,
    },
    came=by.BLOCKED,
    went=by.ACCEPTED,
)
