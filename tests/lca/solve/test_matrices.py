"""What the numeric door refuses before it computes."""

import numpy as np
import pytest
from scipy import sparse

from lca.errors import ProductSystemError
from lca.solve.matrices import listed, read_matrices

A = [[1.0, 0.0], [-0.5, 1.0]]
B = [[1.0, 2.0]]
D = [1.0, 0.0]
NAN = float("nan")
WRONG = [
    ({"technosphere": [1.0, 2.0]}, ["N201"]),
    ({"technosphere": [[1.0, 0.0], [1.0]]}, ["N201"]),
    ({"technosphere": [["1", "0"], ["0", "1"]]}, ["N201"]),
    ({"technosphere": np.eye(2, dtype=complex)}, ["N201"]),
    ({"technosphere": np.eye(2, dtype=bool)}, ["N201"]),
    ({"technosphere": np.zeros((0, 0))}, ["N201"]),
    ({"technosphere": None, "interventions": 3.0}, ["N201", "N201"]),
    ({"interventions": [[1.0, 2.0, 3.0]]}, ["N202"]),
    ({"interventions": [1.0, 2.0]}, ["N201"]),
    ({"demand": [1.0]}, ["N202"]),
    ({"demand": [[1.0, 0.0]]}, ["N202"]),
    ({"demand": 1.0}, ["N202"]),
    ({"demand": ["1", "0"]}, ["N202"]),
    ({"demand": [NAN, 1.0]}, ["N203"]),
    ({"demand": {"#0": NAN}}, ["N203"]),
    ({"demand": {"#0": "1"}}, ["N203"]),
    ({"demand": {"#5": 1.0}}, ["N206"]),
    ({"technosphere": [[1.0, NAN], [0.0, 1.0]], "interventions": [[np.inf, 0.0]]}, ["N203", "N203"]),
    ({"technosphere": sparse.csr_array([[1.0, -np.inf], [0.0, 1.0]])}, ["N203"]),
    ({"products": ["a"]}, ["N204"]),
    ({"products": ["a", "a"], "processes": ["p", "p"], "flows": ["x", "y"]}, ["N204", "N205", "N205"]),
]


@pytest.mark.parametrize(("change", "expected"), WRONG)
def test_wrong_input_is_refused_in_both_languages(change: dict, expected: list[str]) -> None:
    given = {"technosphere": A, "interventions": B, "demand": D, "products": None, "processes": None}
    with pytest.raises(ProductSystemError) as error:
        read_matrices(**({**given, "flows": None} | change))
    assert sorted(finding.code for finding in error.value.findings) == expected
    for finding in error.value.findings:
        assert finding.message("zh")
        assert finding.remedy("en")


def test_a_place_is_named_by_its_labels() -> None:
    with pytest.raises(ProductSystemError) as error:
        read_matrices([[1.0, NAN], [0.0, 1.0]], B, D, ["car", "steel"], ["assembly", "furnace"], None)
    assert error.value.findings[0].params["places"] == "(car, furnace)"


def test_a_misspelt_product_gets_its_nearest() -> None:
    with pytest.raises(ProductSystemError) as error:
        read_matrices(A, B, {"stel": 1.0}, ["car", "steel"], None, None)
    assert error.value.findings[0].candidates == ("steel",)


def test_long_lists_are_cut() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed([str(k) for k in range(12)]) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … (12)"


def test_stored_zeros_are_not_exchanges() -> None:
    a = sparse.csc_array(([1.0, 0.0, 1.0], ([0, 1, 1], [0, 0, 1])), shape=(2, 2))
    assert read_matrices(a, B, D, None, None, None).technosphere.nnz == 2
    assert a.nnz == 3
