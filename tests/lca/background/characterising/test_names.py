"""Names of nomenclatures: which gas, which origin, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.background.characterising.folding import folded
from lca.background.characterising.names import is_group, read_name, suspicious
from lca.background.characterising.table import lookup
from lca.gases import gases

# Which molecule a name is, by its systematic name; spellings of ecoinvent, USLCI, SimaPro, EF and ILCD.
SAME = {
    "co2": ["Carbon dioxide", "carbon dioxide (fossil)", "CO2", "Carbon dioxide [Inorganic emissions to air]",
            "二氧化碳", "Carbon dioxide, fossil ", "carbon dioxide (biogenic-100yr)"],
    "ch4": ["Methane", "methane (land use change)", "Methane [Organic emissions to air]", "甲烷", "CH4"],
    "n2o": ["Dinitrogen monoxide", "nitrous oxide", "N2O",
            "Nitrous oxide (laughing gas) [Inorganic emissions to air]", "氧化亚氮"],
    "sf6": ["Sulfur hexafluoride", "sulphur hexafluoride", "SF6"],
    "nf3": ["Nitrogen fluoride", "nitrogen trifluoride"],
    "cf4": ["Methane, tetrafluoro-, R-14", "Methane, tetrafluoro-, CFC-14", "Methane, tetrafluoro-, FC-14",
            "FC-14", "PFC-14", "tetrafluoromethane", "Perfluoromethane"],
    "c2f6": ["Ethane, hexafluoro-, HFC-116", "HFC-116", "hexafluoroethane", "PFC-116"],
    "c5f12": ["Perfluoropentane", "dodecafluoropentane"],
    "hfc134a": ["Ethane, 1,1,1,2-tetrafluoro-, HFC-134a", "1,1,1,2-Tetrafluoroethane", "R-134a", "R134a",
                "HFC-134a", "Refrigerant R134a"],
    "hfc245fa": ["1,1,1,3,3-Pentafluoropropane, HFC-245fa"],
    "hfc143a": ["Ethane, 1,1,1-trifluoro-, HFC-143a", "1,1,1-trifluoroethane"],
    "hfc143": ["Ethane, trifluoro-, HFC-143", "1,1,2-trifluoroethane"],
    "hcfc22": ["Methane, chlorodifluoro-, HCFC-22", "Methane, difluromonochloro-, HCFC-22"],
    "hcfc123": ["Ethane, 2,2-dichloro-1,1,1-trifluoro-, HCFC-123",
                "Ethane, 1,1,1-trifluoro-2,2-dichloro-, HCFC-123"],
    "hcfc124": ["Ethane, 2-chloro-1,1,1,2-tetra-fluoro-, HCFC-124"],
    "cfc113": ["Ethane, 1,1,2-trichloro-1,2,2-trifluoro-, CFC-113", "1,1,2-trichlorotrifluoroethane"],
    "cfc114": ["Ethane, 1,2-dichloro-1,1,2,2-tetrafluoro-, CFC-114"],
    "halon1301": ["Methane, bromotrifluoro-, Halon 1301", "Halon-1301"],
    "halon1211": ["Methane, bromochlorodifluoro-, Halon 1211"],
    "ch3br": ["Methane, bromo-, Halon 1001", "Halon-1001", "bromomethane", "methyl bromide"],
    "ccl4": ["Methane, tetrachloro-, R-10", "Methane, tetrachloro-, CFC-10", "carbon tetrachloride"],
    "ch3ccl3": ["Ethane, 1,1,1-trichloro-, HCFC-140", "1,1,1-trichloroethane", "HCFC-140"],
    "ch2cl2": ["Methane, dichloro-, HCC-30", "Methane, dichloro, HCC-30", "dichloromethane"],
    "ch3cl": ["Methane, monochloro-, R-40", "Methane, chloro-", "methyl chloride"],
    "hfe125": ["HFE-125"],
}  # fmt: skip


@pytest.mark.parametrize(("gas", "name"), [(gas, name) for gas, names in SAME.items() for name in names])
def test_names_of_one_gas(gas: str, name: str) -> None:
    found = read_name(name)
    assert found.substance is not None
    assert found.substance.gas == gas
    assert found.other is None


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("Carbon dioxide, fossil", "fossil"),
        ("Carbon dioxide, non-fossil", "biogenic"),
        ("Carbon dioxide, biogenic", "biogenic"),
        ("carbon dioxide (biogenic)", "biogenic"),
        ("Methane, non fossil", "biogenic"),
        ("Carbon dioxide, from soil or biomass stock", "land_use_change"),
        ("Carbon dioxide, land transformation", "land_use_change"),
        ("Carbon dioxide (land use change)", "land_use_change"),
        ("Methane, from soil or biomass stock", "land_use_change"),
        ("Carbon dioxide, to soil or biomass stock", "biogenic_uptake"),
        ("Carbon dioxide, in air", "biogenic_uptake"),
        ("Carbon dioxide, non-fossil, resource correction", "biogenic_uptake"),
        ("二氧化碳（化石）", "fossil"),
        ("二氧化碳（非化石）", "biogenic"),
        ("Carbon dioxide", ""),
    ],
)
def test_origins(name: str, origin: str) -> None:
    found = read_name(name)
    assert found.origin == origin
    assert found.substance is not None
    assert found.substance.gas in ("co2", "ch4")


@pytest.mark.parametrize(
    "name",
    [
        "NMVOC, non-methane volatile organic compounds, unspecified origin",
        "Hydrocarbons (other than methane)",
        "Methanesulfonic acid",
        "Methane, dimethoxy-",
        "Monosodium acid methanearsonate",
        "Fluoranthene",
        "Hydrogen fluoride",
        "Silicon tetrafluoride",
        "Uranium hexafluoride",
        "Acifluorfen",
        "n-(cyanomethyl)-4-(trifluoromethyl)pyridine-3-carboxamide",
        "Occupation, annual crop, greenhouse",
        "Dinitrogen tetroxide",
        "Ethane, dichloro-",
        "Carbon disulfide",
        "Acid red R 22, dye",
    ],
)
def test_neither_known_nor_suspicious(name: str) -> None:
    assert read_name(name).substance is None
    assert not suspicious(name)


@pytest.mark.parametrize(
    "name",
    [
        "CFCs and HCFCs, unspecified",
        "HFCs and HCFCs, unspecified",
        "Perfluorocarbons, unspecified",
        "PFC (perfluorocarbons)",
        "Chlorinated fluorocarbons and hydrochlorinated fluorocarbons, unspecified",
    ],
)
def test_families(name: str) -> None:
    assert read_name(name).substance is None
    assert suspicious(name)
    assert is_group(name)


@pytest.mark.parametrize(
    "name", ["HFO-1234yf", "CO2 from somewhere", "HFC-9999", "1-fluorobutane", "R-410A, HFC blend"]
)
def test_suspects(name: str) -> None:
    assert read_name(name).substance is None
    assert suspicious(name)
    assert not is_group(name)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Carbon monoxide, fossil", "indirect"),
        ("carbon monoxide (land use change)", "indirect"),
        ("Methane, chloro-fluoro-, HCFC-31", "no_value"),
        ("HCFC-31", "no_value"),
        ("Tetrachloroethylene", "no_value"),
        ("Ethane", "no_value"),
        ("Dimethyl ether", "no_value"),
        ("Methane, dibromo-", "no_value"),
    ],
)
def test_known_without_a_gas(name: str, status: str) -> None:
    found = read_name(name).substance
    assert found is not None
    assert (found.gas, found.status) == ("", status)


def test_a_name_that_contradicts_itself() -> None:
    found = read_name("Methane, tetrafluoro-, HFC-134a")
    assert found.substance is not None
    assert found.other is not None
    assert (found.substance.gas, found.other.gas) == ("cf4", "hfc134a")


@given(st.sampled_from([name for names in SAME.values() for name in names]), st.data())
def test_case_and_blanks_do_not_count(name: str, data: st.DataObject) -> None:
    spoilt = "".join(data.draw(st.sampled_from([letter.upper(), letter.lower()])) for letter in name)
    one, other = read_name(f"  {spoilt.replace(', ', ',  ')} "), read_name(name)
    assert (one.substance, one.origin) == (other.substance, other.origin)


@given(st.text(max_size=60))
def test_any_text_is_read(name: str) -> None:
    read_name(name)
    suspicious(name)
    is_group(name)


def test_the_table_holds() -> None:
    table = lookup()
    for substances in (table.identifiers, table.cas, table.names, table.numbers):
        assert substances
        assert all(found.gas in gases() or (not found.gas and found.status) for found in substances.values())


@pytest.mark.parametrize("gas", [gas.key for gas in gases().values()])
def test_every_gas_is_found_by_its_names(gas: str) -> None:
    entry = gases()[gas]
    for name in filter(None, (entry.key, entry.formula, entry.name_en, entry.name_zh, *entry.aliases)):
        found = lookup().names[folded(name)]
        assert found.gas == gas
