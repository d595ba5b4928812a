"""The spelling of quantities and units: from what people write to plain names with powers.

Pure text work, no knowledge of which names exist: full-width characters, superscripts, the many signs
of multiplication, spellings of CO2 equivalent and of transport work, separators in numbers. Anything
that can be read in two ways is a finding, never a guess.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from lca.errors import Finding

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SIGNS = str.maketrans("−–∕⁄⋅∙•・‧×*", "--//" + "·" * 7)
_NUMBER_SIGNS = str.maketrans("−－＋，．０１２３４５６７８９", "--+,.0123456789")
_CJK = "\u3400-\u9fff"
_JOIN = r"[·\s-]?"
_KM = r"(?:km|KM|kilomet(?:re|er)s?|公里|千米)(?![A-Za-z])"
_START = r"(?<![A-Za-z_])"
_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=\w)\.(?=[^\W\d])", "·"),
        (r"(?:^|(?<=/))10\^4[·\s]*", "万"),
        (r"(?:^|(?<=/))(?:10\^6[·\s]*|million\s+)", "百万"),
        (r"(?:^|(?<=/))10\^8[·\s]*", "亿"),
        (r"(?i:CO2)[\s_-]*(?:(?i:eq)(?:uiv(?:alents?)?)?\b\.?|(?i:e)(?![A-Za-z]))", "CO2e"),
        (r"二氧化碳当量|(?i:CO2)\s*当量", "CO2e"),
        (rf"(?<=[A-Za-z{_CJK}])[\s·_-]+(?=CO2e)", ""),
        (rf"(?<=[{_CJK}])\s+(?=\w)|(?<=\w)\s+(?=[{_CJK}])", ""),
        (rf"{_START}(?:metric_tons?|tonnes?|t|公?吨){_JOIN}{_KM}", "tkm"),
        (rf"{_START}(?:kg|千克|公斤){_JOIN}{_KM}", "kgkm"),
        (rf"{_START}(?:passengers?|persons?|p|人){_JOIN}{_KM}", "pkm"),
        (rf"{_START}(?:vehicles?|v|车|辆){_JOIN}{_KM}", "vkm"),
        (rf"{_START}([kMGT]?W)[·\s-]h(?![A-Za-z])", r"\1h"),
    )
)
_WORDS = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+)+")
_FACTOR = re.compile(r"([^\W\d]\w*|[%‰€£¥$]|°[CF]|1)(?:\^?(-[1-9])|\^([1-9]))?")
_NOTE = re.compile(r".*[^/(·]\(([^()]*)\)")
_NUMBER = re.compile(
    r"\s*([+-]?(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*?)\s*", re.DOTALL
)
_NOT_FINITE = re.compile(r"\s*[+-]?(?:nan|inf|infinity|∞)(?![A-Za-z]).*", re.IGNORECASE | re.DOTALL)

Factors = tuple[tuple[str, int], ...]


def spelled(text: str, known: Callable[[str], bool]) -> str:
    """One spelling for many: NFKC, ``·`` for every product, ``/`` for every quotient, ``tkm``, ``kgCO2e``.

    ``known`` tells whether a name such as ``short_ton`` exists, so that its words may stand apart.
    """
    raised = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda run: "^" + run[0].translate(_SUPERSCRIPTS), text)
    plain = unicodedata.normalize("NFKC", raised).strip().replace("**", "^").translate(_SIGNS)
    plain = re.sub(r"\s+per\s+|每", "/", plain)
    plain = _WORDS.sub(lambda run: _one_word(run[0], known), plain)
    for pattern, replacement in _SPELLINGS:
        plain = pattern.sub(replacement, plain)
    return re.sub(r"[\s·]*·[\s·]*|\s+", "·", re.sub(r"\s*([/()])\s*", r"\1", plain))


def _one_word(run: str, known: Callable[[str], bool]) -> str:
    joined = re.sub("[ -]", "_", run)
    return joined if known(joined) else run


def factors(text: str, plain: str) -> Factors | Finding:
    """Split a spelled unit into names and powers; a finding where the text has two readings or none."""
    if note := _NOTE.fullmatch(plain):
        return Finding("U108", {"text": text, "note": note[1].replace("·", " ")})
    found: list[tuple[str, int]] = []
    for position, side in enumerate(plain.split("/")):
        product = side[1:-1] if side.startswith("(") and side.endswith(")") else side
        if position and "·" in side and product == side:
            return Finding("U104", {"text": text})
        for factor in product.split("·"):
            match = _FACTOR.fullmatch(factor)
            if match is None:
                return Finding("U103", {"text": text})
            power = int(match[2] or match[3] or 1)
            found.append((match[1], -power if position else power))
    return tuple(found)


@lru_cache(maxsize=4096)
def number(text: str) -> tuple[float, str] | Finding:
    """Split a quantity into its number and the text of its unit, or tell what is wrong with it.

    Commas are accepted only before groups of three digits (``13,450.5``); blanks inside a number,
    decimal commas, NaN and infinity are findings.
    """
    ascii_like = text.translate(_NUMBER_SIGNS)
    if _NOT_FINITE.fullmatch(ascii_like):
        return Finding("U202", {"text": text.strip()})
    match = _NUMBER.fullmatch(ascii_like)
    if match is None:
        return Finding("U201", {"text": text.strip()})
    if re.match(r"[,.'’_]|(?!1\s*/|10\s*[\^*⁴⁶⁸])\d", match[2]):
        return Finding("U203", {"text": text.strip()})
    value = float(match[1].replace(",", ""))
    if not math.isfinite(value):
        return Finding("U202", {"text": text.strip()})
    return value, match[2]
