"""Notebooks without a notebook program: cells run in order, what they show is compared or saved.

``python tests/reference/notebook_runner.py notebooks/new_rule.ipynb`` runs a notebook and saves its outputs:
what the cells print, and what the last expression of a cell shows as Markdown or HTML. Times, counters and
paths of a machine are never among them.
"""

from __future__ import annotations

import ast
import json
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

SHOWN = {"text/markdown": "_repr_markdown_", "text/html": "_repr_html_"}


def run(path: Path) -> list[list[dict[str, Any]]]:
    """The outputs of every cell of a notebook, in one namespace; cells of text have none."""
    space: dict[str, Any] = {"__name__": "__main__"}
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        _outputs("".join(cell["source"]), f"{path.name}[{number}]", space)
        if cell["cell_type"] == "code"
        else []
        for number, cell in enumerate(cells)
    ]


def _outputs(source: str, name: str, space: dict[str, Any]) -> list[dict[str, Any]]:
    tree = ast.parse(source, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(tree, name, "exec"), space)
        value = eval(compile(ast.Expression(last.value), name, "eval"), space) if last is not None else None
    stream = {"output_type": "stream", "name": "stdout", "text": printed.getvalue().splitlines(keepends=True)}
    return ([stream] if printed.getvalue() else []) + _display(value)


def _display(value: object) -> list[dict[str, Any]]:
    made = {kind: getattr(value, name)() for kind, name in SHOWN.items() if hasattr(value, name)}
    if not made:
        return []
    data = {kind: text.splitlines(keepends=True) for kind, text in made.items()}
    return [{"output_type": "display_data", "metadata": {}, "data": data}]


def save(path: Path) -> None:
    """Run a notebook and write its outputs into it."""
    outputs = run(path)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell, made in zip(notebook["cells"], outputs, strict=True):
        if cell["cell_type"] == "code":
            cell |= {"outputs": made, "execution_count": None}
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        save(Path(argument))
