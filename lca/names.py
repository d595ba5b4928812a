"""Bilingual names: what a thing is called in Chinese and in English."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lca.i18n import LANGUAGES, Language
from lca.validation import Frozen

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Names(Frozen):
    """The name of a thing in Chinese and English; at least one of them is there."""

    zh: _Words | None = Field(default=None, title="Chinese", json_schema_extra={"title_zh": "中文"})
    en: _Words | None = Field(default=None, title="English", json_schema_extra={"title_zh": "英文"})

    @model_validator(mode="after")
    def _some(self) -> Names:
        if self.zh is None and self.en is None:
            raise PydanticCustomError("Y113", "a name needs words in zh, en or both")
        return self

    def get(self, language: Language) -> str:
        """The words in ``language``, or in the other language where they are missing."""
        wanted, other = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return wanted or other or ""

    def __format__(self, spec: str) -> str:
        """``{name}`` in a sentence is the English name, ``{name:zh}`` the Chinese."""
        return self.get("zh" if spec == "zh" else "en")

    @property
    def missing(self) -> tuple[Language, ...]:
        """The languages in which the name is not given."""
        return tuple(language for language in LANGUAGES if getattr(self, language) is None)
