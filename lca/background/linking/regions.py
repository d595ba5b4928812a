"""Which countries lie in the regions that databases name; facts of geography, by ISO 3166 code.

Regions follow the United Nations' M49 as far as databases do; the Middle East is kept apart from Asia and
lies in it. A region ``Europe without Switzerland`` is read from its name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

EUROPE = (
    "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC "
    "MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK"
)
MIDDLE_EAST = "AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE"
ASIA = (
    "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY "
    "NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"
)
AFRICA = (
    "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU "
    "MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"
)
NORTHERN_AMERICA = "BM CA GL PM US"
LATIN_AMERICA = (
    "AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ "
    "MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI"
)
OCEANIA = "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS"
EU27 = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EFTA = "CH IS LI NO"
ENTSO_E = f"{EU27} AL BA CH GB IS ME MK NO RS"
UCTE = "AT BA BE BG CH CZ DE ES FR GR HR HU IT LU ME MK NL PL PT RO RS SI SK"

_WIDE = MappingProxyType(
    {
        "rer|europe|un-europe": EUROPE,
        "ras|asia|un-asia": ASIA,
        "raf|africa|un-africa": AFRICA,
        "rna|northern america|north america": NORTHERN_AMERICA,
        "rla|latin america|latin america and the caribbean|un-americas": LATIN_AMERICA,
        "oce|oceania|un-oceania": OCEANIA,
    }
)
_NARROW = MappingProxyType(
    {
        "eu27|eu-27|eu|european union|eu-27+": EU27,
        "eu27 & efta|eu+efta|eu-27 & efta": f"{EU27} {EFTA}",
        "entso-e|entsoe": ENTSO_E,
        "ucte": UCTE,
        "rme|middle east": MIDDLE_EAST,
    }
)
REST = frozenset({"row", "rest of world", "rest-of-world"})
WORLD = frozenset({"glo", "global", "world", "glob"})
_WITHOUT = re.compile(r"(?:europe|rer),?\s*(?:without|w/o|excluding)\s+(?P<left_out>.+)")


def wide(region: str) -> frozenset[str]:
    """Countries of a continent by its code or name, lower case; empty where it is none."""
    return _spellings(wide=True).get(region, frozenset())


def narrow(region: str) -> frozenset[str]:
    """Countries of a smaller region, lower case; empty where it is none."""
    return _spellings(wide=False).get(region, frozenset())


def excluded(region: str) -> tuple[str, ...] | None:
    """Names of what ``Europe without ...`` leaves out, lower case; None for another text."""
    found = _WITHOUT.fullmatch(region)
    return tuple(re.split(r"\s+and\s+|\s*,\s*", found["left_out"])) if found else None


@lru_cache(maxsize=2)
def _spellings(wide: bool) -> MappingProxyType[str, frozenset[str]]:
    table = _WIDE if wide else _NARROW
    found = {name: frozenset(codes.split()) for names, codes in table.items() for name in names.split("|")}
    return MappingProxyType(found)
