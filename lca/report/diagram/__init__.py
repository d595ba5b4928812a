"""The system boundary of a rule as a drawing."""

from lca.report.diagram.boundary import boundary_diagram

__all__ = ["boundary_diagram"]
