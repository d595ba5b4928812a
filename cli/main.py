"""The command ``zuji``: its parts, its exit codes, and what becomes of errors.

Nothing heavy is imported here; each command imports the engine when it runs, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from lca.cli import (
    background,
    calculation,
    explanation,
    factors,
    passport,
    passport_bundle,
    rules,
    sensitivity,
)
from lca.cli.language import language_of, tell
from lca.errors import InputError, ZujiError
from lca.i18n import Language, text

INTERNAL = 3
EXTRAS = {
    **dict.fromkeys(("base58", "cryptography", "joserfc", "rfc8785"), "passport"),
    **dict.fromkeys(("fastapi", "multipart", "python_multipart", "uvicorn"), "service"),
    **dict.fromkeys(("docx", "jinja2", "justmytype_intl_cjk", "typst"), "document"),
    **dict.fromkeys(("bw2calc", "bw2data", "bw2io", "bw_processing"), "brightway"),
    "SALib": "sensitivity",
    "basyx": "aas",
    "openepd": "openepd",
    "pandas": "pandas",
    "pandera": "build",
}
"""Libraries that only some commands need, and the extra of this package that brings each."""
HELP = "足迹 Zuji: product carbon footprints from executable product category rules (产品碳足迹计算)."

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("calc")(calculation.calc)
app.command("check")(calculation.check)
app.command("explain")(explanation.explain)
app.command("sensitivity")(sensitivity.sensitivity)
app.command("verify")(passport_bundle.verify)
app.add_typer(rules.app, name="rules")
app.add_typer(factors.app, name="factors")
app.add_typer(background.app, name="background")
app.add_typer(passport.app, name="passport")


def _version(wanted: bool) -> None:
    if wanted:
        import lca

        typer.echo(f"zuji {lca.__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version (版本).")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show tracebacks of internal errors (显示内部错误的调用栈).")
    ] = False,
) -> None:
    """Take the options that stand before every command; the exit codes are in the help of ``calc``."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit code.

    0 done; 1 computed, with findings that stand in the way of issue; 2 an input or the command line is
    wrong; 3 an error of this program, whose traceback shows with ``--debug`` only.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = language_of(words, os.environ)
    try:
        app(args=words, prog_name="zuji")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BrokenPipeError:
        return _pipe_closed()
    except InputError as error:
        return _refused(error, language)
    except ModuleNotFoundError as error:
        return _without(error, language, debug="--debug" in words)
    except Exception as error:
        return _broken(error, language, debug="--debug" in words)
    return 0


def _refused(error: InputError, language: Language) -> int:
    for finding in error.findings:
        tell(finding.render(language))
    return error.exit_code


def _without(error: ModuleNotFoundError, language: Language, debug: bool) -> int:
    """An optional library that a command needs and that is not installed: which extra brings it."""
    library = (error.name or "").partition(".")[0]
    if library not in EXTRAS:
        return _broken(error, language, debug)
    tell(text("cli.library", language, library=library))
    tell(text("cli.library.fix", language, extra=EXTRAS[library]))
    return InputError.exit_code


def _broken(error: Exception, language: Language, debug: bool) -> int:
    if debug:
        tell("".join(traceback.format_exception(error)).rstrip())
    words = " ".join(str(error).split())
    kind = type(error).__name__
    try:
        tell(text("cli.internal", language, kind=kind, words=words))
        tell(text("cli.internal.fix", language))
    except Exception:  # the catalogue itself may be what is broken
        tell(f"zuji: internal error {kind}: {words}; please report it")
    return error.exit_code if isinstance(error, ZujiError) else INTERNAL


def _pipe_closed() -> int:
    """Whoever read our output stopped; keep the interpreter from complaining about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def main() -> None:
    """Run the command line of this process; what is printed is UTF-8 everywhere."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8")
    sys.exit(run())
