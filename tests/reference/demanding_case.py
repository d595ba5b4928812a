"""A process with two products, a constant by date, cases and classes: numbers that a reader can check.

A run of the plant burns coal into ``coal x ratio`` kg CO2 and makes 1 kg of product (3 MJ) and 1 kg of slag
(1 MJ). The ratio is 2 from 2020 and 2.5 from July 2023. With 4 kg of coal in 2024, allocated by mass, the
product has 4 x 2.5 / 2 = 5 kg CO2e.
"""

from small_case import Case

RATIO = [
    {"from": "2020-01-01", "value": "2", "source": "first edition"},
    {"from": "2023-07-01", "value": "2.5", "source": "second edition"},
]
BANDS = [
    {"name": "A", "at_most": "4 kg"},
    {"name": "B", "at_most": "6 kg CO2e", "label": {"zh": "良好", "en": "good"}},
    {"name": "C"},
]


def names(words):
    return {"zh": words, "en": words}


def case(**parts):
    """A sensitivity case under the label ``case``."""
    return {"label": names("case"), **parts}


def demanding(sensitivities=None, classes=None, coal="4 kg", year=2024, ratio=None, data=None, **more):
    """The plant under the demands given; ``coal`` in any form of activity data."""
    rule = {
        "valid": {"from": "2019-01-01"},
        "activity_data": {"coal": {"unit": "kg"}},
        "parameters": {"ratio": ratio or {"values": RATIO}},
        "alternative_units": [
            {
                "id": "per_tonne",
                "kind": "declared",
                "amount": "1 t",
                "of": names("product"),
                "reference_flow": "1 t",
            }
        ],
        "processes": {
            "plant": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg", "energy": "3 MJ"},
                "emissions": [{"gas": "co2", "amount": "coal * ratio"}],
                "co_products": [{"product": "slag", "amount": "1 kg", "energy": "1 MJ"}],
                "allocation": {"method": "mass", "justification": names("one use")},
            }
        },
        "sensitivities": sensitivities or {},
        **({"classes": classes} if classes else {}),
        **more,
    }
    period = {"from": f"{year}-01-01", "to": f"{year}-12-31"} if isinstance(year, int) else year
    return Case(rule, {"activity_data": {"coal": coal, **(data or {})}, "period": period})
