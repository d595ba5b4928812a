"""What a reader makes of a file, whatever its format: flows, data sets with exchanges, remarks.

Records are as the source states them: its ids, its names, its numbers, in its units. A reader interprets its
format and nothing else; which data set supplies an exchange is decided by linking. Whatever cannot be used
becomes a :class:`Remark` and is never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lca.distributions import Distribution
from lca.errors import Finding


class FlowKind(StrEnum):
    """What a flow is; a waste is a flow that its producer wants to be rid of."""

    PRODUCT = "product"
    WASTE = "waste"
    ELEMENTARY = "elementary"


class Role(StrEnum):
    """What an exchange is to its data set.

    ``REFERENCE`` is what the data set is for: an output of a product, or the waste that a treatment takes in;
    a data set with several is multi-output. ``AVOIDED`` is an output that replaces the same product of
    others.
    """

    REFERENCE = "reference"
    INPUT = "input"
    OUTPUT = "output"
    AVOIDED = "avoided"


class Consequence(StrEnum):
    """What became of the thing that a remark is about."""

    DATASET_LEFT_OUT = "dataset_left_out"
    EXCHANGE_LEFT_OUT = "exchange_left_out"
    EXCHANGE_UNLINKED = "exchange_unlinked"
    UNCERTAINTY_LEFT_OUT = "uncertainty_left_out"
    ASSUMED = "assumed"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person must be told about a record; ``exchange`` is empty for the data set as a whole."""

    finding: Finding
    consequence: Consequence
    dataset: str = ""
    exchange: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """A product, a waste or an elementary flow, as the source names it.

    ``unit`` is the unit in which amounts of the flow are stated unless an exchange says otherwise.
    ``compartment`` is the path from the widest (``air``, ``low population density``), of elementary flows.
    """

    id: str
    name: str
    kind: FlowKind
    unit: str
    compartment: tuple[str, ...] = ()
    cas: str = ""
    formula: str = ""
    location: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A flow into or out of a data set.

    ``amount`` is as the source states it, positive or negative, in ``unit``; ``output`` says which way. Where
    the format itself carries factors of conversion (flow properties, unit groups), the reader has applied
    them and ``unit`` is the unit of the flow. ``provider`` is the id of the data set that supplies (or
    treats) it, where the source says so. ``wanted`` is what the source says of an unnamed provider: any of
    ``name``, ``product``, ``location``, ``database``. ``spread`` is the distribution of the stated amount,
    sign included.
    """

    flow: str
    role: Role
    output: bool
    amount: float
    unit: str
    provider: str = ""
    wanted: Mapping[str, str] = field(default_factory=dict)
    spread: Distribution | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A process with its exchanges.

    ``shares`` are the parts of the burden that products carry (product flow id to share) where the source
    states an allocation; ``causal`` the shares of single exchanges (index of the exchange to product to
    share), which go before them. ``file`` is the file inside an archive, for messages. ``about`` is whatever
    else is worth keeping: ``type``, ``category``, ``period``, ``technology``, ``comment``, ``reference``.
    """

    id: str
    name: str
    location: str
    exchanges: tuple[Exchange, ...]
    file: str = ""
    shares: Mapping[str, float] = field(default_factory=dict)
    causal: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Characterisation:
    """The climate effect of flows as the source itself states it: kg CO2e per unit of flow, by flow id."""

    name: str
    factors: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Reading:
    """Everything that a file says.

    ``format`` is the name of the reader (``openlca``, ``ecospold2``, ...), ``version`` that of the format
    where the file states it. ``methods`` are the characterisations that came with the data, if any.
    """

    format: str
    version: str
    flows: Mapping[str, Flow]
    datasets: tuple[Dataset, ...]
    remarks: tuple[Remark, ...] = ()
    title: str = ""
    methods: tuple[Characterisation, ...] = ()
