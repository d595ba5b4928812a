"""A rule to a file: the document in one language or both, in a format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lca.factors.database import FactorDatabase
from lca.i18n import Language
from lca.report.document.blocks import Document
from lca.report.document.content import document
from lca.report.document.docx import docx
from lca.report.document.example import example
from lca.report.document.html import html
from lca.report.document.markdown import markdown
from lca.report.document.pdf import pdf
from lca.rules.compiled import Rule
from lca.system.backgrounds import Backgrounds

Target: TypeAlias = Literal["html", "docx", "pdf", "md"]
TARGETS: tuple[Target, ...] = ("html", "docx", "pdf", "md")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of a document, and of files that stand beside it, by name."""

    content: bytes
    files: dict[str, bytes] = field(default_factory=dict)


def render(
    rule: Rule,
    languages: Sequence[Language],
    target: Target,
    *,
    factors: FactorDatabase | None = None,
    stem: str | None = None,
    backgrounds: Backgrounds = (),
) -> Rendered:
    """Print a rule as the standard's document; the same rule and factors give the same bytes.

    Args:
        rule: a rule that holds.
        languages: one, or several: then one whole document follows the other, each with numbers of its
            own that are the same, so that a clause is found in both by its number. Side by side, the
            tables of a standard would not fit a page.
        target: the format.
        factors: the factors of the example; left out, the release that is shipped.
        stem: the name of the file without its suffix: Markdown puts drawings beside it.
        backgrounds: databases that the example names, as :func:`lca.calculate` takes them.

    Raises:
        InputError: a library of the extra ``document`` is missing; a background database cannot be used.

    """
    shown = example(rule, factors, backgrounds=backgrounds)
    documents = tuple(document(rule, language, shown) for language in languages)
    return _written(documents, target, stem)


def _written(documents: Sequence[Document], target: Target, stem: str | None) -> Rendered:
    if target == "html":
        return Rendered(html(documents).encode())
    if target == "docx":
        return Rendered(docx(documents))
    if target == "pdf":
        return Rendered(pdf(*documents))
    made = markdown(documents, stem)
    return Rendered(made.text.encode(), {name: drawing.encode() for name, drawing in made.files.items()})
