"""Numbers of standards and codes of product categories: whether they have the form of their kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lca.errors import nearest
from lca.rules.linting.study import Study

_CHINESE = r"(?:GB(?:/[TZ])?|GJB|GBZ(?:/T)?|DB\d{2}(?:/T)?|[A-Z]{2,3}(?:/[TZ])?|T/[A-Z]{2,8}|Q/[A-Z0-9]+)"
_FORMS: Final = (
    re.compile(rf"{_CHINESE} [A-Z]{{0,3}}\d+(?:\.\d+)*-(?:19|20)\d\d(?:/XG\d+-(?:19|20)\d\d)?"),
    re.compile(
        r"(?:(?:BS|DIN|NF|UNE|UNI) )?(?:EN )?(?:ISO(?:/IEC)?|IEC)(?:/(?:TS|TR|PAS|IEC|CIE|ASTM|DIS|FDIS))? "
        r"\d+(?:-\d+)*:\d{4}(?:(?:/|\+)(?:AMD|Amd|Cor|A)\s?\d+(?::\d{4})?)*"
    ),
    re.compile(
        r"(?:(?:BS|DIN|NF) )?(?:CEN/T[SR]|EN|PAS|JIS [A-Z]|KS [A-Z]|ETSI [A-Z]{2}|ITU-T [A-Z]\.?) ?"
        r"\d[\d ]*(?:-\d+)*:\d{4}(?:\+A\d(?::\d{4})?)*"
    ),
    re.compile(r"ASTM [A-G]\d+(?:/[A-G]\d+M?)?-\d{2}(?:\d\d)?[a-z]?"),
    re.compile(r"\(EU\) \d{4}/\d+|\d{4}/\d+/EU|Regulation \(EU\) \d{4}/\d+|Recommendation \(EU\) \d{4}/\d+"),
    re.compile(r"(?:IPCC|GHG Protocol|PACT|PEFCR|UNTP|Catena-X)\b.*\d.*"),
)
_LOOSE = re.compile(
    r"\s*((?:[A-Za-z]{2,3}|[Tt]/[A-Za-z]{2,8}|[Dd][Bb]\d\d)(?:\s*/\s*[TZtz])?)\s*(\d+(?:\.\d+)*)\s*"
    r"[-\u2010-\u2015\u2212－ーー]{1,2}\s*((?:19|20)\d\d)\s*"
)
_SCHEMES: Final[Mapping[str, str]] = {
    "hs": r"\d{4}(?:\.?\d\d){0,3}",
    "cn": r"\d{4}(?:\.?\d\d){0,3}",
    "taric": r"\d{10}",
    "cpc": r"\d{1,5}",
    "isic": r"[A-Z]?\d{2,4}",
    "nace": r"[A-Z]?\d{1,2}(?:\.\d{1,2})?",
    "cpa": r"\d{1,2}(?:\.\d{1,2}){0,3}",
    "prodcom": r"\d{2}\.?\d{2}\.?\d{2}\.?\d{2}",
    "gbt4754": r"[A-Z]?\d{2,4}",
    "gbt7635": r"\d{1,8}(?:[.·-]\d+)*",
    "naics": r"\d{2,6}",
    "sitc": r"\d{1,5}(?:\.\d{1,2})?",
    "unspsc": r"\d{2}(?:\d{2}){0,4}",
    "gpc": r"\d{8}",
    "eclass": r"\d{2}(?:-?\d{2}){0,3}",
    "gtin": r"\d{8}|\d{12,14}",
    "cas": r"\d{2,7}-\d\d-\d",
    "udc": r"\S+",
}


def check_citations(study: Study) -> None:
    """Standards (R333, R338) and categories (R331, R332)."""
    first: dict[str, int] = {}
    for index, standard in enumerate(study.model.standards):
        path = ("standards", index, "id")
        if not is_number(standard.id):
            normal = normal_number(standard.id)
            study.context.warn("R333", path, [normal] if normal else [], value=standard.id)
        if first.setdefault(standard.id, index) != index:
            line = study.context.document.locate(("standards", first[standard.id])).line
            study.context.warn("R338", path, value=standard.id, line=line)
    for scheme, codes in study.model.product.categories.items():
        _category(study, scheme, codes)


def is_number(text: str) -> bool:
    """Whether a text is the number of a standard as its publisher prints it, with its year."""
    return any(form.fullmatch(text) for form in _FORMS)


def normal_number(text: str) -> str | None:
    """The number of a Chinese standard with its blanks, dash and capitals in order; None where it is none."""
    match = _LOOSE.fullmatch(text)
    if match is None:
        return None
    publisher = re.sub(r"\s", "", match[1]).upper()
    number = f"{publisher} {match[2]}-{match[3]}"
    return number if is_number(number) else None


def _category(study: Study, scheme: str, codes: tuple[str, ...]) -> None:
    path = ("product", "categories", scheme)
    form = _SCHEMES.get(scheme)
    if form is None:
        known = ", ".join(_SCHEMES)
        study.context.warn("R331", path, nearest(scheme, _SCHEMES), scheme=scheme, known=known)
        return
    for index, code in enumerate(codes):
        if not re.fullmatch(form, code):
            study.context.warn("R332", (*path, index), scheme=scheme, given=code)
