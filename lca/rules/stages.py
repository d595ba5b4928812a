"""The five stages of a product's life; their keys are fixed, their names are data."""

from __future__ import annotations

from typing import Literal, get_args

from lca.i18n import Language, text

Stage = Literal["raw_material_acquisition", "production", "distribution", "use", "end_of_life"]
STAGES: tuple[Stage, ...] = get_args(Stage)


def stage_label(stage: Stage, language: Language) -> str:
    """The name of a stage as people read it."""
    return text(f"stage.{stage}", language)
