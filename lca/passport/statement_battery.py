"""The section ``battery_pass`` of a statement: the carbon footprint of a battery passport."""

from __future__ import annotations

from pydantic import Field, StrictBool

from lca.passport.statement_parts import Words
from lca.validation import Frozen


class BatteryPass(Frozen):
    """What the battery passport needs beside the footprint."""

    performance_class: Words | None = Field(
        default=None, description="Carbon footprint performance class of the model and plant; A is the best."
    )
    per_kwh: Words | None = Field(
        default=None,
        description="Id of the further unit for energy delivered, where there are several.",
    )
    per_battery: Words | None = Field(
        default=None, description="Id of the further unit for one battery, where there are several."
    )
    extension: StrictBool = Field(
        default=True, description="Whether the uncertainty stands beside the fields of the model."
    )
