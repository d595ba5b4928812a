"""What a rule says about itself: status, validity, boundary, cut-off, words in both languages."""

from __future__ import annotations

from lca.errors import Severity
from lca.rules.compiling.context import Context
from lca.rules.linting.words import names_of
from lca.rules.schema.general import Excluded
from lca.rules.schema.rule import Frame, RuleModel
from lca.rules.stages import STAGES, Stage

_OUTSIDE: dict[str, tuple[Stage, ...]] = {
    "cradle_to_gate": ("use", "end_of_life"),
    "cradle_to_grave": (),
    "gate_to_gate": ("raw_material_acquisition", "use", "end_of_life"),
    "gate_to_grave": ("raw_material_acquisition",),
}
_INSIDE: dict[str, tuple[Stage, ...]] = {
    "cradle_to_gate": ("raw_material_acquisition", "production"),
    "cradle_to_grave": STAGES,
    "gate_to_gate": ("production",),
    "gate_to_grave": ("end_of_life",),
}


def check_general(context: Context, model: RuleModel) -> None:
    """Everything about a rule that needs no formula."""
    check_status(context, model)
    _boundary(context, model)
    _shares(context, model)
    _end_of_life(context, model)
    check_languages(context, model)
    if not model.tests:
        context.warn("R153", ())


def check_status(context: Context, model: Frame) -> None:
    """Status, successor and validity of a rule of any level."""
    if model.status == "superseded" and model.superseded_by is None:
        context.refuse("R101", ("status",))
    if model.superseded_by is not None and model.status != "superseded":
        context.refuse("R102", ("superseded_by",), status=model.status)
    if model.superseded_by in (model.id, f"{model.id}@{model.version}"):
        context.refuse("R174", ("superseded_by",))
    if model.valid and model.valid.to and model.valid.to < model.valid.from_:
        context.refuse("R103", ("valid", "to"), start=model.valid.from_, end=model.valid.to)
    if model.status in ("draft", "published", "superseded"):
        if not any(standard.relation in ("models", "follows") for standard in model.standards):
            context.warn("R104", ("status",), status=model.status)
        if model.valid is None:
            context.warn("R161", ("status",), status=model.status)


def _boundary(context: Context, model: RuleModel) -> None:
    boundary, path = model.boundary, ("boundary", "stages")
    for stage in STAGES:
        included = boundary.stages.includes(stage)
        scrap = stage == "end_of_life" and model.end_of_life.method == "net_scrap"
        if stage in (_OUTSIDE if included else _INSIDE)[boundary.type] and not (included and scrap):
            context.warn("R154" if included else "R155", (*path, stage), stage=stage, type=boundary.type)
        given = getattr(boundary.stages, stage)
        if isinstance(given, Excluded) and given.excluded.reason is None and given.excluded.clause is None:
            context.warn("R156", (*path, stage), stage=stage)
    for index, exclusion in enumerate(boundary.exclusions):
        place = ("boundary", "exclusions", index)
        if not boundary.stages.includes(exclusion.stage):
            context.warn("R159", (*place, "stage"), stage=exclusion.stage)
        if exclusion.reason is None and exclusion.clause is None:
            context.warn("R156", place, stage=exclusion.stage)


def _shares(context: Context, model: RuleModel) -> None:
    single = context.share(("cut_off", "single"), model.cut_off.single)
    total = context.share(("cut_off", "total"), model.cut_off.total)
    if single is not None and total is not None and single > total:
        context.refuse("R147", ("cut_off",), single=model.cut_off.single, total=model.cut_off.total)
    for index, exclusion in enumerate(model.boundary.exclusions):
        context.share(("boundary", "exclusions", index, "bound"), exclusion.bound)
    if model.data_quality is not None:
        context.share(("data_quality", "primary_share"), model.data_quality.primary_share)


def _end_of_life(context: Context, model: RuleModel) -> None:
    method = model.end_of_life.method
    if method == "cut_off":
        for key, process in model.processes.items():
            if process.credits:
                context.refuse("R118", ("processes", key, "credits"), process=key)


def check_languages(context: Context, model: Frame) -> None:
    """Words that are missing in one language, and activity data and processes without a name."""
    words = {"zh": "中文 (zh)", "en": "English (en)"}
    for path, names in names_of(context, model):
        for language in names.missing:
            context.warn("R122", path, words=names.get("en"), language=words[language])
    for section in ("activity_data", "processes"):
        for name, entry in getattr(model, section).items():
            if entry.label is None:
                context.refuse("R158", (section, name), severity=Severity.INFO, name=name)
