"""What a new rule is to be: as it is asked for, and as it was understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from lca.dimensions import DIMENSIONLESS
from lca.documents import Document
from lca.errors import Finding, InputError, Location, RuleError
from lca.rules.extending.chain import Chain, chain_of
from lca.rules.registry import shipped_paths
from lca.rules.scaffold.asked import Asked, Step, inputs_of, steps_of
from lca.rules.schema.words import ID, Method
from lca.rules.stages import Stage
from lca.units import Quantity, quantity

Template: TypeAlias = Literal["material", "product", "sector"]
Kind: TypeAlias = Literal["declared", "functional"]
Limits: TypeAlias = Literal["cradle_to_gate", "cradle_to_grave", "gate_to_gate", "gate_to_grave"]

TEMPLATES: Final[tuple[Template, ...]] = get_args(Template)
UNITS: Final[dict[Template, str]] = {"material": "1 t", "product": "1 item", "sector": ""}
GATE: Final[tuple[Stage, ...]] = ("raw_material_acquisition", "production")
INSIDE: Final[dict[Limits, tuple[Stage, ...]]] = {
    "cradle_to_gate": GATE,
    "cradle_to_grave": (*GATE, "distribution", "use", "end_of_life"),
    "gate_to_gate": ("production",),
    "gate_to_grave": ("production", "distribution", "use", "end_of_life"),
}
"""The stages that a boundary of this kind holds."""
WHOLE: Final = (None, "cradle_to_grave")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, as people write it; what is left empty becomes a placeholder that linting finds.

    Attributes:
        id: dotted id, ``cn.lime.burnt``.
        template: ``material`` (cradle to gate, one process), ``product`` (cradle to grave, with use, and
            materials under a method of recycling) or ``sector`` (a frame for product rules).
        title_zh, title_en, product_zh, product_en: words; product is what the unit counts.
        unit: the declared or functional amount; empty: 1 t of a material, 1 item of a product.
        kind: of the unit; None: functional from cradle to grave, else declared.
        limits: the boundary; None: cradle to gate of a material, cradle to grave of a product.
        processes: ``NAME`` or ``STAGE: NAME``, each feeding the next, the last one making the product.
        activities: ``[PROCESS.]NAME: UNIT [= item KEY | fuel KEY]``.
        standards: numbers of standards that the rule follows.
        extends: the rule above, an id (with ``@version``) or a path beside the file.
        method: how recycling is treated, in the template ``product``.
        schema: where editors find the JSON Schema, seen from the file.

    """

    id: str
    template: Template = "material"
    title_zh: str = ""
    title_en: str = ""
    product_zh: str = ""
    product_en: str = ""
    unit: str = ""
    kind: Kind | None = None
    limits: Limits | None = None
    processes: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    extends: str | None = None
    method: Method = "cut_off"
    schema: str = "./rule.schema.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """A wish that holds: the unit read, the steps and their inputs, and what the rules above say."""

    wish: Wish
    unit: Quantity | None
    kind: Kind
    limits: Limits
    steps: tuple[Step, ...]
    inputs: tuple[Asked, ...]
    above: Document | None

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages inside the boundary."""
        return INSIDE[self.limits]

    def given(self, section: str) -> bool:
        """Whether a rule above says something in a section."""
        return self.above is not None and bool(self.above.data.get(section))


def plan_of(wish: Wish, file: Path | None = None) -> Plan:
    """Understand a wish; ``file`` is where the rule will stand.

    Raises:
        RuleError: all findings at once. R381 no id, R382 the id of a shipped rule, R384 to R388 steps and
            activity data, U… the unit, R190 and R200 to R207 the rule above.

    """
    findings = [*_identity(wish.id)]
    limits: Limits = wish.limits or ("cradle_to_grave" if wish.template == "product" else "cradle_to_gate")
    unit, wrong = _unit(wish)
    steps, wrong_steps = steps_of(wish.processes, INSIDE[limits])
    inputs, wrong_inputs = inputs_of(wish.activities or _usual(wish.template, unit), steps, unit)
    chain = chain_of(_stub(wish, file))
    findings += [*wrong, *wrong_steps, *wrong_inputs, *_needless(wish), *_moved(chain.findings)]
    if findings:
        raise RuleError(findings)
    kind: Kind = wish.kind or ("functional" if limits == "cradle_to_grave" else "declared")
    return Plan(wish, unit, kind, limits, steps, inputs, _above(chain))


def _usual(template: Template, unit: Quantity | None) -> tuple[str, ...]:
    """Activity data where none are named: no numbers, only what such a process usually takes."""
    if unit is None:
        return ()
    per = unit.unit.text
    if template == "product":
        return (f"electricity: kWh/{per}",)
    weight = "t" if str(unit.unit.dimension) == "mass" else "kg"
    return (
        f"raw_material: {weight}/{per}",
        f"natural_gas: GJ/{per} = fuel natural_gas",
        f"electricity: kWh/{per}",
    )


def _identity(id: str) -> Iterator[Finding]:
    place = Location("ID")
    if not re.fullmatch(ID, id):
        spelled = re.sub(r"[^a-z0-9_.-]+", "_", ".".join(id.lower().split())).strip("_.-")
        near = (spelled,) if re.fullmatch(ID, spelled) else ()
        yield Finding("R381", {"id": id}, place, candidates=near)
    elif id in shipped_paths():
        yield Finding("R382", {"id": id}, place)


def _unit(wish: Wish) -> tuple[Quantity | None, tuple[Finding, ...]]:
    text = wish.unit or UNITS[wish.template]
    if not text:
        return None, ()
    place = Location("--unit")
    try:
        read = quantity(text, place)
    except InputError as error:
        return None, error.findings
    if read.value <= 0 or read.unit.dimension == DIMENSIONLESS:
        return None, (Finding("R386", {"unit": text}, place),)
    return read, ()


def _needless(wish: Wish) -> Iterator[Finding]:
    """A frame has no unit, boundary or processes of its own; only a product, whole, has an end of life."""
    given = {
        "--unit": wish.unit,
        "--kind": wish.kind,
        "--boundary": wish.limits,
        "--process": wish.processes,
        "--activity": wish.activities,
    }
    wrong = [option for option, value in given.items() if value] if wish.template == "sector" else []
    wrong += ["--boundary"] if wish.template == "product" and wish.limits not in WHOLE else []
    wrong += ["--recycling"] if wish.method != "cut_off" and wish.template != "product" else []
    for option in wrong:
        yield Finding("R388", {"option": option, "template": wish.template}, Location(option))


def _stub(wish: Wish, file: Path | None) -> Document:
    """As much of the rule as the search for the rule above needs."""
    level = "sector" if wish.template == "sector" else "product"
    data = {"id": wish.id, "level": level} | ({"extends": wish.extends} if wish.extends else {})
    return Document(data, {}, str(file) if file else None, "")


def _moved(findings: Iterable[Finding]) -> Iterator[Finding]:
    place = Location("--extends")
    for finding in findings:
        yield Finding(finding.code, finding.params, place, finding.severity, finding.candidates)


def _above(chain: Chain) -> Document | None:
    return chain.steps[-1].above if chain.steps else None
