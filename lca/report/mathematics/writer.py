"""What every notation has: one method for each thing that a formula is made of."""

from __future__ import annotations

from abc import ABC, abstractmethod

from lca.report.mathematics import nodes


class Writer(ABC):
    """A notation: layouts to text."""

    def write(self, made: nodes.Layout) -> str:
        """The layout in this notation."""
        written: str = getattr(self, f"on_{type(made).__name__.lower()}")(made)
        return written

    @abstractmethod
    def on_number(self, made: nodes.Number) -> str:
        """A number."""

    @abstractmethod
    def on_unit(self, made: nodes.Unit) -> str:
        """The unit of the number before it."""

    @abstractmethod
    def on_symbol(self, made: nodes.Symbol) -> str:
        """A name."""

    @abstractmethod
    def on_words(self, made: nodes.Words) -> str:
        """Upright words."""

    @abstractmethod
    def on_operator(self, made: nodes.Operator) -> str:
        """A sign."""

    @abstractmethod
    def on_fraction(self, made: nodes.Fraction) -> str:
        """A fraction."""

    @abstractmethod
    def on_power(self, made: nodes.Power) -> str:
        """A power."""

    @abstractmethod
    def on_fenced(self, made: nodes.Fenced) -> str:
        """Something in parentheses."""

    @abstractmethod
    def on_extreme(self, made: nodes.Extreme) -> str:
        """The least or greatest."""

    @abstractmethod
    def on_sum(self, made: nodes.Sum) -> str:
        """A sum over rows."""

    @abstractmethod
    def on_cases(self, made: nodes.Cases) -> str:
        """Values under conditions."""

    @abstractmethod
    def on_row(self, made: nodes.Row) -> str:
        """Things beside each other."""

    @abstractmethod
    def on_lines(self, made: nodes.Lines) -> str:
        """A formula over several lines."""
