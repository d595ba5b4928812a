"""What of the results beside a database still holds: results of other content or of another solver do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lca.background.database import Background


@dataclass(frozen=True, slots=True)
class StoredSamples:
    """Samples that stand beside a database."""

    count: int
    gwp: str
    seed: int
    design: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What stands beside a database: whether it is solved, its samples, and files that hold no longer."""

    solved: bool
    samples: tuple[StoredSamples, ...]
    outdated: int


def stored(background: Background) -> Stored:
    """What of ``solutions/`` belongs to this content, these gases and this solver.

    Raises:
        InputError: B680 a damaged file.
    """
    from lca.background.characterising import greenhouse_gases
    from lca.background.solving.stored import FOLDER, stored_intensities

    files = sorted((Path(background.folder) / FOLDER).glob("*.json"))
    if not files:
        return Stored(False, (), 0)
    solved = stored_intensities(background, greenhouse_gases(background)) is not None
    samples = tuple(_samples(background, files))
    return Stored(solved, samples, len(files) - len(samples) - solved)


def _samples(background: Background, files: list[Path]) -> Iterator[StoredSamples]:
    from lca.background.solving.stored import samples_about, samples_key

    for path in files:
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            gwp, seed = str(said["gwp"]), int(said["seed"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        # The name holds the hash of all that decides the numbers; of other content it is another one.
        if path.stem != samples_key(background, gwp, seed):
            continue
        about = samples_about(background, gwp, seed)
        if about is not None:
            yield StoredSamples(int(about["count"]), gwp, seed, str(about["design"]).replace("_", "-"))
