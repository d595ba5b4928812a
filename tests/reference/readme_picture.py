"""Draw the pictures of the READMEs: what ``zuji calc`` prints for the aluminium example.

Run it again after a change of what is printed::

    python tests/reference/readme_picture.py
"""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from lca.calculation import calculate
from lca.report.terminal import render

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = "datasets/examples/primary-aluminium/inventory.yaml"
LAST = {"en": "Data quality", "zh": "数据质量"}
TITLE = "zuji calc datasets/examples/primary-aluminium/inventory.yaml"
RUN = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|[\s\xa0]+|[^\s\xa0\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+"
)
PAPER = TerminalTheme(
    (250, 249, 246),
    (38, 38, 38),
    [
        (38, 38, 38),
        (190, 50, 40),
        (40, 125, 70),
        (176, 110, 0),
        (40, 90, 160),
        (120, 60, 140),
        (20, 125, 130),
    ],
)


def picture(language: str) -> str:
    """An SVG of the upper part of the report; the same report gives the same bytes."""
    report = render(calculate(ROOT / EXAMPLE), "zh" if language == "zh" else "en")
    lines = report.split("\n")
    end = next(number for number, line in enumerate(lines) if line.plain.startswith(LAST[language]))
    console = Console(record=True, width=82, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text("\n").join(lines[: end - 1]))
    drawn = console.export_svg(title=TITLE, theme=PAPER, unique_id=f"zuji-{language}")
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    return re.sub(
        r'<text ([^>]*?)x="([\d.]+)"([^>]*?)textLength="([\d.]+)"([^>]*)>([^<]*)</text>', _runs, drawn
    )


def _runs(found: re.Match[str]) -> str:
    """A text as runs of narrow and of wide characters, each where its cells are.

    The library counts characters, and a Chinese one takes two cells.
    """
    head, x, middle, length, tail, content = found.groups()
    shown = html.unescape(content)
    cell, position, parts = float(length) / max(len(shown), 1), float(x), []
    for run in RUN.findall(shown):
        width = cell * cell_len(run)
        if run.strip():
            place = f'{head}x="{position:.2f}"{middle}textLength="{width:.2f}"{tail}'
            parts.append(f"<text {place}>{html.escape(run).replace(' ', '&#160;')}</text>")
        position += width
    return "".join(parts)


def words(drawn: str) -> str:
    """What a reader of the picture reads, without blanks, which are not drawn."""
    return "".join(html.unescape(part) for part in re.findall(r"<text[^>]*>([^<]*)</text>", drawn)).replace(
        "\xa0", ""
    )


def main() -> None:
    """Write both pictures beside the example."""
    for language in LAST:
        file = (ROOT / EXAMPLE).parent / f"footprint.{language}.svg"
        file.write_text(picture(language), encoding="utf-8")
        print(file.relative_to(ROOT))


if __name__ == "__main__":
    main()
