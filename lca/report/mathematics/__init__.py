"""Formulas of rules as mathematics: MathML for browsers, LaTeX, Typst, and OMML for Word.

Every name prints as the letter of its quantity with the words of the name as its subscript, so that two
names never print the same and the name can be read back; unknown letters are ``x``.
"""

from lca.report.mathematics.latex import latex, latex_inline
from lca.report.mathematics.letters import letter, letters
from lca.report.mathematics.mathml import mathml, mathml_inline
from lca.report.mathematics.omml import omml, omml_inline
from lca.report.mathematics.typst import typst, typst_inline

__all__ = [
    "latex",
    "latex_inline",
    "letter",
    "letters",
    "mathml",
    "mathml_inline",
    "omml",
    "omml_inline",
    "typst",
    "typst_inline",
]
