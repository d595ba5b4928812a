"""What every chapter knows: the rule, the language, the example, and how things are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lca.dimensions import display_unit
from lca.i18n import Language, text
from lca.names import Names
from lca.report.document.blocks import Formula, Paragraph, Symbol, Table
from lca.report.document.example import Example
from lca.rules.compiled import Rule
from lca.rules.schema.demands import quantity_label
from lca.rules.schema.rule import RuleModel

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``optional`` ones go where every cell is empty."""

    head: str
    width: float
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """A rule on its way into a document in one language; ``formulas`` are numbered, by key."""

    rule: Rule
    language: Language
    example: Example
    formulas: Mapping[Key, Formula]

    @property
    def model(self) -> RuleModel:
        """The rule as written."""
        return self.rule.model

    def say(self, key: str, /, **params: object) -> str:
        """The words ``document.KEY`` of the catalogue."""
        return text(f"document.{key}", self.language, None, **params)

    def term(self, key: str) -> str:
        """The words of a fixed term of the catalogue, such as ``stage.use``; the key itself without one."""
        return text(key, self.language, default=key.rpartition(".")[2].replace("_", " "))

    def name(self, names: Names | None, key: str = "") -> str:
        """The words of a bilingual name; without one the key as words."""
        return names.get(self.language) if names else key.replace("_", " ")

    def stage(self, stage: str) -> str:
        """The name of a life cycle stage."""
        return self.term(f"stage.{stage}")

    def join(self, words: Iterable[str]) -> str:
        """A list in a sentence."""
        return self.say("comma").join(filter(None, words))

    def sentences(self, words: Iterable[str | None]) -> str:
        """Several statements in one cell."""
        return self.say("semicolon").join(word for word in words if word)

    def note(self, key: str, /, **params: object) -> Paragraph:
        """A note, set apart from what the rule states."""
        return Paragraph(self.say("note", words=self.say(key, **params)), emphasis=True)

    def clause(self, clause: str | None) -> Iterator[Paragraph]:
        """Where the modelled standard says it, if the rule tells."""
        if clause:
            yield Paragraph(self.say("by_clause", clause=clause))

    def table(self, caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Table:
        """A table without those optional columns that would be empty."""
        cells = [tuple(row) for row in rows]
        kept = [i for i, column in enumerate(columns) if not column.optional or any(row[i] for row in cells)]
        return Table(
            caption,
            tuple(columns[i].head for i in kept),
            tuple(tuple(row[i] for i in kept) for row in cells),
            tuple(columns[i].width for i in kept),
        )

    def column(self, key: str, width: float, optional: bool = False) -> Column:
        """A column whose head is ``document.column.KEY``."""
        return Column(self.say(f"column.{key}"), width, optional)

    def label(self, name: str) -> str:
        """What a name of the rule is called: activity data, a constant, a quantity, a product, a process."""
        model = self.model
        for labelled in (
            model.activity_data.get(name),
            model.parameters.get(name),
            model.processes.get(name),
        ):
            if labelled is not None:
                return self.name(labelled.label, name)
        if name in model.quantities:
            return self.name(quantity_label(model.quantities[name]), name)
        return self.product(name)

    def product(self, name: str) -> str:
        """What a product is called: by its label, else as the rule's product, else by its process."""
        spec = self.rule.compiled.products.get(name)
        if spec is None:
            return name.replace("_", " ")
        process = self.model.processes[spec.process]
        made = [process.output, process.treats, *process.co_products]
        label = next((one.label for one in made if one is not None and one.product == name), None)
        if label is None and name == self.rule.compiled.unit.product:
            label = self.model.product.name
        bare = spec.role == "co_product" or process.label is None or self.language == "en"
        if label is not None or bare:  # names are English words; Chinese has the process to name it by
            return self.name(label, name)
        key = "product_treated" if spec.role == "treated" else "product_of"
        return self.say(key, process=self.name(process.label))

    def symbol(self, name: str) -> Symbol:
        """A name of the rule as a list of symbols explains it."""
        compiled = self.rule.compiled
        if scalar := compiled.scalars.get(name):
            unit = scalar.unit.text or "1"
            per = self.say("per", unit=unit, per=scalar.per.text) if scalar.per else unit
            return Symbol(name, self.label(name), per)
        if parameter := self.model.parameters.get(name):
            value = parameter.value or self.join(dated.value for dated in parameter.values)
            return Symbol(name, self.say("symbol.constant", label=self.label(name), value=value))
        if name in compiled.quantities:
            formula = self.formulas.get(("quantity", name))
            number = formula.number if formula else ""
            label = quantity_label(self.model.quantities[name])
            words = self.name(label) if label else self.say("symbol.defined")
            words = self.say("symbol.quantity", label=words, number=number)
            return Symbol(name, words, display_unit(compiled.dimensions[name]))
        return Symbol(name, self.label(name))
