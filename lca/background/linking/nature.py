"""What is taken from nature and what is given to it: the direction that an elementary flow has of itself."""

from __future__ import annotations

from lca.background.characterising.compartments import Medium, medium
from lca.background.characterising.names import read_name
from lca.background.records import Flow


def is_resource(flow: Flow) -> bool:
    """Whether a flow is by its compartment a resource; without one, by a name such as ``CO2, in air``."""
    found = medium(flow.compartment)
    if found is Medium.UNKNOWN:
        return read_name(flow.name).origin == "biogenic_uptake"
    return found in (Medium.RESOURCE, Medium.FROM_AIR)


def is_uptake(flow: Flow) -> bool:
    """Whether a flow lies among emissions but is by its name taken: ``CO2, in air`` under ``air``.

    As an input it is what its name says, not an emission the other way round.
    """
    return medium(flow.compartment).emission and read_name(flow.name).origin == "biogenic_uptake"
