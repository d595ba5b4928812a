"""How processes and the treatment of recycling are compared."""

from __future__ import annotations

from collections.abc import Mapping

from lca.rules.comparison import judging as by
from lca.rules.comparison.shape import (
    CHOSEN,
    CLAUSE,
    NUMBER,
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

LINE = Section(
    {
        "group": CHOSEN,
        "of": plain(by.REFUSED),
        "product": CHOSEN,
        "gas": CHOSEN,
        "origin": CHOSEN,
        "amount": NUMBER,
        "factor": CHOSEN,
        "stage": CHOSEN,
        "for_each": CHOSEN,
        "when": NUMBER,
        "delay": amount(by.BESIDE),
        **TEXTS,
    }
)
MADE: Mapping[str, Shape] = {
    "amount": NUMBER,
    "mass": NUMBER,
    "energy": NUMBER,
    "price": NUMBER,
    "label": WORDS,
}
OUTPUT = Section({"product": CHOSEN, **MADE}, came=by.NUMBER, went=by.NUMBER, numeric=True)
TREATED = Section(
    {"product": CHOSEN, "amount": NUMBER, "label": WORDS}, came=by.NUMBER, went=by.NUMBER, numeric=True
)
CO_PRODUCT = Section(
    {**MADE, "method": CHOSEN, "avoided": CHOSEN, "avoided_amount": NUMBER, "clause": CLAUSE}
)
BALANCE = Section(
    {
        "inputs": formula(by.BLOCKED),
        "outputs": formula(by.BLOCKED),
        "tolerance": Leaf(by.limit(-1, by.BLOCKED)),
        **TEXTS,
    }
)
PROCESS = Section(
    {
        "stage": CHOSEN,
        "output": OUTPUT,
        "treats": TREATED,
        "lines": Entries(LINE, by.NUMBER, by.NUMBER, numeric=True),
        "co_products": Entries(CO_PRODUCT, by.NUMBER, by.NUMBER, numeric=True),
        "allocation": Section({"method": CHOSEN, "justification": WORDS, "clause": CLAUSE}, "method"),
        "balances": Entries(BALANCE, by.BLOCKED, by.ACCEPTED),
        **TEXTS,
    }
)
_SHARES = ("rate", "heating_value", "heat_efficiency", "electricity_efficiency", "allocation")
RECOVERY = Section(
    dict.fromkeys(_SHARES, NUMBER) | dict.fromkeys(("burning", "heat", "electricity"), CHOSEN),
    came=by.NUMBER,
    went=by.NUMBER,
    numeric=True,
)
_AMOUNTS = ("amount", "recycled_content", "recycling_rate", "allocation", "quality_in", "quality_out")
_FACTORS = ("process", "virgin", "recycled", "recycling", "replaced", "disposal")
MATERIAL = Section(
    {
        **dict.fromkeys(_AMOUNTS, NUMBER),
        **dict.fromkeys(_FACTORS, CHOSEN),
        "recovery": RECOVERY,
        **TEXTS,
    }
)
END_OF_LIFE = Section(
    {
        "method": CHOSEN,
        "materials": Entries(MATERIAL, by.NUMBER, by.NUMBER, numeric=True),
        "clause": CLAUSE,
    },
    came=by.NUMBER,
    went=by.NUMBER,
    numeric=True,
)
