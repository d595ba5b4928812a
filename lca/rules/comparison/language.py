"""How every section of a rule is compared: the whole language, in the order in which it is read."""

from __future__ import annotations

from lca.rules.comparison import asking
from lca.rules.comparison import judging as by
from lca.rules.comparison.canonical import Tree
from lca.rules.comparison.judging import Weighed
from lca.rules.comparison.processing import END_OF_LIFE, PROCESS
from lca.rules.comparison.sections import (
    ACTIVITY,
    BOUNDARY,
    CONSTANT,
    CUT_OFF,
    FURTHER_UNIT,
    INTERMEDIATE,
    SCORES,
    UNIT,
    datum,
)
from lca.rules.comparison.shape import (
    CLAUSE,
    SOURCE,
    TEXTS,
    WORDS,
    Entries,
    Leaf,
    Section,
    amount,
    formula,
    plain,
)


def _policy(entry: Tree) -> Weighed:
    """A hierarchy where there was none: grid average alone was permitted."""
    return by.ACCEPTED if "grid_average" in entry["hierarchy"] else by.REFUSED


PRODUCT = Section(
    {
        "name": WORDS,
        "categories": Entries(Section({"codes": Leaf(by.members(by.MEANING))}), by.ACCEPTED, by.MEANING),
    }
)
ELECTRICITY = Section(
    {
        "hierarchy": Leaf(by.sequence()),
        "sensitivity": Leaf(by.fixed(by.BESIDE, by.MORE, by.GONE)),
        "vintage": Leaf(by.limit(-1, by.BLOCKED)),
        "clause": CLAUSE,
    },
    came=_policy,
    went=by.REFUSED,
    numeric=True,
)
STORAGE = Section({"carbon": formula(by.BESIDE), "duration": amount(by.BESIDE), **TEXTS})
QUALITY = Section(
    {
        "minimum": SCORES,
        "primary_share": Leaf(by.limit(1, by.BLOCKED)),
        "period": Leaf(by.limit(1, by.BLOCKED)),
        "balances": Leaf(by.members(by.ACCEPTED, by.REFUSED)),
        "clause": CLAUSE,
    }
)
_VARIED = ("given", "change", "parameters", "electricity", "allocation", "end_of_life")
SENSITIVITY = Section({**dict.fromkeys(_VARIED, plain(by.BESIDE)), **TEXTS})
CLASSES = Section(
    {
        "unit": plain(by.BESIDE),
        "bands": Entries(Section({"at_most": amount(by.BESIDE), "label": WORDS}), by.BESIDE, by.BESIDE),
        "source": SOURCE,
        "clause": CLAUSE,
    },
    came=by.MORE,
    went=by.GONE,
)
STANDARD = Section({"id": CLAUSE, "relation": plain(by.STANDING), "title": WORDS})
TERM = Section({"term": WORDS, "definition": WORDS, "source": SOURCE})
_CHAPTERS = (
    *("introduction", "scope", "goal", "description"),
    *("data_collection", "interpretation", "declaration"),
)
_TESTED = ("inventory", "given", "footprints", "geography", "year", "expect", "source")

RULE = Section(
    {
        "title": WORDS,
        "status": plain(by.STANDING),
        "superseded_by": plain(by.STANDING),
        "level": plain(by.STANDING),
        "extends": plain(by.EXTENDED),
        "valid": Section({"from": plain(by.STANDING), "to": Leaf(asking.last_day)}),
        "standards": Entries(STANDARD, by.WORDED, by.WORDED),
        "text": Section(dict.fromkeys(_CHAPTERS, WORDS)),
        "terms": Entries(TERM, by.WORDED, by.WORDED),
        "product": PRODUCT,
        "unit": UNIT,
        "alternative_units": Entries(FURTHER_UNIT, by.MORE, by.GONE, numeric=True),
        "boundary": BOUNDARY,
        "cut_off": CUT_OFF,
        "data_quality": QUALITY,
        "activity_data": Entries(ACTIVITY, datum, by.REFUSED),
        "parameters": Entries(CONSTANT, by.INSIDE, by.INSIDE),
        "quantities": Entries(INTERMEDIATE, by.INSIDE, by.INSIDE),
        "processes": Entries(PROCESS, by.NUMBER, by.NUMBER, numeric=True),
        "allocation": Leaf(by.sequence()),
        "electricity": ELECTRICITY,
        "end_of_life": END_OF_LIFE,
        "carbon_storage": Entries(STORAGE, by.MORE, by.GONE),
        "sensitivities": Entries(SENSITIVITY, by.MORE, by.GONE),
        "classes": CLASSES,
        "comparability": Entries(Section({"text": WORDS, "clause": CLAUSE}), by.TOLD, by.TOLD),
        "report": Section({"sections": plain(by.TOLD)}),
        "tests": Entries(Section(dict.fromkeys(_TESTED, plain(by.TESTED))), by.TESTED, by.TESTED),
    }
)
