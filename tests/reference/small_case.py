"""Small rules and activity data, written as data so that a test reads like the case it tests."""

import copy
import json

from lca.calculation import calculate
from lca.inventory.load import load_inventory
from lca.rules.load import load_rule

RULE = {
    "zuji": 1,
    "id": "test.case",
    "version": "1.0.0",
    "title": {"zh": "测试", "en": "test"},
    "standards": [{"id": "GB/T 24067-2024", "relation": "general_rule"}],
    "status": "draft",
    "valid": {"from": "2024-01-01"},
    "product": {"name": {"zh": "产品", "en": "product"}},
    "unit": {
        "kind": "declared",
        "amount": "1 kg",
        "of": {"zh": "产品", "en": "product"},
        "reference_flow": {"product": "product", "amount": "1 kg"},
    },
    "boundary": {
        "type": "cradle_to_gate",
        "stages": {
            "raw_material_acquisition": "included",
            "production": "included",
            "distribution": {"excluded": {"reason": {"zh": "否", "en": "no"}}},
            "use": {"excluded": {"reason": {"zh": "否", "en": "no"}}},
            "end_of_life": {"excluded": {"reason": {"zh": "否", "en": "no"}}},
        },
    },
    "cut_off": {"basis": "footprint", "single": "1 %", "total": "5 %"},
    "allocation": ["subdivision", {"physical": "mass"}, {"physical": "energy"}, "economic"],
    "electricity": {"hierarchy": ["grid_average"]},
    "end_of_life": {"method": "cut_off"},
    "activity_data": {},
    "processes": {},
}
INVENTORY = {
    "zuji": 1,
    "rule": "test.case",
    "product": {"name": {"zh": "产品", "en": "product"}},
    "site": {"geography": "CN"},
    "period": {"from": "2024-01-01", "to": "2024-12-31"},
    "activity_data": {},
}


class Case:
    """A rule and activity data as plain data, changed by keyword and then calculated."""

    def __init__(self, rule=None, inventory=None):
        self.rule = copy.deepcopy({**RULE, **(rule or {})})
        self.inventory = copy.deepcopy({**INVENTORY, **(inventory or {})})

    def loaded(self):
        rule = load_rule(json.dumps(self.rule, ensure_ascii=False).encode(), "rule.yaml")
        data = load_inventory(json.dumps(self.inventory, ensure_ascii=False).encode(), "inventory.yaml")
        return rule, data

    def footprint(self, **options):
        rule, data = self.loaded()
        return calculate(data, rule, **{"samples": 0, **options})
