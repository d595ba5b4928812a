"""Formulas of rules as mathematics: MathML for browsers, LaTeX, Typst, and OMML for Word.

A name prints as the letter of its quantity with the words of the name as its subscript, so that two names
of a rule never print the same and each can be read back. A name without a letter (``EF_p``) is split at its
first underscore.
"""

from lca.report.mathematics.latex import latex, latex_inline, latex_symbol
from lca.report.mathematics.letters import letter, letters
from lca.report.mathematics.mathml import mathml, mathml_inline, mathml_symbol
from lca.report.mathematics.omml import omml, omml_inline, omml_symbol
from lca.report.mathematics.typst import typst, typst_inline, typst_symbol

__all__ = [
    "latex",
    "latex_inline",
    "latex_symbol",
    "letter",
    "letters",
    "mathml",
    "mathml_inline",
    "mathml_symbol",
    "omml",
    "omml_inline",
    "omml_symbol",
    "typst",
    "typst_inline",
    "typst_symbol",
]
