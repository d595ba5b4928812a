"""The page of mappings, made from the tables that do the writing: ``python -m lca.passport.page``.

One section a format, one row a field: their field, our fact, its form, whether it must be there, the key of
the statement that supplies it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from lca.passport.formats import FORMATS, Format, format_of
from lca.passport.mapping import Field, same

FILE = Path(__file__).with_name("mappings.md")
HEAD = """\
# Mappings / 字段映射

Made by `python -m lca.passport.page` from the tables in the code; do not edit. "Ours" is a name in
`lca.passport.facts.Facts`; "statement" is the key of the statement that supplies what a result does not hold.
Required fields that are missing stop an export, expected ones are told. A field `name[]` is a list.
本页由 `python -m lca.passport.page` 根据代码中的映射表生成，请勿手工修改。“Ours”为 `lca.passport.facts.Facts`
中的名称；“statement”为可补充该项的声明文件字段。缺少必填项（required）时拒绝导出，缺少期望项（expected）时提示。
"""
COLUMNS = "| field / 字段 | ours / 本项目 | form / 形式 | need / 必要性 | statement / 声明 | note / 说明 |"
RULE = "|---|---|---|---|---|---|"


def page(names: Iterable[str] = tuple(FORMATS)) -> str:
    """The whole page, or the sections of some formats."""
    return "\n".join([HEAD, *("\n".join(section(format_of(name))) for name in names)])


def section(form: Format) -> Iterator[str]:
    """The table of one format."""
    yield f"## {form.name}\n"
    yield f"{form.title}; `{form.media_type}`.\n"
    yield COLUMNS
    yield RULE
    yield from (row(field) for field in form.fields)
    yield ""


def row(field: Field) -> str:
    """One row of the table."""
    ours = f"`{field.of}`" if field.of else f"always `{json.dumps(field.value, ensure_ascii=False)}`"
    where = f"`{field.where}`" if field.where else ""
    cells = (f"`{field.path}`", ours, form_of(field), field.need, where, field.note)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def form_of(field: Field) -> str:
    """What a form does, by the first line of its documentation."""
    if field.form is same:
        return ""
    lines = (field.form.__doc__ or "").strip().splitlines()
    return lines[0].rstrip(".") if lines else ""


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
