"""Views: a result in which some parts are shown and the others are commitments, under one root."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from lca.errors import Finding, InputError
from lca.passport.disclosure.commitments import Leaf, Salts, derived_salts, random_salts, root_of
from lca.passport.disclosure.hiding import hiding
from lca.passport.disclosure.leaves import leaves_of
from lca.passport.disclosure.policy import Policy, policy_of
from lca.passport.disclosure.showing import shown
from lca.results.footprint import Footprint
from lca.validation import Frozen

FORMAT_VERSION: Final = "1.0"
IDENTIFIER: Final = f"urn:zuji:disclosure:{FORMAT_VERSION}"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
SCHEMA: Final = Path(__file__).with_name("view.schema.json")
SCHEME: Final = "salted-sha256-jcs-rfc6962"
SHORTEST_KEY: Final = 16
LINE: Final = "line:"

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Salt = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class Part(Frozen):
    """A leaf that is shown: its id, salt and content, from which its commitment follows."""

    id: str = Field(min_length=1, max_length=1000)
    salt: Salt
    content: Any = None

    @property
    def leaf(self) -> Leaf:
        """The same as a leaf."""
        return Leaf(self.id, self.salt, self.content)


class Hidden(Frozen):
    """What the hidden lines are together, stated openly: the total less the lines that are shown."""

    lines: int = Field(ge=0, description="Lines whose number is not shown.")
    total: float = Field(description="kg CO2e of them together.")
    stages: dict[str, float] = Field(
        default_factory=dict, description="The same by stage, where the stage's sum is shown; kg CO2e."
    )


class View(Frozen):
    """A view of a result, published or given to somebody."""

    format: Literal["zuji.disclosure"] = "zuji.disclosure"
    format_version: Literal["1.0"] = "1.0"
    view: str = Field(description="What the policy calls it.")
    scheme: Literal["salted-sha256-jcs-rfc6962"] = SCHEME
    root: Digest
    leaves: int = Field(ge=1, description="Parts of the result, shown and hidden.")
    rest: Hidden
    shown: tuple[Part, ...] = Field(description="Sorted by id.")
    hidden: tuple[Digest, ...] = Field(description="Commitments of the hidden parts, ascending.")

    def to_json(self) -> str:
        """The document as JSON with a final newline."""
        return self.model_dump_json(indent=2) + "\n"

    def content(self, leaf: str) -> Any:
        """The content of a part that is shown; None where it is not."""
        return next((part.content for part in self.shown if part.id == leaf), None)


@dataclass(frozen=True)
class Secrets:
    """What opens the hidden parts; to be kept. Never part of a message, a log or a view."""

    root: str
    leaves: tuple[Leaf, ...] = field(repr=False)

    def to_json(self) -> str:
        """The document as JSON with a final newline: id, salt and content of every part."""
        told = {
            "format": "zuji.disclosure_secrets",
            "format_version": FORMAT_VERSION,
            "root": self.root,
            "leaves": [{"id": one.id, "salt": one.salt, "content": one.content} for one in self.leaves],
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True)
class Disclosed:
    """A view, what opens its hidden parts, and what is to be told of the policy."""

    view: View
    secrets: Secrets
    findings: tuple[Finding, ...] = ()


def disclose(
    footprint: Footprint,
    policy: Policy | str | Path,
    *,
    closed: Iterable[str] | None = None,
    key: bytes | None = None,
    secrets: Secrets | None = None,
) -> Disclosed:
    """Make a view of a result.

    Views of one result with one key (or with the secrets of an earlier view) have one root, so that a
    verifier who saw everything speaks for the public view as well.

    Args:
        footprint: the result.
        policy: a policy, the name of a ready made one (``public``, ``customer``, ``verifier``) or its file.
        closed: ids of factors that no public release holds; left out, as the shipped release says.
        key: a secret from which the salts follow, at least 16 bytes; without key and secrets they are random.
        secrets: of an earlier view of the same result.

    Raises:
        InputError: P550 no such policy, P551 a line that the total tells, P555 a key too short, P556
            secrets of another result.
    """
    own = policy if isinstance(policy, Policy) else policy_of(policy)
    leaves = _leaves(footprint, key, secrets)
    known = closed_factors(footprint) if closed is None else frozenset(closed)
    hidden, findings = hiding(footprint, own, known)
    names = shown(footprint, hidden, own)
    out = tuple(Part(id=one.id, salt=one.salt, content=one.content) for one in leaves if one.id in names)
    digests = [one.digest for one in leaves]
    view = View(
        view=own.name,
        root=root_of(digests),
        leaves=len(leaves),
        rest=rest_of({one.id: one.content for one in out}),
        shown=out,
        hidden=tuple(sorted(one.digest for one in leaves if one.id not in names)),
    )
    return Disclosed(view, Secrets(view.root, leaves), findings)


def closed_factors(footprint: Footprint) -> frozenset[str]:
    """The factors of a result that the shipped release does not hold, or must not pass on."""
    from lca.factors.database import FactorDatabase
    from lca.passport.bundle.subset import allowed

    table = FactorDatabase.open().table
    free = {one for one in (factor.id for factor in footprint.factors) if one in table.by_id}
    public = {key for key in free if allowed(table.factor(table.by_id[key]).source.redistribution)}
    return frozenset(factor.id for factor in footprint.factors) - public


def rest_of(shown_parts: Mapping[str, Any]) -> Hidden:
    """What the hidden lines are together, from the contents that are shown, by id."""
    lines = [content for name, content in shown_parts.items() if name.startswith(LINE)]
    stages = [content for name, content in shown_parts.items() if name.startswith("stage:")]
    return Hidden(
        lines=shown_parts["lines"]["count"] - len(lines),
        total=_less(shown_parts["total"]["value"], lines),
        stages={
            stage["key"]: _less(stage["value"], [line for line in lines if line["stage"] == stage["key"]])
            for stage in stages
        },
    )


def _less(whole: float, lines: Iterable[Mapping[str, Any]]) -> float:
    """A sum less some lines; what is only rounding is nothing."""
    parts = [float(line["value"]) for line in lines]
    rest = math.fsum((whole, *(-part for part in parts)))
    return 0.0 if abs(rest) <= 1e-12 * max(map(abs, (whole, *parts))) else rest


def _leaves(footprint: Footprint, key: bytes | None, secrets: Secrets | None) -> tuple[Leaf, ...]:
    contents = leaves_of(footprint)
    salt = _salts(footprint, contents, key, secrets)
    return tuple(Leaf(name, salt(name), content) for name, content in sorted(contents.items()))


def _salts(
    footprint: Footprint, contents: Mapping[str, Any], key: bytes | None, secrets: Secrets | None
) -> Salts:
    if secrets is not None:
        if {one.id: one.content for one in secrets.leaves} != dict(contents):
            raise InputError(Finding("P556", {"root": secrets.root}))
        return {one.id: one.salt for one in secrets.leaves}.__getitem__
    if key is None:
        return random_salts
    if len(key) < SHORTEST_KEY:
        raise InputError(Finding("P555", {"bytes": len(key), "least": SHORTEST_KEY}))
    return derived_salts(key, footprint.to_json().encode())


def view_schema() -> Mapping[str, Any]:
    """The JSON Schema (draft 2020-12) of a view."""
    schema = View.model_json_schema()
    schema["required"] = ["format", "format_version", "scheme", *schema["required"]]
    schema["$defs"]["Part"]["required"] = ["id", "salt", "content"]
    return {"$schema": DIALECT, "$id": IDENTIFIER, **schema}


def schema_text() -> str:
    """The schema as it is committed beside this module."""
    return json.dumps(view_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
