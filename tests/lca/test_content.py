from typing import get_args

import pytest

from lca.content import Area, content
from lca.errors import InternalError


@pytest.mark.parametrize("area", get_args(Area))
def test_every_area_is_a_folder(area):
    assert content(area).is_dir()
    assert content(area).name == area


def test_an_unknown_area_is_our_fault():
    with pytest.raises(InternalError, match="nowhere"):
        content("nowhere")  # type: ignore[arg-type]
