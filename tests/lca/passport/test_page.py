"""The page of mappings is made from the tables that do the writing."""

import re
import subprocess
import sys

import pytest

from lca.passport.forms import decimal_text
from lca.passport.mapping import Field
from lca.passport.page import FILE, page, row

CORE = ("pact-3.0", "pact-2.3")


@pytest.mark.parametrize("name", CORE)
def test_the_committed_page_holds_the_table(name: str) -> None:
    section = page([name])
    assert section[section.index("## ") :].strip() in FILE.read_text(encoding="utf-8")


def test_a_row_says_all_that_an_integrator_asks() -> None:
    field = Field("a.b", "unit.mass_kg", decimal_text, "expected", "product.mass", "kg | t")
    expected = "| `a.b` | `unit.mass_kg` | Plain decimal in a string | expected | `product.mass` | kg / t |"
    assert row(field) == expected
    assert row(Field("v", value="3.0.0")) == '| `v` | always `"3.0.0"` |  | required |  |  |'


def test_every_form_of_the_tables_is_documented() -> None:
    from lca.passport.formats import format_of
    from lca.passport.page import form_of

    for name in CORE:
        for field in format_of(name).fields:
            assert field.form.__doc__
            assert "|" not in form_of(field)


def test_the_readme_names_keys_that_there_are(root) -> None:
    from lca.passport import Statement

    text = (root / "lca" / "passport" / "README.md").read_text(encoding="utf-8")
    assert {"unit", "previous"} <= set(Statement.model_fields)
    assert re.search(r"urn:zuji:uncertainty:1", text)


def test_the_first_lines_of_the_readme_run(root, tmp_path) -> None:
    """In a program of its own, for here somebody else has imported the package before."""
    text = (root / "lca" / "passport" / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```python\n(import lca\n.*?)```", text, re.DOTALL)
    folder = root / "datasets" / "examples" / "lfp-battery"
    for name in ("inventory.yaml", "passport.yaml", "own-factors.csv"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    short = block[1].replace('"inventory.yaml"', '"inventory.yaml", samples=0')
    done = subprocess.run(
        [sys.executable, "-c", f"{short}\nprint(payload.format, payload.document['id'])"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("pact-3.0 "), done.stderr
