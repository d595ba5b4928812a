"""openLCA JSON-LD, generations 1 (openLCA 1.x) and 2 (olca-schema 2), in a zip, a folder or a single file.

Fields: the olca-schema documentation and its earlier context. Amounts are converted to the unit of their
flow; formulas are evaluated; what is lacking or wrong becomes a remark.
"""

from __future__ import annotations

from dataclasses import replace

from lca.background.reading.archive import Archive
from lca.background.reading.openlca.flows import Flows
from lca.background.reading.openlca.methods import methods_of
from lca.background.reading.openlca.objects import Objects, read_objects
from lca.background.reading.openlca.parameters import global_parameters
from lca.background.reading.openlca.places import Places
from lca.background.reading.openlca.processes import Processes
from lca.background.reading.openlca.quantities import Quantities
from lca.background.records import Dataset, Flow, Reading
from lca.errors import Finding, InputError, Location, Severity


def read(archive: Archive) -> Reading:
    """Read all processes of an archive; InputError with all reasons where none can be used."""
    objects = read_objects(archive)
    flows = Flows(objects, Places(objects), Quantities(objects))
    processes = Processes(flows, global_parameters(objects))
    found = [processes.read(key, one) for key, one in objects.of("Process").items()]
    datasets = tuple(dataset for dataset in found if dataset is not None)
    if not datasets:
        reasons = [replace(remark.finding, severity=Severity.ERROR) for remark in objects.notes.remarks]
        raise InputError([Finding("B188", {}, Location(str(archive.path))), *reasons])
    methods = methods_of(objects, flows)
    used = _used(datasets, flows)
    version = objects.version or _version(objects)
    return Reading(
        "openlca", version, used, datasets, tuple(objects.notes.remarks), archive.path.stem, methods
    )


def _used(datasets: tuple[Dataset, ...], flows: Flows) -> dict[str, Flow]:
    keys = sorted({exchange.flow for dataset in datasets for exchange in dataset.exchanges})
    return {key: flows.used[key] for key in keys}


def _version(objects: Objects) -> str:
    """The generation by the names of fields, where no file states it."""
    new = any(
        "isInput" in exchange
        for found in objects.of("Process").values()
        for exchange in found.data.get("exchanges") or ()
        if isinstance(exchange, dict)
    )
    return "2" if new else "1"
