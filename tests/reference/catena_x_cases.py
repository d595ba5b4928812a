"""The statement of an invented company that has all that Catena-X asks, for tests."""

STATED = {
    "validity": {"from": "2025-07-01", "to": "2027-06-30"},
    "product": {
        "mass": "1000 kg",
        "categories": {"cpc": ["41431"]},
        "carbon_content": {"fossil": "1.5 kg", "biogenic": "0.5 kg", "recycled": "0 kg"},
    },
    "company": {"ids": ["urn:pact:example.com:company-id:1"]},
    "geography": {"subdivision": "CN-GX"},
    "facility": {"id": "plant-1"},
    "standards": ["ISO14067"],
    "exempted": {"percent": 2},
    "packaging": {"included": True, "emissions": "0.5 kg CO2e"},
    "capture": {"included": False},
    "study": {"url": "https://example.org/study.pdf"},
    "catena_x": {
        "bpnl": "BPNLEXAMPLE00001",
        "bpna": "BPNAEXAMPLE00001",
        "mass_balancing": {"used": False},
        "waste_incineration": "polluter pays principle",
        "address": {"street": "Example Road", "number": "1", "city": "Example", "post_code": "AB 100"},
    },
}
FOLDER = "standards/catena-x/io.catenax."


def stated_for(name, **changes):
    """The statement for an example: a kWh of the battery pack weighs 428 kg / 60, the other units a tonne."""
    if name == "lfp-battery":
        changes = {"product": {**STATED["product"], "mass": "7.133 kg"}, **changes}
    return stated(**changes)


def stated(**changes):
    """The statement with sections changed; a section that is a mapping is merged, None takes it away."""
    found = {**STATED}
    for key, value in changes.items():
        found[key] = {**found[key], **value} if isinstance(value, dict) and key in found else value
    return {key: value for key, value in found.items() if value is not None}
