import subprocess
import sys

import pytest

HEAVY = ("scipy", "numba", "pyarrow", "pandas", "pint", "lark")
# pint itself imports the bare package scipy, none of its parts.
WHILE_LOADING = ("scipy.sparse", "scipy.stats", "numba", "pyarrow", "pandas")


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("pass", HEAVY),
        ("lca.rules.load.load_rule(lca.rules.registry.find_rule('cn.aluminium.primary'))", WHILE_LOADING),
    ],
)
def test_authoring_is_light(statement: str, heavy: tuple[str, ...]) -> None:
    program = (
        "import sys, lca.rules.load, lca.rules.registry, lca.rules.case\n"
        f"{statement}\n"
        f"print([name for name in {heavy!r} if name in sys.modules])\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
