"""What compiling collects on its way: findings with their places, and every expression once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lca.documents import Document, KeyPath
from lca.errors import Finding, InputError, Location, Severity
from lca.names import Names
from lca.rules.expression.dimensions import Scope, check, check_condition
from lca.rules.expression.parser import parse
from lca.rules.expression.tree import Expression
from lca.units import Dimension, Quantity, Unit, quantity, unit


@dataclass
class Context:
    """The one mutable thing of a compilation; it lives as long as the compilation.

    ``names`` are those that the rule declares; ``broken`` says that an expression could not be read;
    ``words`` are the bilingual names of the rule, once somebody has gathered them.
    """

    document: Document
    names: frozenset[str]
    findings: list[Finding] = field(default_factory=list)
    expressions: dict[KeyPath, Expression] = field(default_factory=dict)
    broken: bool = False
    words: list[tuple[KeyPath, Names]] | None = None

    def refuse(
        self,
        code: str,
        path: KeyPath,
        near: Iterable[str] = (),
        severity: Severity = Severity.ERROR,
        **params: object,
    ) -> None:
        """Add a finding at a key path."""
        place = self.document.locate(path)
        self.findings.append(Finding(code, params, place, severity, tuple(near)))

    def warn(self, code: str, path: KeyPath, near: Iterable[str] = (), **params: object) -> None:
        """Add a warning at a key path."""
        self.refuse(code, path, near, Severity.WARNING, **params)

    def place(self, path: KeyPath, text: str) -> Location:
        """The place of a value."""
        return self.document.span(path, text).at(0)

    def line(self, path: KeyPath, seen_from: KeyPath) -> int | str | None:
        """The line of something, with its file where that is another than what it is seen from."""
        place, here = self.document.locate(path), self.document.locate(seen_from)
        name = (place.file or "<input>").replace("\\", "/").rsplit("/", 1)[-1]
        return place.line if place.file == here.file else f"{place.line} ({name})"

    def unit(self, path: KeyPath, text: str, near: Iterable[str] = ()) -> Unit | None:
        """A unit, or None after a finding; ``near`` are further candidates."""
        try:
            return unit(text, self.place(path, text))
        except InputError as error:
            added = (replace(f, candidates=(*near, *f.candidates)[:3]) for f in error.findings)
            self.findings.extend(added)
            return None

    def quantity(self, path: KeyPath, text: str, like: Unit | None = None) -> Quantity | None:
        """A quantity (of the dimension of ``like``), or None after a finding."""
        try:
            return quantity(text, self.place(path, text), like=like.text or "1" if like else None)
        except InputError as error:
            self.findings.extend(error.findings)
            return None

    def share(self, path: KeyPath, text: str | None) -> float | None:
        """A share between 0 and 1 (``1 %``), or None after a finding."""
        read = None if text is None else self.quantity(path, text, like=unit("%"))
        if read is not None and not 0 <= read.engine <= 1:
            self.refuse("R146", path, value=text)
            return None
        return None if read is None else read.engine

    def parse(self, path: KeyPath, text: str) -> Expression | None:
        """An expression, or None after its findings; each path is read once."""
        try:
            self.expressions[path] = parse(text, self.document.span(path, text), self.names)
        except InputError as error:
            self.findings.extend(error.findings)
            self.broken = True
            return None
        return self.expressions[path]

    def number(self, path: KeyPath, text: str, scope: Scope) -> tuple[Expression | None, Dimension | None]:
        """An expression for a number, and its dimension where it could be found out."""
        expression = self.parse(path, text)
        if expression is None:
            return None, None
        dimension, findings = check(expression, scope)
        self.findings.extend(findings)
        return expression, dimension

    def condition(self, path: KeyPath, text: str | None, scope: Scope) -> Expression | None:
        """An expression for a condition; None where there is none."""
        expression = None if text is None else self.parse(path, text)
        if expression is not None:
            self.findings.extend(check_condition(expression, scope))
        return expression
