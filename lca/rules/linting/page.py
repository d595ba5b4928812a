"""The page of all checks in rules/, made from the catalogue: ``python -m lca.rules.linting.page``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lca.content import content
from lca.i18n import LANGUAGES, Language, text
from lca.rules.linting.catalogue import Check, checks, groups
from lca.rules.linting.examples import examples
from lca.rules.linting.fixers import FIXERS

PAGES: Final[dict[Language, str]] = {"en": "lint.md", "zh": "lint.zh-CN.md"}


def page(language: Language) -> str:
    """The whole page in Markdown."""
    return "\n".join(_blocks(language))


def _say(key: str, language: Language, **params: object) -> str:
    return text(f"lint.{key}", language, default=None, **params)


def _blocks(language: Language) -> Iterator[str]:
    known = checks()
    yield f"# {_say('page', language)}\n"
    yield f"{_say('introduction', language, count=len(known))}\n"
    yield f"{_say('generated', language)}\n"
    yield f"{_say('assumed', language).replace('*', chr(92) + '*', 1)}\n"
    heads = [_say(key, language) for key in ("code", "severity", "title")]
    yield f"| {' | '.join(heads)} |\n|---|---|---|"
    for check in known.values():
        severity = text(f"severity.{check.severity}", language)
        yield f"| [{check.code}](#{check.code.lower()}) | {severity} | {check.title(language)} |"
    for group in groups():
        yield f"\n## {_say(f'group.{group}', language)}\n"
        yield "\n".join(_check(check, language) for check in known.values() if check.group == group)


def _check(check: Check, language: Language) -> str:
    rows = [
        ("severity", text(f"severity.{check.severity}", language)),
        ("finding", _plain(check.message(language))),
        ("why", check.why(language)),
        ("remedy", _plain(check.remedy(language))),
        ("rests", check.reference(language).replace("*", r"\*")),
    ]
    colon = "：" if language == "zh" else ": "
    parts = [f"### {check.code}\n", f"**{check.title(language)}**\n"]
    parts += [f"- {_say(key, language)}{colon}{words}" for key, words in rows]
    if check.code in FIXERS:
        parts.append(f"- {_say('fixable', language)}")
    return "\n".join([*parts, "", *_example(check.code, language)])


def _plain(words: str) -> str:
    """Words in which no sign is one of Markdown's."""
    return "".join(f"\\{sign}" if sign in "<>*_`|$" else sign for sign in words)


def _example(code: str, language: Language) -> Iterator[str]:
    if code not in examples():
        return
    for words in examples()[code].above.values():
        yield f"{_say('above', language)}\n\n```yaml\n{words.decode().rstrip()}\n```\n"
    for key, snippet in zip(("wrong", "right"), examples()[code].snippets, strict=True):
        if snippet:
            yield f"{_say(key, language)}\n\n```yaml\n{snippet}\n```\n"


def main() -> None:
    """Write both pages."""
    for language in LANGUAGES:
        (content("rules") / PAGES[language]).write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
