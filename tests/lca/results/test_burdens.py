"""A product without burden is used up to what is made of it; more would come from nothing."""

import pytest


def works(gas, method="none", back="0 kg"):
    """1 kg steel comes with 0.2 kg of gas that carries nothing; the product takes 2 kg of steel."""
    avoided = {"avoided": {"item": "electricity"}, "avoided_amount": "1 kWh"}
    co_product = {
        "product": "gas",
        "amount": "0.2 kg",
        "method": method,
        "label": {"zh": "煤气", "en": "gas"},
    }
    furnace = {
        "label": {"zh": "高炉", "en": "furnace"},
        "stage": "raw_material_acquisition",
        "output": {"product": "steel", "amount": "1 kg"},
        "inputs": [{"product": "gas", "amount": back}],
        "emissions": [{"gas": "co2", "amount": "3 kg"}],
        "co_products": [co_product | (avoided if method == "system_expansion" else {})],
    }
    if method == "mass":
        furnace["allocation"] = {"method": "mass", "justification": {"zh": "同", "en": "same"}}
    rolling = {
        "stage": "production",
        "output": {"product": "product", "amount": "1 kg"},
        "inputs": [{"product": "steel", "amount": "2 kg"}, {"product": "gas", "amount": gas}],
    }
    return {
        "allocation": ["subdivision", "system_expansion", {"physical": "mass"}],
        "activity_data": {"used": {"unit": "kg"}},
        "processes": {"furnace": furnace, "rolling": rolling},
    }


def finding(case, gas="used", used="0.4 kg", **options):
    found = case(works(gas, **options), {"activity_data": {"used": used}}).footprint()
    return next((one for one in found.findings if one.code == "C127"), None)


@pytest.mark.parametrize("used", ["0 kg", "0.3 kg", "0.4 kg"])
def test_what_is_made_may_be_used(case, used):
    """2 kg of steel come with 0.4 kg of gas."""
    assert finding(case, used=used) is None


@pytest.mark.parametrize("method", ["none", "system_expansion"])
def test_more_than_is_made_blocks(case, method):
    found = finding(case, used="0.5 kg", method=method)
    assert found.severity == "blocking"
    assert all(part in found.message.en for part in ("0.5 kg", "0.4 kg", "gas", "furnace"))
    assert all(part in found.message.zh for part in ("0.5 kg", "0.4 kg", "煤气", "高炉"))


def test_what_carries_its_burden_may_be_asked_for_freely(case):
    assert finding(case, used="0.5 kg", method="mass") is None


def test_all_who_take_it_count_together(case):
    """The furnace takes back 0.15 kg for each kg of steel, 0.3 kg in all; 0.1 kg are left for others."""
    assert finding(case, used="0.1 kg", back="0.15 kg") is None
    assert "0.41 kg" in finding(case, used="0.11 kg", back="0.15 kg").message.en
