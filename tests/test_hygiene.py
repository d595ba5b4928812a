"""What must hold for the project as a whole: words, sizes, imports, schemas, no traces of a machine."""

import ast
import json
import re
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema
import pytest

import lca
from lca.i18n import LANGUAGES, catalogue, text

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*ROOT.glob("lca/**/*.py"), *ROOT.glob("cli/**/*.py")])
TREES = {path: ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in SOURCES}
CODE = re.compile(r"[A-Z]\d{3}")
LETTERS = set("UDYREAFSCNVTPBG")
LIMIT = 300
HEAVY = ("numpy", "scipy", "pint", "pyarrow", "pandas", "numba")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tracked() -> list[Path]:
    """Files that are committed or about to be; without git, all that is not ignored by its name."""
    git = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(git, capture_output=True, check=False)
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
        return sorted(path for path in (ROOT / name for name in names if name) if path.is_file())
    hidden = (".git", ".venv", "build", "dist", "__pycache__")
    return sorted(p for p in ROOT.rglob("*") if p.is_file() and not {*p.parts} & {*hidden})


def strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def used_codes() -> dict[str, str]:
    """Codes that stand in the source as whole strings, and a file where each does."""
    return {
        value: name(path)
        for path, tree in TREES.items()
        for value in strings(tree)
        if CODE.fullmatch(value) and value[0] in LETTERS
    }


def placeholders(template: str) -> set[str]:
    parts = string.Formatter().parse(template)
    return {re.split(r"[.\[]", field)[0] for _, field, _, _ in parts if field is not None}


def test_every_code_in_the_source_has_words() -> None:
    missing = {code: place for code, place in used_codes().items() if code not in catalogue()}
    assert not missing


def test_every_code_in_the_catalogue_is_used() -> None:
    written = {code for path in SOURCES for code in CODE.findall(path.read_text(encoding="utf-8"))}
    unused = sorted(key for key in catalogue() if CODE.fullmatch(key) and key not in written)
    assert not unused


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_every_message_is_in_both_languages_with_the_same_parameters(key: str) -> None:
    entry = catalogue()[key]
    assert set(LANGUAGES) <= entry.keys(), "a language is missing"
    assert set(entry) <= {"en", "zh", "fix_en", "fix_zh"}
    assert ("fix_en" in entry) == ("fix_zh" in entry)
    assert all(entry.values()), "words are empty"
    assert placeholders(entry["en"]) == placeholders(entry["zh"])
    assert placeholders(entry.get("fix_en", "")) == placeholders(entry.get("fix_zh", ""))


@pytest.mark.parametrize("key", sorted(key for key in catalogue() if CODE.fullmatch(key)))
def test_every_finding_has_a_remedy(key: str) -> None:
    assert all(words == words.strip() for words in catalogue()[key].values())
    assert text(f"{key}.fix", "en", default="")
    assert text(f"{key}.fix", "zh", default="")


@pytest.mark.parametrize("key", sorted(key for key in catalogue() if CODE.fullmatch(key)))
def test_chinese_words_are_chinese(key: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]", catalogue()[key]["zh"])
    assert not re.search(r"[\u4e00-\u9fff]", catalogue()[key]["en"].replace("千", ""))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LIMIT


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_modules_and_public_names_have_docstrings(path: Path) -> None:
    tree = TREES[path]
    if tree.body:
        assert ast.get_docstring(tree), "the module has none"
    public = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_"
    ]
    assert not [node.name for node in public if not ast.get_docstring(node)]


@pytest.mark.parametrize("path", sorted((ROOT / "lca").rglob("*.py")), ids=name)
def test_the_engine_does_not_import_the_command(path: Path) -> None:
    imported = set()
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    assert not {found for found in imported if found == "lca.cli" or found.startswith(("lca.cli.", "cli"))}


def test_no_path_of_a_machine_is_committed() -> None:
    # The words are put together here, so that this file does not accuse itself.
    roots = ["/" + word + "/" for word in ("work", "home", "Users", "root")] + ["/" + "tmp" + "/"]
    pattern = re.compile("|".join(rf"(?<![\w.<>}}*)\-]){re.escape(root)}" for root in roots))
    found = []
    for path in tracked():
        raw = path.read_bytes()
        if b"\0" in raw[:8192] or path.suffix == ".parquet":
            continue
        lines = raw.decode("utf-8", errors="replace").splitlines()
        found += [f"{name(path)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    assert not found


def loaded_by(statement: str) -> set[str]:
    """The heavy libraries that are loaded after a statement in a fresh interpreter."""
    script = f"{statement}\nimport sys, json\nprint(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, cwd=ROOT, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "statement",
    ["import lca", "import lca.errors, lca.i18n, lca.documents, lca.validation, lca.units, lca.names"],
)
def test_the_package_and_its_ground_floor_are_light(statement: str) -> None:
    assert loaded_by(statement) == set()


@pytest.mark.parametrize("statement", ["import lca.rules.load", "import lca.inventory.bind"])
def test_authoring_is_light(statement: str) -> None:
    assert loaded_by(statement) <= {"numpy"}


def test_public_names_resolve() -> None:
    for public in lca.__all__:
        assert getattr(lca, public) is not None
        assert public in dir(lca)
    with pytest.raises(AttributeError, match="no attribute 'claculate'"):
        _ = lca.claculate
    assert callable(lca.calculate)


def generators() -> dict[str, Callable[[], object]]:
    """Each committed JSON Schema of ours and the function that gives it."""
    from lca.inventory.schema import inventory_schema
    from lca.passport.bundle.manifest import schema_text as manifest_text
    from lca.passport.disclosure.opening import opening_schema_text
    from lca.passport.disclosure.view import schema_text as view_text
    from lca.results.schema import footprint_schema
    from lca.rules.schema.editor import rule_schema

    return {
        "lca/inventory/inventory.schema.json": inventory_schema,
        "lca/passport/bundle/manifest.schema.json": lambda: json.loads(manifest_text()),
        "lca/passport/disclosure/opening.schema.json": lambda: json.loads(opening_schema_text()),
        "lca/passport/disclosure/view.schema.json": lambda: json.loads(view_text()),
        "lca/results/footprint.schema.json": footprint_schema,
        "lca/rules/rule.schema.json": rule_schema,
    }


def test_json_schemas_are_up_to_date_and_all_known() -> None:
    known = generators()
    assert sorted(known) == sorted(name(path) for path in (ROOT / "lca").rglob("*.schema.json"))
    for place, generate in known.items():
        committed = json.loads((ROOT / place).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(committed)
        assert committed == json.loads(json.dumps(generate())), f"{place} is out of date"
