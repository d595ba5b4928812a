"""What the commands of ``zuji background`` share: the folder, the database in it, its solution."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lca.background.characterising import GasFlows
    from lca.background.database import Background
    from lca.background.solving import Intensities
    from lca.gases import GwpSet

FolderArgument = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="Folder of a database (数据库文件夹).")
]
GwpOption = Annotated[str, typer.Option("--gwp", metavar="SET", help="GWP set (GWP 版本).")]
MethodOption = Annotated[
    str | None,
    typer.Option(
        "--method",
        metavar="NAME",
        help="The source's own characterisation, instead of recognised gases (数据源自带的表征方法).",
        show_default=False,
    ),
]
GWP = "AR6"


def gwp_set(name: str) -> GwpSet:
    """A GWP set of the shipped release by its name; FactorError where there is none."""
    from lca.factors.database import FactorDatabase

    return FactorDatabase.open(None).gwp(name)


def gases_of(background: Background, method: str | None) -> GasFlows:
    """What characterises a database: a method that is stated, else what a calculation would take.

    Where that is not clear, the gases that are recognised, with the finding that there are none (B514).

    Raises:
        InputError: B515 no such method, B516 its values are not finite.
    """
    from lca.background.characterising import choose_gases, greenhouse_gases
    from lca.background.solving.stored import is_solved
    from lca.errors import InputError

    try:
        return choose_gases(background, method, known=is_solved)
    except InputError as error:
        if any(one.code != "B519" for one in error.findings):
            raise
        return greenhouse_gases(background)


def solved(background: Background, gases: GasFlows) -> Intensities | None:
    """The intensities that were stored beside a database, if they were."""
    from lca.background.solving.stored import stored_intensities

    return stored_intensities(background, gases)


def find(background: Background, text: str) -> int:
    """The position of a process by id, by name, or by ``name@location``.

    Raises:
        InputError: B702 nothing is called so, B703 several are, B704 none of them has this place.
    """
    from lca.background.selecting import Directory, select

    directory = Directory(background)
    name, at, place = text.rpartition("@")
    if not at or directory.candidates(text):
        return select(directory, text).position
    return select(directory, name.strip(), geography=place.strip()).position


@contextmanager
def placed(folder: Path) -> Iterator[None]:
    """Name the folder of the database in findings that say no place."""
    from lca.errors import InputError, Location

    try:
        yield
    except InputError as error:
        place = Location(str(folder))
        found = (one if one.location.file else replace(one, location=place) for one in error.findings)
        raise type(error)(found) from error


@contextmanager
def storing(background: Background) -> Iterator[None]:
    """Name the folder where a result cannot be stored beside its database."""
    from lca.errors import Finding, InputError, Location

    try:
        yield
    except OSError as error:
        told = {"reason": error.strerror or str(error)}
        raise InputError(Finding("B471", told, Location(background.folder))) from error


def share(words: str, option: str) -> float:
    """A share such as ``1%`` or ``0.01`` as a number; InputError where it is none."""
    from lca.errors import Location
    from lca.units import quantity

    return float(quantity(words, Location(option), like="1").engine)
