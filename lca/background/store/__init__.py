"""The store: a linked database as one folder of Arrow files that opens by memory map."""

from lca.background.store.manifest import SourceFile
from lca.background.store.opening import damages, open_background, open_report
from lca.background.store.writing import write

__all__ = ["SourceFile", "damages", "open_background", "open_report", "write"]
